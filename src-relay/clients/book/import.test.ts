import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import { member, parseJson } from '../../protocol/json.ts';
import { CODEX } from '../strategies/command-line-tools.ts';
import { CLAUDE_DESKTOP, CURSOR, VSCODE } from '../strategies/desktop-apps.ts';
import { testHome, type TestHome } from './test-home.fixture.ts';

/** Made up, of the form of the real ones. */
const HUB_TOKEN = ['ghp', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('_');

async function connect(
  { book }: TestHome,
  id: 'cursor' | 'codex' | 'claude-desktop' | 'vscode',
  secretsToStore = true,
) {
  const plan = await book.plan(id, 'connect', { import: true, secretsToStore });
  await book.apply(plan.planId);
  return plan;
}

function relayServers({ home }: TestHome): unknown {
  return member(parseJson(readFileSync(join(home, 'relay.json'), 'utf8')), 'mcpServers');
}

test("a client's servers move behind the relay, secrets to the store, and come back with the bytes of before", async () => {
  const at = testHome();
  const file = at.fileOf(CURSOR);
  const before = `{
  // mine
  "mcpServers": {
    "hub": {"command": "npx", "args": ["-y", "hub"], "env": {"HUB_TOKEN": "${HUB_TOKEN}", "LEVEL": "info"}},
    "far": {"url": "https://example.com/mcp", "headers": {"Authorization": "Bearer made-up-token-value"}},
    "my server": {"command": "x", "args": ["--api-key", "x9K2mQ7vL4pR8sT1wY6z"]}, // spaced
    "input": {"command": "x", "env": {"K": "\${input:key}"}},
    "unset": {"command": "x", "env": {"K": "\${env:NOT_SET}"}},
    "set": {"command": "x", "env": {"K": "\${env:SET}"}},
    "off": {"command": "x", "disabled": true},
    "self": {"url": "http://localhost:8000/mcp"},
  },
}
`;
  writeFileSync(file, before);
  const plan = await connect(at, 'cursor');
  expect(plan.imports.map(({ name, as, skipped }) => [name, as, skipped])).toEqual([
    ['hub', 'hub', undefined],
    ['far', 'far', undefined],
    ['my server', 'my-server', undefined],
    ['input', 'input', 'It holds ${input:key}, which only this client can fill in.'],
    ['unset', 'unset', 'It needs the variable NOT_SET, which the relay does not have.'],
    ['set', 'set', undefined],
    ['off', 'off', 'It is switched off here.'],
    ['self', 'self', 'It leads to this relay already.'],
  ]);
  expect(JSON.stringify(plan)).not.toContain(HUB_TOKEN);
  expect(relayServers(at)).toEqual({
    hub: { command: 'npx', args: ['-y', 'hub'], env: { HUB_TOKEN: '${secret:hub-HUB_TOKEN}', LEVEL: 'info' } },
    far: { url: 'https://example.com/mcp', headers: { Authorization: 'Bearer ${secret:far-Authorization}' } },
    'my-server': { command: 'x', args: ['--api-key', '${secret:my-server-args-1-}'] },
    set: { command: 'x', env: { K: '${SET}' } },
  });
  expect((await at.parts.secrets.find('hub-HUB_TOKEN'))?.value).toBe(HUB_TOKEN);
  expect((await at.parts.secrets.find('far-Authorization'))?.value).toBe('made-up-token-value');
  const status = (await at.book.list())[0];
  expect(status).toMatchObject({ state: 'bypassed', bypassing: ['input', 'unset'] });
  // The relay can start with it.
  const keys = await at.parts.secrets.keys();
  const values = new Map(
    await Promise.all(keys.map(async (key) => [key, (await at.parts.secrets.find(key))?.value] as const)),
  );
  const config = await loadConfig({
    file: join(at.home, 'relay.json'),
    named: true,
    given: {},
    values: { variable: (name) => at.parts.relayEnv[name], secret: (name) => values.get(name) },
  });
  expect(config.servers).toHaveLength(4);

  await at.book.apply((await at.book.plan('cursor', 'disconnect')).planId);
  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(existsSync(join(at.home, 'relay.json'))).toBe(false);
});

test('two clients that run the same share one server; it stays until the last of them gets it back', async () => {
  const at = testHome();
  const relay = join(at.home, 'relay.json');
  const relayText =
    '{\n  // by hand\n  "mcpServers": {\n    "db": {"command": "db", "args": ["${SET}"]}, // ours\n  },\n}\n';
  writeFileSync(relay, relayText);
  const desktop = at.fileOf(CLAUDE_DESKTOP);
  const codex = at.fileOf(CODEX);
  const desktopText = '{"mcpServers":{"fs":{"command":"fs","args":["/a"]},"db":{"command":"db","args":["value"]}}}';
  const codexText = '[mcp_servers.files]\ncommand = "fs"\nargs = ["/a"]\n\n[mcp_servers.db]\ncommand = "other" # c\n';
  writeFileSync(desktop, desktopText);
  writeFileSync(codex, codexText);
  const first = await connect(at, 'claude-desktop');
  expect(first.imports.map(({ name, as, duplicateOf }) => [name, as, duplicateOf])).toEqual([
    ['fs', 'fs', undefined],
    ['db', 'db', 'db'],
  ]);
  const second = await connect(at, 'codex');
  expect(second.imports.map(({ name, as, duplicateOf }) => [name, as, duplicateOf])).toEqual([
    ['files', 'fs', 'fs'],
    ['db', 'db-2', undefined],
  ]);
  expect(readFileSync(codex, 'utf8')).not.toContain('"fs"');
  expect(readFileSync(relay, 'utf8')).toContain('// by hand');
  await at.book.apply((await at.book.plan('claude-desktop', 'disconnect')).planId);
  expect(readFileSync(desktop, 'utf8')).toBe(desktopText);
  expect(readFileSync(relay, 'utf8')).toContain('"fs"');
  await at.book.apply((await at.book.plan('codex', 'disconnect')).planId);
  expect(readFileSync(codex, 'utf8')).toBe(codexText);
  expect(readFileSync(relay, 'utf8')).toBe(relayText);
});

test('undone, what was put into the secret store is gone too', async () => {
  const at = testHome();
  writeFileSync(
    at.fileOf(CLAUDE_DESKTOP),
    JSON.stringify({ mcpServers: { hub: { command: 'h', env: { T: HUB_TOKEN } } } }),
  );
  await connect(at, 'claude-desktop');
  expect(await at.parts.secrets.keys()).toEqual(['hub-T']);
  await at.book.apply((await at.book.plan('claude-desktop', 'undo')).planId);
  expect(await at.parts.secrets.keys()).toEqual([]);
  expect(existsSync(join(at.home, 'relay.json'))).toBe(false);
});

test('servers may stay behind the relay when a client is disconnected', async () => {
  const at = testHome();
  const file = at.fileOf(VSCODE);
  writeFileSync(file, '{"servers": {"fs": {"type": "stdio", "command": "fs"}}}');
  await connect(at, 'vscode');
  const plan = await at.book.plan('vscode', 'disconnect', { restoreServers: false });
  expect(plan.files.map(({ path }) => path)).toEqual([file]);
  await at.book.apply(plan.planId);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ servers: {} });
  expect(relayServers(at)).toEqual({ fs: { command: 'fs' } });
});

test('what a client adds while it is connected stays, beside the servers that come back', async () => {
  const at = testHome();
  const file = at.fileOf(CURSOR);
  writeFileSync(file, '{\n  "mcpServers": {\n    "a": {"command": "a"},\n    "b": {"command": "b"}\n  }\n}\n');
  await connect(at, 'cursor');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"mcpServers": {', '"mcpServers": {\n    "new": {"command": "n"},'));
  await at.book.apply((await at.book.plan('cursor', 'disconnect')).planId);
  const after = member(parseJson(readFileSync(file, 'utf8')), 'mcpServers');
  expect(after).toEqual({ a: { command: 'a' }, b: { command: 'b' }, new: { command: 'n' } });
});

test('a configuration in YAML gets and loses the servers, all else byte for byte', async () => {
  for (const yaml of [
    '# mine\nmcpServers:\n  db: # first\n    command: db\n\n  web:\n    url: https://h/mcp # w\n# tail\nmcpRelay:\n  port: 8001\n',
    'mcpRelay:\n  port: 8001\n',
    'mcpServers:\nmcpRelay: {}\n',
    'mcpServers: {}\n',
    'mcpServers: { db: { command: db } }\n',
    '',
  ]) {
    const home = testHome();
    const relay = join(home.home, 'relay.yaml');
    const at = testHome({ relayConfig: relay });
    writeFileSync(relay, yaml);
    const file = at.fileOf(CURSOR);
    const text = '{"mcpServers":{"a b":{"command":"a: \\"x\\" # y","env":{"É":"ü"}},"c":{"command":"c"}}}';
    writeFileSync(file, text);
    await connect(at, 'cursor');
    const config = await loadConfig({
      file: relay,
      named: true,
      given: {},
      values: { variable: () => undefined, secret: () => undefined },
    });
    expect(config.servers.map(({ name }) => name)).toEqual(expect.arrayContaining(['a-b', 'c']));
    await at.book.apply((await at.book.plan('cursor', 'disconnect')).planId);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(existsSync(relay) ? readFileSync(relay, 'utf8') : '').toBe(yaml);
  }
});

test('a relay configuration that is broken is not touched, and the client neither', async () => {
  const at = testHome();
  const file = at.fileOf(CURSOR);
  writeFileSync(file, '{"mcpServers":{"a":{"command":"a"}}}');
  writeFileSync(join(at.home, 'relay.json'), '{"mcpServers": {');
  await expect(at.book.plan('cursor', 'connect', { import: true })).rejects.toMatchObject({ code: 'broken-file' });
  expect(readFileSync(file, 'utf8')).toBe('{"mcpServers":{"a":{"command":"a"}}}');
});

test('without the store, secrets move as they are; a "$" that the relay would fill in keeps its server where it is', async () => {
  const at = testHome();
  const file = at.fileOf(CLAUDE_DESKTOP);
  writeFileSync(
    file,
    JSON.stringify({
      mcpServers: { hub: { command: 'hub', env: { TOKEN: HUB_TOKEN } }, cash: { command: 'x', env: { P: 'a$HOME' } } },
    }),
  );
  const plan = await connect(at, 'claude-desktop', false);
  expect(plan.imports).toMatchObject([
    { name: 'hub', secrets: [{ place: 'env.TOKEN' }] },
    { name: 'cash', skipped: expect.stringContaining('"$"') as unknown },
  ]);
  expect(relayServers(at)).toEqual({ hub: { command: 'hub', env: { TOKEN: HUB_TOKEN } } });
  expect(await at.parts.secrets.keys()).toEqual([]);
});
