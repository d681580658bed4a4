import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { TEST_MS } from './harness/deadline.ts';
import { runRelay } from './harness/relay.ts';
import { type World, worldOfTest } from './harness/world.ts';

const CURSOR = '.cursor/mcp.json';
const CODEX = '.codex/config.toml';
const CURSOR_BEFORE =
  '{\r\n\t// mine\r\n\t"mcpServers": {\r\n\t\t"fs": {"command": "fs", "args": ["/a"],},\r\n\t},\r\n}\r\n';
const CODEX_BEFORE = '# mine\nmodel = "x"';

const statusesSchema = z.array(z.looseObject({ id: z.string(), state: z.string(), file: z.string() }));
const changesSchema = z.array(
  z.looseObject({ plan: z.looseObject({ files: z.array(z.looseObject({ path: z.string(), diff: z.string() })) }) }),
);

function put(world: World, name: string, text: string): string {
  const file = world.path(`home/${name}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('mcp-relay clients', { timeout: TEST_MS }, () => {
  const clients = (world: World, ...args: string[]) =>
    runRelay(world, ['clients', ...args, '--home', world.path('home')]);

  test('finds clients, shows what it would change, changes it, and gives back the bytes', async () => {
    const world = worldOfTest();
    const cursor = put(world, CURSOR, CURSOR_BEFORE);
    const codex = put(world, CODEX, CODEX_BEFORE);
    const listed = await clients(world, 'list', '--json');
    expect(statusesSchema.parse(JSON.parse(listed.stdout))).toMatchObject([
      { id: 'cursor', state: 'not-connected', file: cursor },
      { id: 'codex', state: 'not-connected', file: codex },
    ]);

    const dry = await clients(world, 'connect', '--client', 'cursor', '--import', '--dry-run');
    expect(dry.code, dry.stderr).toBe(0);
    expect(dry.stdout).toContain('+\t\t"mcp-security-relay": {');
    expect(dry.stdout).toContain('moves: fs -> fs');
    expect(readFileSync(cursor, 'utf8')).toBe(CURSOR_BEFORE);

    const json = await clients(world, 'connect', '--client', 'codex', '--json');
    expect(changesSchema.parse(JSON.parse(json.stdout))).toMatchObject([{ plan: { files: [{ path: codex }] } }]);
    expect(json.stdout).not.toMatch(/mcpr_[\w-]{20}/u);
    expect(readFileSync(codex, 'utf8')).toMatch(/Authorization = "Bearer mcpr_[\w-]{20,}"/u);
    expect((await clients(world, 'connect', '--client', 'cursor', '--import')).code).toBe(0);
    expect((await clients(world, 'list')).stdout).toMatch(/cursor +connected +stdio/u);

    const undone = await clients(world, 'undo', '--client', 'cursor');
    expect(undone.code, undone.stderr).toBe(0);
    expect(readFileSync(cursor, 'utf8')).toBe(CURSOR_BEFORE);
    expect((await clients(world, 'connect', '--client', 'cursor', '--import')).code).toBe(0);
    const gone = await clients(world, 'disconnect', '--all');
    expect(gone.code, gone.stderr).toBe(0);
    expect(readFileSync(cursor, 'utf8')).toBe(CURSOR_BEFORE);
    expect(readFileSync(codex, 'utf8')).toBe(CODEX_BEFORE);
  });

  test('two commands at once lose nothing', async () => {
    const world = worldOfTest();
    const names = { cursor: CURSOR, 'gemini-cli': '.gemini/settings.json', kiro: '.kiro/settings/mcp.json' };
    const files = Object.values(names).map((name) => put(world, name, '{}\n'));
    const results = await Promise.all(
      Object.keys(names).map((client) => clients(world, 'connect', '--client', client)),
    );
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    for (const file of files) expect(readFileSync(file, 'utf8')).toContain('mcp-security-relay');
    expect((await clients(world, 'disconnect', '--all')).code).toBe(0);
    for (const file of files) expect(readFileSync(file, 'utf8')).toBe('{}\n');
  });

  test('what cannot be done is told, with its exit code', async () => {
    const world = worldOfTest();
    const cursor = put(world, CURSOR, '{\n  "a": 1\n  "b": 2\n}');
    const broken = await clients(world, 'connect', '--client', 'cursor');
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain('line 3, column 3');
    expect(readFileSync(cursor, 'utf8')).toBe('{\n  "a": 1\n  "b": 2\n}');
    expect((await clients(world, 'connect', '--client', 'codex')).stderr).toContain('Codex is not installed');
    expect((await clients(world, 'connect', '--client', 'nobody')).code).toBe(2);
    expect((await clients(world, 'connect')).code).toBe(2);
    const record = world.path('home/.mcp-security-relay/data/clients.json');
    if (existsSync(record)) expect(statSync(record).mode & 0o777).toBe(0o600);
  });
});
