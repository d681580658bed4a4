import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { CONTENT_SECURITY_POLICY, PageFiles } from './page-files.ts';

let root: string;
let page: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'page-files-'));
  page = join(root, 'page');
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

function build(): PageFiles {
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.js'), 'outside');
  writeFileSync(join(page, 'index.html'), '<p>page</p>');
  writeFileSync(join(page, 'assets', 'a-1.js'), 'inside');
  writeFileSync(join(page, 'assets', 'a-1.js.map'), 'source');
  writeFileSync(join(page, '.env'), 'KEY=1');
  writeFileSync(join(page, 'relay.db'), 'data');
  return new PageFiles(page);
}

test('serves its files and the page itself, each with type and policy', () => {
  const files = build();
  expect(files.isEmpty).toBe(false);
  const index = files.find('');
  expect(index).toBe(files.find('index.html'));
  expect(index?.body.toString()).toBe('<p>page</p>');
  expect(index?.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
  });
  const script = files.find('assets/a-1.js');
  expect(script?.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'content-security-policy': CONTENT_SECURITY_POLICY,
  });
  expect(script?.headers['cache-control']).toContain('immutable');
});

test.each([
  '../secret.js',
  'assets/../../secret.js',
  'assets/../assets/a-1.js',
  './index.html',
  '/index.html',
  '//index.html',
  'index.html/',
  'index.html\0',
  'assets',
  'assets/',
  'ASSETS/A-1.JS',
  'assets\\a-1.js',
  '%2e%2e/secret.js',
  '.env',
  'relay.db',
  'assets/a-1.js.map',
  'constructor',
  '__proto__',
  ' ',
])('%j is none of them', (path) => {
  expect(build().find(path)).toBeUndefined();
});

test('a link to a file that leads out of the folder is not followed', () => {
  build();
  symlinkSync(join(root, 'secret.js'), join(page, 'link.js'));
  const files = new PageFiles(page);
  expect(files.find('link.js')).toBeUndefined();
});

test('a page that is not built yet is found once it is', () => {
  const files = new PageFiles(page);
  expect(files.isEmpty).toBe(true);
  expect(files.find('')).toBeUndefined();
  build();
  expect(files.find('')?.body.toString()).toBe('<p>page</p>');
  expect(files.isEmpty).toBe(false);
});

test('what changes on the disk afterwards is not served', () => {
  const files = build();
  expect(files.find('later.js')).toBeUndefined();
  writeFileSync(join(page, 'later.js'), 'planted');
  writeFileSync(join(page, 'index.html'), 'planted');
  expect(files.find('later.js')).toBeUndefined();
  expect(files.find('')?.body.toString()).toBe('<p>page</p>');
});

test('the policy lets the page load its own files, and nothing else in', () => {
  const rules = new Map(
    CONTENT_SECURITY_POLICY.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]),
  );
  expect(rules.get('default-src')).toEqual([`'none'`]);
  for (const rule of ['script-src', 'style-src', 'connect-src']) expect(rules.get(rule), rule).toEqual([`'self'`]);
  for (const rule of ['base-uri', 'form-action', 'frame-ancestors']) expect(rules.get(rule), rule).toEqual([`'none'`]);
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/u);
});
