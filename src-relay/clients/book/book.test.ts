import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isJsonObject, member, parseJson } from '../../protocol/json.ts';
import { CLAUDE_CODE, CODEX, GEMINI_CLI } from '../strategies/command-line-tools.ts';
import { CLAUDE_DESKTOP, CURSOR, KIRO, VSCODE } from '../strategies/desktop-apps.ts';
import { ENTRY_NAME, type ClientStatus } from '../types.ts';
import { FileClientBook } from './book.ts';
import { bookParts, testHome } from './test-home.fixture.ts';

test('a plan shows what will be written, and nothing is written or made before it is applied', async () => {
  const { book, fileOf, home } = testHome();
  const file = fileOf(GEMINI_CLI);
  writeFileSync(file, '{\n  "theme": "dark"\n}\n');
  const plan = await book.plan('gemini-cli', 'connect');
  expect(plan.files.map(({ path }) => path)).toEqual([file]);
  expect(plan.files[0]?.diff).toContain('+      "httpUrl": "http://127.0.0.1:8000/mcp",');
  expect(plan.files[0]?.after).toContain('Bearer <SECRET>');
  expect(existsSync(join(home, 'data', 'gemini-cli.token'))).toBe(false);
  await book.apply(plan.planId);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    theme: 'dark',
    mcpServers: { [ENTRY_NAME]: { headers: { Authorization: 'Bearer mcpr_made-up-gemini-cli' } } },
  });
});

test('what somebody else writes between plan and apply is not lost', async () => {
  const { book, fileOf } = testHome();
  const file = fileOf(CURSOR);
  writeFileSync(file, '{}');
  const { planId } = await book.plan('cursor', 'connect');
  writeFileSync(file, '{"mine": 1}');
  await expect(book.apply(planId)).rejects.toMatchObject({ code: 'changed-meanwhile' });
  expect(readFileSync(file, 'utf8')).toBe('{"mine": 1}');
});

test('two books at once lose no update', async () => {
  const { home, book, fileOf } = testHome();
  const other = new FileClientBook(bookParts(home));
  const strategies = [CURSOR, CODEX, GEMINI_CLI, KIRO];
  for (const strategy of strategies) fileOf(strategy);
  const connect = async (one: FileClientBook, id: ClientStatus['id']): Promise<void> => {
    await one.apply((await one.plan(id, 'connect')).planId);
  };
  await Promise.all(strategies.map(({ id }, index) => connect(index % 2 === 0 ? book : other, id)));
  const clients = await book.list();
  expect(clients.map(({ id, state, connectedAt }) => [id, state, connectedAt !== undefined])).toEqual(
    ['cursor', 'gemini-cli', 'codex', 'kiro'].map((id) => [id, 'connected', true]),
  );
  // The same client by both: one of them is told that there is nothing left to do, or that the file has changed.
  for (const { id } of strategies) await book.apply((await book.plan(id, 'disconnect')).planId);
  const plans = await Promise.all([book.plan('cursor', 'connect'), other.plan('cursor', 'connect')]);
  const results = await Promise.allSettled([book.apply(plans[0].planId), other.apply(plans[1].planId)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await book.list()).find(({ id }) => id === 'cursor')?.state).toBe('connected');
});

test('states: not connected, connected, bypassed, stale, broken', async () => {
  const { book, fileOf, home } = testHome();
  const file = fileOf(CURSOR);
  const state = async (): Promise<ClientStatus | undefined> => (await book.list()).find(({ id }) => id === 'cursor');
  expect(await state()).toMatchObject({ state: 'not-connected', file });
  await book.apply((await book.plan('cursor', 'connect')).planId);
  expect(await state()).toMatchObject({ state: 'connected', transport: 'stdio', canUndo: true });
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace('"mcpServers": {', '"mcpServers": {"x": {"command": "y"}, "off": {"command": "z", "disabled": true},'),
  );
  expect(await state()).toMatchObject({ state: 'bypassed', bypassing: ['x'] });
  writeFileSync(file, text.replace('/opt/relay/bridge', '/old/bridge'));
  expect(await state()).toMatchObject({ state: 'stale' });
  await book.apply((await book.plan('cursor', 'repair')).planId);
  expect(await state()).toMatchObject({ state: 'connected' });
  writeFileSync(file, '{');
  expect(await state()).toMatchObject({ state: 'broken', broken: { line: 1 } });
  expect(existsSync(join(home, '.codex'))).toBe(false);
  expect((await book.list()).map(({ id }) => id)).toEqual(['cursor']);
});

test('what a client added to our entry stays when it is repaired', async () => {
  const { book, fileOf } = testHome();
  const file = fileOf(KIRO);
  writeFileSync(
    file,
    JSON.stringify({ mcpServers: { [ENTRY_NAME]: { command: '/old', args: [], autoApprove: ['t'] } } }),
  );
  await book.apply((await book.plan('kiro', 'connect')).planId);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    mcpServers: {
      [ENTRY_NAME]: { autoApprove: ['t'], command: '/opt/relay/bridge', args: ['connect', '--client', 'kiro'] },
    },
  });
});

test('undo gives the bytes of before; where others changed the file, theirs stay and are shown', async () => {
  const { book, fileOf, read } = testHome();
  const file = fileOf(CURSOR);
  const before = '{ "a" : 1 }';
  writeFileSync(file, before);
  await book.apply((await book.plan('cursor', 'connect')).planId);
  const connected = read(file).toString();
  await book.apply((await book.plan('cursor', 'undo')).planId);
  expect(read(file).toString()).toBe(before);
  await expect(book.plan('cursor', 'undo')).rejects.toMatchObject({ code: 'nothing-to-undo' });

  await book.apply((await book.plan('cursor', 'connect')).planId);
  writeFileSync(file, connected.replace('"a" : 1', '"a" : 2'));
  const plan = await book.plan('cursor', 'undo');
  const now = connected.replace('"a" : 1', '"a" : 2');
  expect(plan.changedSince).toMatchObject([{ path: file, before, written: connected, now }]);
  expect(plan.changedSince?.[0]?.diff).toMatch(/-.*"a" : 1[\s\S]*\+.*"a" : 2/u);
  await book.apply(plan.planId);
  expect(read(file).toString()).toBe('{ "a" : 2 }');

  await book.apply((await book.plan('cursor', 'connect')).planId);
  writeFileSync(file, '{ broken');
  await expect(book.plan('cursor', 'undo')).rejects.toMatchObject({ code: 'broken-file' });
  const back = await book.plan('cursor', 'undo', { putBack: true });
  expect(back).toMatchObject({ changedSince: [{ now: '{ broken' }], warnings: [expect.stringContaining('is lost')] });
  await book.apply(back.planId);
  expect(read(file).toString()).toBe('{ "a" : 2 }');
  expect((await book.list())[0]?.state).toBe('not-connected');

  await book.apply((await book.plan('cursor', 'connect')).planId);
  const second = read(file).toString();
  await book.apply((await book.plan('cursor', 'disconnect')).planId);
  await book.apply((await book.plan('cursor', 'undo')).planId);
  expect(read(file).toString()).toBe(second);
  expect((await book.list())[0]?.state).toBe('connected');
});

test('a client that rewrites its file without our entry is noticed, and mended where that was chosen', async () => {
  const { book, fileOf } = testHome();
  const file = fileOf(CLAUDE_DESKTOP);
  writeFileSync(file, '{"mcpServers":{}}');
  await book.apply((await book.plan('claude-desktop', 'connect')).planId);
  const heard: ClientStatus[] = [];
  let wake: () => void = () => {};
  const watching = book.watch((status) => {
    heard.push(status);
    wake();
  });
  const until = async (isIt: () => boolean): Promise<void> => {
    while (!isIt()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  /** As such programs do: a new file in the place of the old one. */
  const rewrite = (): void => {
    writeFileSync(`${file}.new`, '{"mcpServers":{},"scale":2}');
    renameSync(`${file}.new`, file);
  };
  await watching.ready;
  rewrite();
  await until(() => heard.some(({ state }) => state === 'not-connected'));
  expect(heard[0]).toMatchObject({ reason: expect.stringContaining('dropped') as unknown, keepsItself: false });

  await book.apply((await book.plan('claude-desktop', 'repair', { keepItself: true })).planId);
  await until(() => heard.at(-1)?.state === 'connected');
  heard.length = 0;
  rewrite();
  await until(() => heard.at(-1)?.state === 'connected');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ scale: 2, mcpServers: { [ENTRY_NAME]: {} } });
  watching.close();
});

test('writing while the app runs is warned about', async () => {
  const { book, fileOf } = testHome({ runningPrograms: () => Promise.resolve(new Set(['Claude'])) }, 'darwin');
  fileOf(CLAUDE_DESKTOP);
  const plan = await book.plan('claude-desktop', 'connect');
  expect(plan.warnings).toEqual([expect.stringContaining('may overwrite')]);
  expect((await book.list())[0]).toMatchObject({ isRunning: true });
});

test('the store build of Claude Desktop on Windows gets the entry in its own folder too', async () => {
  const { book, home, parts } = testHome({}, 'win32');
  const classic = join(home, 'AppData', 'Roaming', 'Claude');
  const store = join(home, 'AppData', 'Local', 'Packages', 'Claude_abc123', 'LocalCache', 'Roaming');
  parts.disk.makeFolder(classic, 0o700);
  parts.disk.makeFolder(store, 0o700);
  await book.apply((await book.plan('claude-desktop', 'connect')).planId);
  const clients = await book.list();
  expect(clients.map(({ file, state }) => [file, state])).toEqual([
    [join(classic, 'claude_desktop_config.json'), 'connected'],
    [join(store, 'Claude', 'claude_desktop_config.json'), 'connected'],
  ]);
});

test('Claude Code is changed by its own command where there is one, and by the file where that fails', async () => {
  const calls: (readonly string[])[] = [];
  let isWorking = true;
  const { home, fileOf, parts } = testHome();
  const file = fileOf(CLAUDE_CODE);
  writeFileSync(file, '{"numStartups":3}');
  const bin = join(home, 'bin');
  parts.disk.makeFolder(bin, 0o700);
  writeFileSync(join(bin, 'claude'), '#!/bin/sh\n', { mode: 0o755 });
  const book = new FileClientBook({
    ...parts,
    places: { ...parts.places, env: { PATH: bin } },
    runProgram: (_file, args) => {
      calls.push(args);
      if (!isWorking) return Promise.reject(new Error('not logged in'));
      const [, verb, , , name = '', json = 'null'] = args;
      const document = parseJson(readFileSync(file, 'utf8'));
      const servers = member(document, 'mcpServers');
      const { [name]: _old, ...others } = isJsonObject(servers) ? servers : {};
      const entries = verb === 'remove' ? others : { ...others, [name]: parseJson(json) };
      writeFileSync(
        file,
        JSON.stringify({ ...(isJsonObject(document) ? document : {}), mcpServers: entries }, null, 2),
      );
      return Promise.resolve();
    },
  });
  const plan = await book.plan('claude-code', 'connect');
  expect(plan.files[0]?.what).toContain(`${join(bin, 'claude')} mcp add-json`);
  await book.apply(plan.planId);
  expect(calls).toEqual([['mcp', 'add-json', '--scope', 'user', ENTRY_NAME, expect.stringContaining('"stdio"')]]);
  expect(calls.flat().join(' ')).not.toContain('mcpr_');
  expect((await book.list())[0]?.state).toBe('connected');
  await book.apply((await book.plan('claude-code', 'disconnect')).planId);
  expect(readFileSync(file, 'utf8')).toBe('{"numStartups":3}');
  isWorking = false;
  await book.apply((await book.plan('claude-code', 'connect')).planId);
  expect((await book.list())[0]?.state).toBe('connected');
});

test('uninstalling gives every client what it had, and its token opens nothing any longer', async () => {
  const { book, fileOf, parts, read } = testHome();
  const texts = new Map(
    [CURSOR, CODEX, VSCODE, CLAUDE_DESKTOP].map((strategy) => [
      fileOf(strategy),
      strategy === CODEX ? 'model = "x"\n' : '{\n\t"k": [ ]\n}',
    ]),
  );
  for (const [file, text] of texts) writeFileSync(file, text);
  for (const { id } of [CURSOR, CODEX, VSCODE, CLAUDE_DESKTOP])
    await book.apply((await book.plan(id, 'connect')).planId);
  // One whose file is broken meanwhile keeps none of the others.
  const broken = '{ "mcpServers": ';
  writeFileSync(fileOf(VSCODE), broken);
  const { plans, problems } = await book.restoreAll();
  expect(plans.map(({ id }) => id)).toEqual(['claude-desktop', 'cursor', 'codex']);
  expect(problems.map(({ id }) => id)).toEqual(['vscode']);
  expect(problems[0]?.message).toContain('is broken at line 1, column 17');
  for (const [file, text] of texts) expect(read(file).toString()).toBe(file === fileOf(VSCODE) ? broken : text);
  expect([parts.entryOf('cursor').token, parts.entryOf('vscode').token]).toEqual(['', 'mcpr_made-up-vscode']);
  expect((await book.restoreAll()).plans).toEqual([]);
});

test('backups that nothing leads back to do not pile up', async () => {
  const { book, fileOf, parts, read } = testHome();
  const file = fileOf(CURSOR);
  writeFileSync(file, '{}');
  for (let round = 0; round < 15; round += 1) {
    await book.apply((await book.plan('cursor', 'connect')).planId);
    await book.apply((await book.plan('cursor', 'disconnect')).planId);
  }
  expect(parts.disk.list(parts.backupFolder).length).toBeLessThan(30);
  await book.apply((await book.plan('cursor', 'undo')).planId);
  expect(read(file).toString()).toContain(ENTRY_NAME);
});

test('whether an entry is put back by itself can be changed, and undoing still works', async () => {
  const { book, fileOf, read } = testHome();
  const file = fileOf(CURSOR);
  writeFileSync(file, '{}');
  await expect(book.setKeepsItself('cursor', file, true)).rejects.toMatchObject({ code: 'not-connected' });
  await book.apply((await book.plan('cursor', 'connect')).planId);
  expect(await book.setKeepsItself('cursor', file, true)).toMatchObject({ keepsItself: true });
  await book.apply((await book.plan('cursor', 'connect', { keepItself: false })).planId);
  expect((await book.list())[0]).toMatchObject({ keepsItself: false, canUndo: true });
  await book.apply((await book.plan('cursor', 'undo')).planId);
  expect(read(file).toString()).toBe('{}');
});

test('the record is for its owner alone', async () => {
  const { book, fileOf, parts } = testHome();
  fileOf(CURSOR);
  await book.apply((await book.plan('cursor', 'connect')).planId);
  expect(statSync(parts.recordFile).mode & 0o777).toBe(0o600);
});
