import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram, type FileState } from './find-program.ts';

describe('on POSIX', () => {
  let folder: string;
  const path = (...names: string[]): string => join(folder, ...names);
  const find = (command: string, search: string, cwd = folder) =>
    findProgram({ command, path: search, cwd, platform: 'linux' });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'find-program-'));
    for (const name of ['a', 'b', 'b/folder']) mkdirSync(path(name));
    writeFileSync(path('a', 'plain'), '');
    for (const name of ['b/plain', 'b/tool', 'tool']) {
      writeFileSync(path(name), '#!/bin/sh\n');
      chmodSync(path(name), 0o755);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a name is looked for in the folders of the PATH, in order, as an executable file', () => {
    expect(find('tool', `${path('a')}:${path('b')}`)).toEqual({ file: path('b', 'tool') });
    // What may not be executed is passed over, as the system does.
    expect(find('plain', `${path('a')}:${path('b')}`)).toEqual({ file: path('b', 'plain') });
    expect(find('plain', path('a'))).toEqual({ file: undefined, blocked: [path('a', 'plain')] });
    expect(find('folder', path('b'))).toEqual({ file: undefined, blocked: [] });
    expect(find('', path('b'))).toEqual({ file: undefined, blocked: [] });
  });

  test('an empty or relative entry starts from the working folder', () => {
    expect(find('tool', '')).toEqual({ file: path('tool') });
    expect(find('tool', 'b')).toEqual({ file: path('b', 'tool') });
  });

  test('a command with a slash is a path, and the PATH does not matter', () => {
    expect(find('./tool', '/usr/bin', path('b'))).toEqual({ file: path('b', 'tool') });
    expect(find('b/tool', '/usr/bin')).toEqual({ file: path('b', 'tool') });
    expect(find(path('b', 'tool'), '')).toEqual({ file: path('b', 'tool') });
    expect(find('./missing', path('b'))).toEqual({ file: undefined, blocked: [] });
  });
});

describe('on Windows', () => {
  const files = new Set(
    [
      String.raw`C:\npm\npx.cmd`,
      String.raw`C:\npm\npx`,
      String.raw`C:\node\node.exe`,
      String.raw`C:\node\both.exe`,
      String.raw`C:\node\both.cmd`,
      String.raw`C:\work\npx.exe`,
      String.raw`C:\npm\script.js`,
    ].map((file) => file.toLowerCase()),
  );
  const stateOf = (file: string): FileState => (files.has(file.toLowerCase()) ? 'program' : 'none');
  const find = (command: string, pathExt?: string) =>
    findProgram({
      command,
      path: String.raw`C:\npm;"C:\node";;relative`,
      cwd: String.raw`C:\work`,
      platform: 'win32',
      pathExt,
      stateOf,
    }).file?.toLowerCase();

  test.each([
    ['npx', String.raw`c:\npm\npx.cmd`],
    ['node', String.raw`c:\node\node.exe`],
    ['NODE.EXE', String.raw`c:\node\node.exe`],
    [String.raw`.\npx`, String.raw`c:\work\npx.exe`],
    [String.raw`C:\node\both`, String.raw`c:\node\both.exe`],
  ])('%s is found with the endings of programs', (command, file) => {
    expect(find(command)).toBe(file);
  });

  test('the order of the endings is that of PATHEXT', () => {
    expect(find('both', '.EXE;.CMD')).toBe(String.raw`c:\node\both.exe`);
    expect(find('both', '.CMD;.EXE')).toBe(String.raw`c:\node\both.cmd`);
    expect(find('both', '.PY')).toBe(String.raw`c:\node\both.exe`);
  });

  test('what only a shell could open is not found, nor what lies in the working folder', () => {
    expect(find('script', '.JS;.EXE')).toBeUndefined();
    expect(find('script.js')).toBeUndefined();
    files.add(String.raw`c:\work\tool.exe`);
    expect(find('tool')).toBeUndefined();
  });

  test('a batch file hides behind no dot or space at its end', () => {
    expect(find('npx.cmd.')).toBeUndefined();
    expect(find('npx.cmd ')).toBeUndefined();
  });
});
