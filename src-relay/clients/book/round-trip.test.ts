import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { brokenFiles, readableFiles } from '../fixtures/nasty-files.ts';
import { ALL_STRATEGIES } from '../strategies/registry.ts';
import { CODEX, GEMINI_CLI } from '../strategies/command-line-tools.ts';
import { CLAUDE_DESKTOP, CURSOR, VSCODE } from '../strategies/desktop-apps.ts';
import { ENTRY_NAME } from '../types.ts';
import { testHome } from './test-home.fixture.ts';

for (const strategy of ALL_STRATEGIES) {
  test.each(readableFiles(strategy))(
    `${strategy.title}: connected and disconnected it has the same bytes: $what`,
    async ({ text }) => {
      const { book, fileOf, read } = testHome();
      const file = fileOf(strategy);
      writeFileSync(file, text);
      const connect = await book.plan(strategy.id, 'connect');
      expect(read(file).toString()).toBe(text);
      const status = await book.apply(connect.planId);
      expect(['connected', 'bypassed']).toContain(status.state);
      const written = read(file).toString();
      const parsed = strategy.format.read(written);
      expect(parsed).toHaveProperty(['value', strategy.section, ENTRY_NAME]);
      const disconnect = await book.plan(strategy.id, 'disconnect');
      expect((await book.apply(disconnect.planId)).state).toBe('not-connected');
      expect(read(file).toString()).toBe(text);
    },
  );
}

/** One for each way in which a file is written. */
for (const strategy of [CLAUDE_DESKTOP, CURSOR, VSCODE, CODEX]) {
  test.each(readableFiles(strategy))(
    `${strategy.title}: without a record of it the entry alone goes: $what`,
    async ({ text }) => {
      const { book, fileOf, read, parts } = testHome();
      const file = fileOf(strategy);
      writeFileSync(file, text);
      await book.apply((await book.plan(strategy.id, 'connect')).planId);
      parts.disk.remove(parts.recordFile);
      await book.apply((await book.plan(strategy.id, 'disconnect')).planId);
      const { [strategy.section]: before = {}, ...others } = valueOf(strategy.format.read(text));
      const { [strategy.section]: after = {}, ...left } = valueOf(strategy.format.read(read(file).toString()));
      expect(after).toEqual(before);
      expect(left).toEqual(others);
    },
  );

  test.each(brokenFiles(strategy))(`${strategy.title}: a broken file is never touched: $what`, async ({ text }) => {
    const { book, fileOf, read } = testHome();
    const file = fileOf(strategy);
    writeFileSync(file, text);
    const status = (await book.list()).find((one) => one.file === file);
    expect(status).toMatchObject({
      state: 'broken',
      broken: { line: expect.any(Number) as unknown, column: expect.any(Number) as unknown },
    });
    await expect(book.plan(strategy.id, 'connect')).rejects.toMatchObject({ code: 'broken-file' });
    expect(read(file).toString()).toBe(text);
  });
}

test('the place where a file is broken is told by line and column', async () => {
  const { book, fileOf } = testHome();
  writeFileSync(fileOf(CURSOR), '{\n  "a": 1\n  "b": 2\n}');
  writeFileSync(fileOf(CODEX), 'a = 1\nb = "x\n');
  const broken = Object.fromEntries((await book.list()).map((one) => [one.id, one.broken]));
  expect(broken.cursor).toMatchObject({ line: 3, column: 3 });
  expect(broken.codex).toMatchObject({ line: 2 });
});

test('a file that was not there is gone again', async () => {
  const { book, fileOf } = testHome();
  for (const strategy of [CLAUDE_DESKTOP, CODEX]) {
    const file = fileOf(strategy);
    await book.apply((await book.plan(strategy.id, 'connect')).planId);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await book.apply((await book.plan(strategy.id, 'disconnect')).planId);
    expect(existsSync(file)).toBe(false);
  }
});

test('a link stays a link, and permissions stay', async () => {
  const { book, fileOf, home, read } = testHome();
  const file = fileOf(CURSOR);
  const target = join(home, 'dotfiles', 'cursor.json');
  mkdirSync(join(home, 'dotfiles'));
  writeFileSync(target, '{"a":1}');
  chmodSync(target, 0o640);
  symlinkSync(target, file);
  await book.apply((await book.plan('cursor', 'connect')).planId);
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(read(target).toString()).toContain(ENTRY_NAME);
  expect(statSync(target).mode & 0o777).toBe(0o640);
  await book.apply((await book.plan('cursor', 'disconnect')).planId);
  expect(read(target).toString()).toBe('{"a":1}');
});

test('a read-only file is left alone, with the way out', async () => {
  const { book, fileOf, read } = testHome();
  const file = fileOf(CURSOR);
  writeFileSync(file, '{}');
  chmodSync(file, 0o444);
  const { planId } = await book.plan('cursor', 'connect');
  await expect(book.apply(planId)).rejects.toMatchObject({ code: 'read-only' });
  expect(read(file).toString()).toBe('{}');
});

test('a file of 5 MB keeps its bytes', async () => {
  const { book, fileOf, read } = testHome();
  const file = fileOf(GEMINI_CLI);
  const rows = Array.from({ length: 5000 }, (_row, index) => `    {"id": ${index}, "text": "${'x'.repeat(1000)}"}`);
  const text = `{\n  // history\n  "rows": [\n${rows.join(',\n')},\n  ],\n  "mcpServers": {"a": {"command": "x"}},\n}\n`;
  expect(text.length).toBeGreaterThan(5_000_000);
  writeFileSync(file, text);
  const plan = await book.plan('gemini-cli', 'connect');
  expect(plan.files[0]?.diff.length).toBeLessThan(5000);
  await book.apply(plan.planId);
  expect(read(file).toString()).toContain(ENTRY_NAME);
  // Somebody else changes it meanwhile.
  writeFileSync(file, read(file).toString().replace('"id": 7,', '"id": 77,'));
  await book.apply((await book.plan('gemini-cli', 'disconnect')).planId);
  expect(read(file).toString()).toBe(text.replace('"id": 7,', '"id": 77,'));
});

test('what others change meanwhile stays, and all else has its bytes', async () => {
  const { book, fileOf, read } = testHome();
  for (const strategy of [CURSOR, CODEX, VSCODE]) {
    const file = fileOf(strategy);
    for (const { text } of readableFiles(strategy).filter((one) => one.text.trim() !== '')) {
      writeFileSync(file, text);
      await book.apply((await book.plan(strategy.id, 'connect')).planId);
      const isToml = strategy.id === 'codex';
      writeFileSync(file, read(file).toString() + (isToml ? '\n# mine\n' : '\n'));
      await book.apply((await book.plan(strategy.id, 'disconnect')).planId);
      expect(read(file).toString()).toBe(text + (isToml ? '\n# mine\n' : '\n'));
    }
  }
});

test('the record and the backups are for their owner alone', async () => {
  const { book, fileOf, parts } = testHome();
  writeFileSync(fileOf(CURSOR), '{"secret": "s"}');
  await book.apply((await book.plan('cursor', 'connect')).planId);
  expect(statSync(parts.recordFile).mode & 0o777).toBe(0o600);
  const backups = parts.disk.list(parts.backupFolder);
  expect(backups.map((name) => statSync(join(parts.backupFolder, name)).mode & 0o777)).toEqual(
    backups.map(() => 0o600),
  );
  const before = backups.filter((name) => name.endsWith('.before'));
  expect(before.map((name) => readFileSync(join(parts.backupFolder, name), 'utf8'))).toEqual(['{"secret": "s"}']);
});

function valueOf(read: ReturnType<(typeof CURSOR)['format']['read']>): Record<string, unknown> {
  if (!('value' in read)) throw new Error(read.fault.message);
  return { ...read.value };
}
