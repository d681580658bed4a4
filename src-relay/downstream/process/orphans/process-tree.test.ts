import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listByPs, processesFromPs } from './process-list.ts';
import { familyOf, isSameProcess } from './process-tree.ts';

const T = 1_790_000_000_000;

test('a process is the noted one by its start, to the second', () => {
  const noted = { pid: 7, startedAt: T + 400 };
  expect(isSameProcess({ pid: 7, parent: 1, startedAt: T }, noted)).toBe(true);
  expect(isSameProcess({ pid: 7, parent: 1, startedAt: T + 60_000 }, noted)).toBe(false);
  expect(isSameProcess({ pid: 7, parent: 1, startedAt: T - 60_000 }, noted)).toBe(false);
  expect(isSameProcess({ pid: 8, parent: 1, startedAt: T }, noted)).toBe(false);
});

test('a family is the process with all that descends from it', () => {
  const list = [
    { pid: 10, parent: 1, startedAt: T },
    { pid: 11, parent: 10, startedAt: T + 1000 },
    { pid: 12, parent: 11, startedAt: T + 2000 },
    { pid: 13, parent: 1, startedAt: T + 2000 },
  ];
  expect(new Set(familyOf({ pid: 10, startedAt: T }, list))).toEqual(new Set([10, 11, 12]));
});

test('of a process whose pid is another one now, only the children from before are family', () => {
  const list = [
    { pid: 10, parent: 1, startedAt: T + 100_000 },
    { pid: 11, parent: 10, startedAt: T + 1000 },
    { pid: 12, parent: 10, startedAt: T + 101_000 },
    // Somebody who was there before the noted one cannot be its child: the pid was a third one's then.
    { pid: 13, parent: 10, startedAt: T - 100_000 },
  ];
  expect(familyOf({ pid: 10, startedAt: T }, list)).toEqual([11]);
});

test('parents that name each other end, and nobody is listed twice', () => {
  const anyProcess = fc.record({ pid: fc.nat(20), parent: fc.nat(20), startedAt: fc.constant(T) });
  fc.assert(
    fc.property(fc.uniqueArray(anyProcess, { selector: ({ pid }) => pid }), (list) => {
      const family = familyOf({ pid: 3, startedAt: T }, list);
      expect(new Set(family).size).toBe(family.length);
      expect(family.every((pid) => list.some((one) => one.pid === pid))).toBe(true);
    }),
  );
});

test('lines of ps are read, others passed over', () => {
  const text = '    1     0 Fri Nov 20 10:47:16 2026\n  512     1 Sat Nov  7 01:02:03 2026\nPID PPID STARTED\n';
  expect(processesFromPs(text)).toEqual([
    { pid: 1, parent: 0, startedAt: Date.UTC(2026, 10, 20, 10, 47, 16) },
    { pid: 512, parent: 1, startedAt: Date.UTC(2026, 10, 7, 1, 2, 3) },
  ]);
});

test.skipIf(process.platform === 'win32')('ps of this system tells of this process', async () => {
  const own = (await listByPs()).find(({ pid }) => pid === process.pid);
  expect(own?.parent).toBe(process.ppid);
  expect(Math.abs((own?.startedAt ?? 0) - performance.timeOrigin)).toBeLessThan(5000);
});
