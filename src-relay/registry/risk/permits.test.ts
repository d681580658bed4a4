import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ServerConfig } from '../../protocol/server-config.ts';
import { StartPermits } from './permits.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'permits-'));
  file = join(folder, 'server-permits.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const server = (startedAs: string, args: readonly string[] = []): ServerConfig => ({
  kind: 'stdio',
  name: 's',
  hidden: false,
  enabled: true,
  description: undefined,
  startedAs,
  timeout: 30,
  protocol: 'auto',
  isolation: 'shared',
  command: '/srv/server',
  args,
  cwd: undefined,
  env: {},
});
const LOW = { score: 25, parts: [{ id: 'findings', points: -75, text: 'It is so.' }] };

test('a usual server may start; one whose score was low may not, from the next start on', () => {
  const permits = new StartPermits(file);
  expect(permits.refusal(server('a'))).toBeUndefined();
  permits.note(server('a'), LOW);
  const next = new StartPermits(file);
  expect(next.held(server('a'))).toMatchObject(LOW);
  expect(next.refusal(server('a'))).toContain('mcp-relay servers allow s');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  next.note(server('a'), { score: 31, parts: [] });
  expect(new StartPermits(file).refusal(server('a'))).toBeUndefined();
});

test('consent holds for one way of starting it, across restarts, until it is taken back', () => {
  new StartPermits(file).note(server('a'), LOW);
  new StartPermits(file).allow(server('a'), true);
  const permits = new StartPermits(file);
  expect(permits.refusal(server('a'))).toBeUndefined();
  permits.note(server('b'), LOW);
  expect(permits.refusal(server('b')), 'another command').toContain('25 of 100');
  permits.allow(server('a'), false);
  permits.note(server('a'), LOW);
  expect(new StartPermits(file).refusal(server('a'))).toContain('25 of 100');
});

test('what is unknown changes nothing, and the same score is not written twice', () => {
  const permits = new StartPermits(file);
  permits.note(server('a'), LOW);
  const { mtimeMs } = statSync(file);
  permits.note(server('a'), LOW);
  permits.note(server('a'), { score: null, parts: [] });
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

test('a broken file consents to nothing; one that is only read is left as it is', () => {
  writeFileSync(file, '{"allowed": {"s": true}}');
  const permits = new StartPermits(file, true);
  expect(permits.isAllowed(server('a'))).toBe(false);
  permits.allow(server('a'), true);
  expect(readFileSync(file, 'utf8')).toBe('{"allowed": {"s": true}}');
});
