import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeDisk, type Disk } from '../files/disk.ts';
import { CODEX } from '../strategies/command-line-tools.ts';
import { CURSOR } from '../strategies/desktop-apps.ts';
import { ENTRY_NAME, type ClientAction } from '../types.ts';
import { FileClientBook } from './book.ts';
import { bookParts, testHome } from './test-home.fixture.ts';

/** A disk of a program that is killed right before its n-th system call: that one and all later ones never happen. */
function dyingDisk(calls: number): { disk: Disk; hasDied: () => boolean } {
  let left = calls;
  const step = (): void => {
    left -= 1;
    if (left < 0) throw new Error('killed');
  };
  const disk: Disk = {
    ...nodeDisk,
    sync: step,
    syncFolder: step,
    makeFolder(folder, mode) {
      step();
      nodeDisk.makeFolder(folder, mode);
    },
    create(path, mode) {
      step();
      return nodeDisk.create(path, mode);
    },
    write(handle, bytes, from) {
      step();
      // A few bytes at a time, so that it dies in the midst of a file too.
      return nodeDisk.write(handle, bytes.subarray(0, from + Math.max(16, Math.ceil(bytes.length / 3))), from);
    },
    setMode(handle, mode) {
      step();
      nodeDisk.setMode(handle, mode);
    },
    rename(from, to) {
      step();
      nodeDisk.rename(from, to);
    },
    remove(path) {
      step();
      nodeDisk.remove(path);
    },
  };
  return { disk, hasDied: () => left < 0 };
}

const BEFORE = '{\n  // mine\n  "mcpServers": {\n    "fs": {"command": "npx", "args": ["fs"]},\n  },\n}\n';

test.each<[ClientAction]>([['connect'], ['disconnect'], ['undo']])(
  'killed between any two system calls of "%s", every file is the old or the new one, and the next start goes on',
  async (action) => {
    let isOver = false;
    const outcomes = new Set<string>();
    for (let calls = 0; !isOver; calls += 1) {
      const { home, book, fileOf } = testHome();
      const file = fileOf(CURSOR);
      const relay = join(home, 'relay.json');
      writeFileSync(file, BEFORE);
      if (action !== 'connect') {
        await book.apply((await book.plan('cursor', 'connect', { import: true })).planId);
      }
      const contents = (): (string | undefined)[] => [textOf(file), textOf(relay)];
      const old = contents();
      const { disk, hasDied } = dyingDisk(calls);
      const dying = new FileClientBook(bookParts(home, 'linux', {}, disk));
      await dying
        .plan('cursor', action, { import: true })
        .then(({ planId }) => dying.apply(planId))
        .catch(() => {});
      isOver = !hasDied();
      const left = contents();
      // The next start finishes or takes back what was begun.
      const next = new FileClientBook(bookParts(home));
      const wasConnected = (await next.list())[0]?.state === 'connected';
      const again: ClientAction = wasConnected ? 'disconnect' : 'connect';
      const plan = await next.plan('cursor', again, { import: true });
      const settled = contents();
      const fresh =
        action === 'connect'
          ? [expect.stringContaining(ENTRY_NAME), expect.stringContaining('fs')]
          : [BEFORE, undefined];
      const isNew = settled[0] !== old[0];
      expect(settled).toEqual(isNew ? fresh : old);
      for (const [index, text] of left.entries())
        expect([old[index], settled[index], ...newOf(action, index)]).toContainEqual(text);
      await next.apply(plan.planId);
      expect(contents()[0]).toEqual(again === 'disconnect' ? BEFORE : expect.stringContaining(ENTRY_NAME));
      outcomes.add(isNew ? 'new' : 'old');
    }
    expect(outcomes).toEqual(new Set(['old', 'new']));
  },
  60_000,
);

/** What a file may hold besides when only one of two was written. */
function newOf(action: ClientAction, index: number): unknown[] {
  if (action !== 'connect') return [index === 0 ? BEFORE : undefined];
  return [index === 0 ? expect.stringContaining(ENTRY_NAME) : expect.stringContaining('"fs"')];
}

test('what a killed writer has left beside a file is cleaned away by the next one', async () => {
  const { home, fileOf } = testHome();
  const file = fileOf(CURSOR);
  writeFileSync(file, '{}');
  writeFileSync(join(home, '.cursor', '.mcp.json.mcp-relay-abc.tmp'), 'half');
  const book = new FileClientBook(bookParts(home));
  await book.apply((await book.plan('cursor', 'connect')).planId);
  expect(nodeDisk.list(join(home, '.cursor'))).toEqual(['mcp.json']);
});

test('a file that another program holds is waited for', async () => {
  let refusals = 3;
  const disk: Disk = {
    ...nodeDisk,
    rename(from, to) {
      if (to.endsWith('config.toml') && refusals > 0) {
        refusals -= 1;
        throw Object.assign(new Error('busy'), { code: 'EBUSY' });
      }
      nodeDisk.rename(from, to);
    },
  };
  const { home, fileOf } = testHome();
  const file = fileOf(CODEX);
  const book = new FileClientBook(bookParts(home, 'linux', {}, disk));
  await book.apply((await book.plan('codex', 'connect')).planId);
  expect(readFileSync(file, 'utf8')).toContain(ENTRY_NAME);
  expect(refusals).toBe(0);
});

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
