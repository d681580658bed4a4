import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from './issue.ts';
import { loadConfig, type Config } from './load.ts';
import { settingsFromVariables, type GivenSettings } from './settings.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const VALUES = {
  variable: (name: string) => ({ HOME_DIR: '/srv', TRICKY: '$HOME_DIR' })[name],
  secret: (name: string) => (name === 'api' ? 's3cret' : undefined),
};

function load(name: string, text: string, given: GivenSettings = {}): Promise<Config> {
  const file = join(folder, name);
  writeFileSync(file, text);
  return loadConfig({ file, named: true, given, values: VALUES });
}

async function errorsOf(name: string, text: string): Promise<readonly string[]> {
  try {
    await load(name, text);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

describe('a configuration that is right', () => {
  test('comments, trailing commas and a byte order mark are no errors', async () => {
    const text =
      '\ufeff{ // the servers\n "mcpServers": { "a": { "command": "node", "args": ["x",], }, }, /* end */ "other": 1 }';
    const { servers } = await load('a.json', text);
    expect(servers).toMatchObject([
      { name: 'a', kind: 'stdio', command: 'node', args: ['x'], enabled: true, hidden: false },
    ]);
  });

  test('YAML says the same as JSON', async () => {
    const yaml =
      'mcpServers:\n  a:\n    command: node\n    args: [x]\n  b: { url: "https://h/mcp" }\nmcpRelay: { port: 9000 }\n';
    const json =
      '{"mcpServers":{"a":{"command":"node","args":["x"]},"b":{"url":"https://h/mcp"}},"mcpRelay":{"port":9000}}';
    const [fromYaml, fromJson] = [await load('same.yaml', yaml), await load('same.json', json)];
    expect(fromYaml.servers).toEqual(fromJson.servers);
    expect(fromYaml.settings).toEqual(fromJson.settings);
    expect(fromYaml.settings.port).toBe(9000);
  });

  test('references expand once, in the places where they may stand', async () => {
    const { servers } = await load(
      'refs.json',
      JSON.stringify({
        mcpServers: {
          local: {
            command: '$HOME_DIR',
            args: ['${HOME_DIR}/x', '$TRICKY', 'costs $5'],
            env: { KEY: '${secret:api}' },
            cwd: '$HOME_DIR',
          },
          remote: { url: 'https://h/${HOME_DIR}', headers: { Authorization: 'Bearer ${secret:api}' } },
        },
      }),
    );
    expect(servers).toMatchObject([
      {
        command: '$HOME_DIR',
        args: ['/srv/x', '$HOME_DIR', 'costs $5'],
        env: { KEY: 's3cret' },
        secrets: ['s3cret'],
        cwd: '/srv',
      },
      { url: 'https://h//srv', headers: { Authorization: 'Bearer s3cret' } },
    ]);
  });

  test.each([
    [{ url: 'https://h/mcp' }, 'http'],
    [{ url: 'https://h/sse' }, 'sse'],
    [{ baseUrl: 'https://h/sse', type: 'http' }, 'http'],
    [{ url: 'https://sse.example/mcp' }, 'http'],
    [{ url: 'https://h/mcp', type: 'sse' }, 'sse'],
  ])('%j is reached over %s', async (entry, kind) => {
    const { servers } = await load('kind.json', JSON.stringify({ mcpServers: { a: entry } }));
    expect(servers[0]?.kind).toBe(kind);
  });

  test('era and isolation are chosen per server', async () => {
    const { servers } = await load(
      'era.json',
      JSON.stringify({
        mcpServers: { a: { command: 'x' }, b: { url: 'https://h/mcp', protocol: '2026-07-28', isolation: 'session' } },
      }),
    );
    expect(servers).toMatchObject([
      { protocol: 'auto', isolation: 'shared' },
      { protocol: '2026-07-28', isolation: 'session' },
    ]);
    expect(
      await errorsOf('no-era.json', '{"mcpServers":{"a":{"command":"x","protocol":"2027","isolation":1}}}'),
    ).toEqual([
      expect.stringContaining('mcpServers.a.protocol: must be one of "auto", "legacy", "2026-07-28"'),
      expect.stringContaining('mcpServers.a.isolation: must be one of "shared", "session"'),
    ]);
  });

  test('the older spelling of hidden mode works and does not reach the server', async () => {
    const { servers } = await load(
      'hidden.json',
      JSON.stringify({ mcpServers: { a: { command: 'x', env: { hidden_mode: 'enabled', A: '1' } } } }),
    );
    expect(servers[0]).toMatchObject({ hidden: true, env: { A: '1' } });
  });

  test('command line wins over environment, environment over file, file over default', async () => {
    const text = '{"mcpRelay":{"port":1,"maxMcpTools":2,"toolNames":"prefix"}}';
    const environment = settingsFromVariables({ MCP_RELAY_PORT: '3', MCP_RELAY_MAX_MCP_TOOLS: '4' });
    const { settings } = await load('order.json', text, { ...environment, port: { origin: '--port', text: '5' } });
    expect(settings).toMatchObject({ port: 5, maxMcpTools: 4, toolNames: 'prefix', maxMcpServers: 32 });
  });
});

describe('a configuration with errors', () => {
  test('every error is told at once, each with path and line', async () => {
    const lines = await errorsOf(
      'bad.json',
      `{
  "mcpServers": {
    "files": { "command": "", "args": ["ok", "$NOT_SET", 7], "colour": 1 },
    "both": { "command": "x", "url": "https://h" },
    "none": {},
    "odd": { "url": "ftp://h" },
    "env": { "command": "x", "env": { "hidden_mode": "maybe", "K": "\${secret:gone}" } },
    "five": 5
  },
  "mcpRelay": { "port": 70000, "colour": 1, "maxMcpServers": 5 }
}`,
    );
    const expected = [
      [3, 'mcpServers.files.command'],
      [3, 'mcpServers.files.args[1]: the variable NOT_SET'],
      [3, 'mcpServers.files.args[2]'],
      [3, 'mcpServers.files.colour'],
      [4, 'mcpServers.both'],
      [5, 'mcpServers.none'],
      [6, 'mcpServers.odd.url'],
      [7, 'mcpServers.env.env.hidden_mode'],
      [7, 'mcpServers.env.env.K: the secret gone'],
      [8, 'mcpServers.five'],
      [10, 'mcpRelay.port'],
      [10, 'mcpRelay.colour'],
      [2, 'mcpServers: names 6 servers, 5 are allowed'],
    ];
    for (const [line, text] of expected) {
      expect(
        lines.some((one) => one.startsWith(`line ${line}: ${text}`)),
        `line ${line}: ${text}`,
      ).toBe(true);
    }
    expect(lines).toHaveLength(expected.length);
  });

  test('what is wrong with one part does not hide the rest of it', async () => {
    const lines = await errorsOf(
      'rest.json',
      '{"mcpServers":{"a":{"comand":"x","foo":1},\n"b":{"url":"ftp://x","foo":1}}}',
    );
    expect(lines.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'line 1: mcpServers.a',
      'line 1: mcpServers.a.comand',
      'line 1: mcpServers.a.foo',
      'line 2: mcpServers.b.url',
      'line 2: mcpServers.b.foo',
    ]);
  });

  test('the older spelling of hidden mode stands for remote servers too', async () => {
    const { servers } = await load(
      'hr.json',
      '{"mcpServers":{"a":{"url":"https://h/mcp","env":{"hidden_mode":"enabled"}}}}',
    );
    expect(servers[0]).toMatchObject({ kind: 'http', hidden: true });
  });

  test.each([
    [
      'bomb.yaml',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c]\n`,
    ],
    ['broken.json', '{"mcpServers": {\n "a": }'],
    ['broken.yaml', 'mcpServers:\n  a: [1,\n'],
    ['twice.json', '{"mcpServers": {"a": {"command":"x"},\n "a": {"command":"y"}}}'],
    ['array.json', '[]'],
  ])('%s is refused with a line', async (name, text) => {
    const lines = await errorsOf(name, text);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => /^line \d+: /u.test(line))).toBe(true);
  });

  test('a file that was named and is not there is an error, the default one is not', async () => {
    const request = { file: join(folder, 'missing.json'), given: {}, values: VALUES };
    await expect(loadConfig({ ...request, named: true })).rejects.toThrow(/does not exist/u);
    expect((await loadConfig({ ...request, named: false })).servers).toEqual([]);
  });

  test('an unknown guardrail is told, in the file and on the command line', async () => {
    expect(await errorsOf('guard.json', '{"mcpRelay": {"guardrails": ["local", "magic"]}}')).toEqual([
      expect.stringContaining('line 1: mcpRelay.guardrails[1]: must be one of "local", "basic"'),
    ]);
    const given = { guardrails: { origin: '--enable-guardrails', text: 'magic' } };
    await expect(load('ok.json', '{}', given)).rejects.toThrow('--enable-guardrails "magic": must be of local, basic');
  });

  test('an address beyond loopback needs --allow-remote', async () => {
    const given = { transport: { origin: '--transport', text: 'http' }, host: { origin: '--host', text: '0.0.0.0' } };
    await expect(load('remote.json', '{}', given)).rejects.toThrow(/--allow-remote/u);
    const allowed = await load('remote.json', '{}', {
      ...given,
      allowRemote: { origin: '--allow-remote', text: 'true' },
    });
    expect(allowed.settings.host).toBe('0.0.0.0');
  });
});
