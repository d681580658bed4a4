import { expect, test } from 'vitest';
import { identityOf } from '../orphans/identity.ts';
import { listWindowsProcesses, powershellArguments } from './process-list.ts';
import { systemProgram } from './system-programs.ts';
import { killWindowsProcesses, taskkillCalls } from './taskkill.ts';
import { WatchedChildren, watchLine } from './watched.ts';

test('programs of Windows are named by their whole path, whatever the environment says', () => {
  expect(systemProgram('taskkill', { SystemRoot: 'D:\\Win' })).toBe('D:\\Win\\System32\\taskkill.exe');
  expect(systemProgram('cmd', {})).toBe('C:\\Windows\\System32\\cmd.exe');
  expect(systemProgram('cmd', { SystemRoot: 'relative', ComSpec: 'C:\\evil.exe' })).toMatch(/^C:\\Windows\\/u);
});

test('the list of processes is read line by line', async () => {
  const asked: string[][] = [];
  const list = await listWindowsProcesses((file, args) => {
    asked.push([file, ...args]);
    return Promise.resolve('4 0 1700000000000\r\n512 4 1700000000123\r\n\r\nnoise\r\n513 512 x\r\n');
  });
  expect(list).toEqual([
    { pid: 4, parent: 0, startedAt: 1_700_000_000_000 },
    { pid: 512, parent: 4, startedAt: 1_700_000_000_123 },
  ]);
  expect(asked[0]?.[0]).toMatch(/\\System32\\WindowsPowerShell\\v1\.0\\powershell\.exe$/u);
  expect(asked[0]).toContain('-NonInteractive');
});

test('a script goes to PowerShell encoded', () => {
  const encoded = powershellArguments('"a" | Out-Host').at(-1) ?? '';
  expect(Buffer.from(encoded, 'base64').toString('utf16le')).toBe('"a" | Out-Host');
});

test('processes are ended with their trees, by force, as many at once as a command line takes', async () => {
  const pids = Array.from({ length: 450 }, (_, index) => index + 10);
  const calls = taskkillCalls(pids);
  expect(calls.map((args) => args.slice(0, 2))).toEqual(calls.map(() => ['/T', '/F']));
  expect(calls.flatMap((args) => args.filter((arg) => /^\d+$/u.test(arg)).map(Number))).toEqual(pids);
  expect(Math.max(...calls.map((args) => args.join(' ').length))).toBeLessThan(8000);
  // One that has ended meanwhile makes taskkill fail.
  await killWindowsProcesses([1], () => Promise.reject(new Error('not found')));
});

test('the watcher knows what is left when the relay has gone', () => {
  const watched = new WatchedChildren();
  const first = { pid: 100, startedAt: 5000 };
  const second = { pid: 200, startedAt: 6000 };
  for (const line of [
    watchLine('started', first),
    watchLine('started', second),
    watchLine('ended', first),
    'rubbish',
    '+ 300',
    '- x',
  ]) {
    watched.take(line);
  }
  expect(watched.isEmpty).toBe(false);
  const list = [
    { pid: 100, parent: 1, startedAt: 5000 },
    // The child itself has died with the relay; its own children keep naming it.
    { pid: 201, parent: 200, startedAt: 7000 },
    { pid: 202, parent: 201, startedAt: 8000 },
    { pid: 300, parent: 1, startedAt: 9000 },
  ];
  expect(new Set(watched.leftIn(list))).toEqual(new Set([201, 202]));
});

test('what is told of a child is read back', () => {
  const watched = new WatchedChildren();
  const child = identityOf(process.pid);
  watched.take(watchLine('started', child));
  expect(watched.leftIn([{ pid: child.pid, parent: 1, startedAt: child.startedAt }])).toEqual([process.pid]);
  watched.take(watchLine('ended', child));
  expect(watched.isEmpty).toBe(true);
});
