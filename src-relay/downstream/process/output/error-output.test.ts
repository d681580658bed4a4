import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../../protocol/log.ts';
import { ErrorOutput, type Mask } from './error-output.ts';
import { hiddenValues } from './hidden-values.ts';
import { RateLimit, readLimit } from './rate-limit.ts';
import { logFileOf, RotatingFile } from './rotating-file.ts';

let folder: string;
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'error-output-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const shout: Mask = (text) => text.replaceAll('hush', '<SECRET>');

function outputTo(file: RotatingFile | undefined, mask: Mask = shout): ErrorOutput {
  const log = createLog('debug', (line) => told.push(line));
  return new ErrorOutput({ server: 'echo', file, mask: () => Promise.resolve(mask), readLimit: readLimit(), log });
}

/** What the output shows after a program has written this and ended. */
async function after(output: ErrorOutput, text: string, env: Record<string, string> = {}): Promise<readonly string[]> {
  const stream = new PassThrough();
  output.drain(stream, hiddenValues(env));
  stream.end(text);
  await new Promise((resolve) => stream.once('close', resolve));
  await output.flush();
  return output.lines;
}

test('what is kept and shown is masked, one line an entry, with control characters visible', async () => {
  const file = new RotatingFile(join(folder, 'server-echo.log'), 10_000);
  const lines = await after(outputTo(file), 'hush now\n\u001b[31mred\tat x\u202e\nlast words');
  expect(lines).toEqual(['<SECRET> now', '\\u001b[31mred    at x\\u202e', 'last words']);
  const kept = readFileSync(file.path, 'utf8').split('\n');
  expect(kept.map((line) => line.replace(/^\S+Z /u, ''))).toEqual([...lines, '']);
  expect(kept[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z </u);
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
});

test('a secret on two lines is masked as one', async () => {
  const mask: Mask = (text) => text.replaceAll(/-BEGIN-[^]*-END-/gu, '<KEY>');
  expect(await after(outputTo(undefined, mask), 'a -BEGIN-\nxyz\n-END- b\n')).toEqual(['a <KEY> b']);
});

test('values that the server was given as credentials never show, whatever they look like', async () => {
  const env = {
    API_KEY: 'plain words',
    DATABASE: 'pg://ada:lovelace@db/x',
    PIN_TOKEN: '1234',
    FOLDER: '/home/ada/x',
    AUTHOR: 'Ada Lovelace',
  };
  const text = 'plain words; pg://ada:lovelace@db/x; 1234; /home/ada/x; Ada Lovelace\n';
  const [line] = await after(outputTo(undefined), text, env);
  expect(line).toBe('<API_KEY>; <DATABASE>; 1234; /home/ada/x; Ada Lovelace');
});

test('values that are secrets for sure never show, but for such as stand in any word', () => {
  expect([...hiddenValues({}, ['s3cr', 'a', 'longer one'])]).toEqual([
    ['s3cr', '<SECRET>'],
    ['longer one', '<SECRET>'],
  ]);
});

test('the last 40 lines are shown, over several starts', async () => {
  const output = outputTo(undefined);
  await after(output, Array.from({ length: 50 }, (_, index) => `first ${index}\n`).join(''));
  const lines = await after(output, 'second\n');
  expect(lines).toHaveLength(40);
  expect(lines.at(0)).toBe('first 11');
  expect(lines.at(-1)).toBe('second');
});

test('of a flood a part is kept, and how much was left out is said', async () => {
  const file = new RotatingFile(join(folder, 'server-echo.log'), 1024 * 1024);
  const output = outputTo(file);
  const stream = new PassThrough();
  output.drain(stream, new Map());
  const chunk = `${'x'.repeat(99)}\n`.repeat(600);
  for (let count = 0; count < 50; count += 1) stream.write(chunk);
  stream.end();
  await new Promise((resolve) => stream.once('close', resolve));
  await output.flush();
  const kept = readFileSync(file.path, 'utf8');
  expect(kept.length).toBeLessThan(400_000);
  expect(output.lines.at(-1)).toMatch(/^\(\d{7} bytes were left out here: too much at once\)$/u);
});

test('a mask that fails shows nothing, and says so once', async () => {
  const output = outputTo(undefined, () => {
    throw new Error('no rules');
  });
  expect(await after(output, 'hush\n')).toEqual([]);
  await after(output, 'hush\n');
  expect(told.filter((line) => line.includes('cannot be kept'))).toHaveLength(1);
  expect(told.join('')).not.toContain('hush');
});

test('where the file cannot be written the lines are shown all the same', async () => {
  writeFileSync(join(folder, 'logs'), '');
  const output = outputTo(new RotatingFile(join(folder, 'logs', 'server-echo.log'), 1000));
  expect(await after(output, 'here\n')).toEqual(['here']);
  expect(told).toHaveLength(1);
});

test('a file that is full becomes the old one; both together stay within twice the cap', async () => {
  const file = new RotatingFile(join(folder, 'server-echo.log'), 1000);
  for (let count = 0; count < 30; count += 1) await file.append(`${count} ${'x'.repeat(90)}\n`);
  expect(readdirSync(folder).toSorted()).toEqual(['server-echo.log', 'server-echo.old.log']);
  for (const name of readdirSync(folder)) {
    expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1000);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
  expect(readFileSync(file.path, 'utf8')).toContain('29 ');
  await file.append('y'.repeat(5000));
  expect(statSync(file.path).size).toBe(1000);
});

test('each server has a log file of its own, whatever the file system makes of its name', () => {
  const names = [
    'echo',
    'Echo',
    'a/b',
    'a.b',
    '../../x',
    'con',
    'ä'.repeat(64),
    `${'x'.repeat(63)}1`,
    `${'x'.repeat(63)}2`,
  ];
  const files = names.map((name) => logFileOf('/logs', name));
  expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(names.length);
  for (const file of files) expect(file).toMatch(/^\/logs\/server-[a-z0-9_-]{1,70}\.log$/u);
  expect(files[0]).toBe('/logs/server-echo.log');
});

test('a limit lets a burst pass, then so much a second', async () => {
  const limit = new RateLimit(1000, 100);
  expect(limit.take(100)).toBe(true);
  expect(limit.take(50)).toBe(false);
  await expect.poll(() => limit.take(50), { interval: 5 }).toBe(true);
});
