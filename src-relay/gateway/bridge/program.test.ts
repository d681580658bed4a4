import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { firstStart } from './program.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'program-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function file(...path: string[]): string {
  const name = join(folder, ...path);
  mkdirSync(dirname(name), { recursive: true });
  writeFileSync(name, '');
  return name;
}

test.each([
  ['linux', 'resources', 'mcp-security-relay', ['--hidden']],
  ['win32', 'resources', 'MCP Security Relay.exe', ['--hidden']],
] as const)('on %s the bridge of a packed app starts that app, in the tray', (platform, resources, program, args) => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
  file(resources, 'app.asar');
  const bridge = join(folder, resources, 'bridge');
  expect(firstStart(bridge)).toEqual({ program: join(folder, program), args, cwd: folder, env: {} });
});

test('on macOS the system starts it, so that it is no part of the client', () => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
  file('Some.app', 'Contents', 'Resources', 'app.asar');
  const start = firstStart(join(folder, 'Some.app/Contents/Resources/bridge'));
  expect(start?.program).toBe('/usr/bin/open');
  expect(start?.args).toEqual(['-g', '-j', join(folder, 'Some.app'), '--args', '--hidden']);
});

test('elsewhere it is the command line beside the bridge, which ends when nobody needs it', () => {
  expect(firstStart(join(folder, 'bridge'))).toBeUndefined();
  const relay = file('relay', 'mcp-relay.js');
  const start = firstStart(join(folder, 'bridge'));
  expect(start?.program).toBe(process.execPath);
  expect(start?.args).toEqual([relay, 'serve', '--until-idle', '60']);
});
