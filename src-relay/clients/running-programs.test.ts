import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { runningPrograms } from './running-programs.ts';

test('names of running programs are read as each system lists them', async () => {
  const ps = '/Applications/Claude.app/Contents/MacOS/Claude\n/usr/libexec/x y\n\n';
  expect(await runningPrograms('darwin', () => Promise.resolve(ps))).toEqual(new Set(['Claude', 'x y']));
  const tasks = '"claude.exe","1234","Console","1","10,000 K"\r\n"Code - Insiders.exe","5","Console","1","1 K"\r\n';
  expect(await runningPrograms('win32', () => Promise.resolve(tasks))).toEqual(
    new Set(['claude.exe', 'Code - Insiders.exe']),
  );
  expect(await runningPrograms('darwin', () => Promise.reject(new Error('none')))).toEqual(new Set());
});

test.runIf(process.platform === 'linux')('this process is among those of Linux', async () => {
  expect(await runningPrograms('linux')).toContain(basename(process.execPath));
});
