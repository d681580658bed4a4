import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '../../store/file-lock.ts';
import { readRelayFile, type RelayFile } from './relay-file.ts';
import { readStartFile } from './start-file.ts';
import { removeRelayFile, writeRelayFile, writeStartFile } from './write.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'instance-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const content = (pid: number, instanceId = 'one'): RelayFile => ({
  pid,
  version: '1.0.0',
  instanceId,
  startedAt: '2026-01-01T00:00:00.000Z',
  baseUrl: 'http://127.0.0.1:1',
  endpoints: {
    mcp: 'http://127.0.0.1:1/mcp',
    sse: 'http://127.0.0.1:1/sse',
    ui: 'http://127.0.0.1:1/ui/',
    health: 'http://127.0.0.1:1/health',
  },
  configFile: null,
});

test('the lock is held by one at a time', () => {
  const file = join(folder, 'relay.lock');
  const release = takeLock(file);
  expect(release).toBeDefined();
  expect(takeLock(file)).toBeUndefined();
  release?.();
  const again = takeLock(file);
  expect(again).toBeDefined();
  again?.();
});

test('relay.json is read while its process lives, and is closed to others', () => {
  const file = join(folder, 'relay.json');
  writeRelayFile(file, content(process.pid));
  expect(readRelayFile(file)).toEqual(content(process.pid));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([
  ['left by a dead process', JSON.stringify(content(2 ** 22 + 1))],
  ['broken', '{'],
  ['of another shape', '{"pid":1}'],
])('one that is %s is ignored', (_name, text) => {
  const file = join(folder, 'relay.json');
  writeFileSync(file, text);
  expect(readRelayFile(file)).toBeUndefined();
});

test("an instance removes its own file, not its successor's", () => {
  const file = join(folder, 'relay.json');
  writeRelayFile(file, content(process.pid, 'two'));
  removeRelayFile(file, 'one');
  expect(readRelayFile(file)?.instanceId).toBe('two');
  removeRelayFile(file, 'two');
  expect(readRelayFile(file)).toBeUndefined();
});

test('how the relay is started is known as long as its program and its folder are there', () => {
  const file = join(folder, 'start.json');
  expect(readStartFile(file)).toBeUndefined();
  const command = { program: process.execPath, args: ['a', '--b'], cwd: folder, env: { DISPLAY: ':0' } };
  writeStartFile(file, command);
  expect(readStartFile(file)).toEqual(command);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeStartFile(file, { ...command, program: join(folder, 'moved') });
  expect(readStartFile(file)).toBeUndefined();
  writeFileSync(file, '{"program":7}');
  expect(readStartFile(file)).toBeUndefined();
});
