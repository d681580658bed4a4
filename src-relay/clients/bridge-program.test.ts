import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bridgeCommand } from './bridge-program.ts';

const NAME = process.platform === 'win32' ? 'mcp-relay.exe' : 'mcp-relay';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bridge-program-'));
  vi.stubEnv('MCP_RELAY_DATA_DIR', join(folder, 'data'));
  vi.stubEnv('APPIMAGE', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  Reflect.deleteProperty(process, 'resourcesPath');
  rmSync(folder, { recursive: true });
});

function pack(content: string): string {
  mkdirSync(join(folder, 'bridge'), { recursive: true });
  writeFileSync(join(folder, 'bridge', NAME), content, { mode: 0o755 });
  Reflect.set(process, 'resourcesPath', folder);
  return join(folder, 'bridge', NAME);
}

test('in development it is Node with the bridge, both by absolute paths', () => {
  const { program, args } = bridgeCommand();
  expect(program).toBe(process.execPath);
  expect(args).toHaveLength(1);
  expect(isAbsolute(args[0] ?? '')).toBe(true);
  expect(statSync(args[0] ?? '').isFile()).toBe(true);
});

test('of a packed app it is the program in its resources', () => {
  const program = pack('one');
  expect(bridgeCommand()).toEqual({ program, args: [] });
});

test('of an AppImage it is a copy that stays where it is, and is renewed with the app', () => {
  vi.stubEnv('APPIMAGE', '/some/app.AppImage');
  for (const content of ['one', 'another']) {
    pack(content);
    const { program } = bridgeCommand();
    expect(program).toBe(join(folder, 'data', 'bin', NAME));
    expect(readFileSync(program, 'utf8')).toBe(content);
    expect(statSync(program).mode & 0o777).toBe(0o700);
    const { mtimeMs } = statSync(program);
    expect(statSync(bridgeCommand().program).mtimeMs).toBe(mtimeMs);
  }
});
