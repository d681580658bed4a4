import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { rawAt } from './fixtures/raw-json.ts';
import { auditRow } from './harness/audit-db.ts';
import { type Bridged, startBridge } from './harness/bridge.ts';
import { atHome, changeClients, hasListedTools, introductionOf, relayAtHome } from './harness/client-home.ts';
import { TEST_MS, within } from './harness/deadline.ts';
import type { ListeningRelay } from './harness/listening-relay.ts';
import { descendants, isAlive, survivors } from './harness/processes.ts';
import { stringAt } from './harness/said-frames.ts';
import { fixture } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

/** Each app's file, as on Linux, and where in it the servers stand. */
const APPS = {
  'claude-desktop': ['.config/Claude/claude_desktop_config.json', 'mcpServers'],
  cursor: ['.cursor/mcp.json', 'mcpServers'],
  'claude-code': ['.claude.json', 'mcpServers'],
  vscode: ['.config/Code/User/mcp.json', 'servers'],
  windsurf: ['.codeium/windsurf/mcp_config.json', 'mcpServers'],
  zed: ['.config/zed/settings.json', 'context_servers'],
  'gemini-cli': ['.gemini/settings.json', 'mcpServers'],
  cline: ['.cline/data/settings/cline_mcp_settings.json', 'mcpServers'],
  'lm-studio': ['.lmstudio/mcp.json', 'mcpServers'],
  'copilot-cli': ['.copilot/mcp-config.json', 'mcpServers'],
  kiro: ['.kiro/settings/mcp.json', 'mcpServers'],
} as const;

const BEFORE = '{\r\n\t"théme": "dark"\r\n}\r\n';

const COMMAND = z.strictObject({
  // Some apps want these beside it.
  type: z.enum(['stdio', 'local']).optional(),
  source: z.literal('custom').optional(),
  tools: z.tuple([z.literal('*')]).optional(),
  command: z.string().startsWith('/'),
  args: z.array(z.string()),
});
/** Apps spell the address in one of three ways. */
const ADDRESS = z.strictObject({
  type: z.enum(['http', 'streamableHttp']).optional(),
  tools: z.tuple([z.literal('*')]).optional(),
  url: z.url().optional(),
  serverUrl: z.url().optional(),
  httpUrl: z.url().optional(),
  headers: z.strictObject({ Authorization: z.string().startsWith('Bearer ') }),
});
type App = keyof typeof APPS;
type Entry = z.infer<typeof COMMAND> | z.infer<typeof ADDRESS>;

/** Those that are not tried as they start their entries themselves. */
const OTHERS = [
  'claude-code',
  'vscode',
  'windsurf',
  'zed',
  'gemini-cli',
  'cline',
  'lm-studio',
  'copilot-cli',
  'kiro',
] as const satisfies readonly App[];

const CALL = '{"name":"echo","arguments":{"number":1.0}}';

/** How the two apps introduce themselves: Claude Desktop before and after it could show apps of servers, and Cursor. */
const GREETINGS = {
  'claude-desktop': {
    'end of input':
      '{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"claude-ai","version":"0.1.0"}}',
    SIGTERM:
      '{"protocolVersion":"2025-11-25","capabilities":{"extensions":{"io.modelcontextprotocol/ui":{"mimeTypes":["text/html;profile=mcp-app"]}}},"clientInfo":{"name":"claude-ai","version":"0.1.0"}}',
  },
  cursor: {
    'end of input':
      '{"protocolVersion":"2025-06-18","capabilities":{"tools":true,"prompts":true,"resources":true,"logging":false,"elicitation":{},"roots":{"listChanged":false}},"clientInfo":{"name":"cursor-vscode","version":"1.0.0"}}',
    SIGTERM:
      '{"protocolVersion":"2025-11-25","capabilities":{"roots":{"listChanged":false}},"clientInfo":{"name":"cursor-vscode","version":"1.0.0"}}',
  },
};

describe('what is written into a client’s file', { timeout: TEST_MS }, () => {
  const home = atHome(worldOfSuite());
  let relay: ListeningRelay;

  beforeAll(async () => {
    for (const [file] of Object.values(APPS)) {
      mkdirSync(dirname(home.path(file)), { recursive: true });
      home.write(file, BEFORE);
    }
    relay = await relayAtHome(home, { echo: fixture('echo') });
    await changeClients(home, 'connect', ['--all']);
  }, TEST_MS);

  function entryOf(app: App): Entry {
    const [file, section] = APPS[app];
    const source = rawAt(readFileSync(home.path(file), 'utf8'), section, 'mcp-security-relay') ?? '';
    return z.union([COMMAND, ADDRESS]).parse(JSON.parse(source));
  }

  /** Starts the command as apps on macOS and Linux do: what they hand on is this, and they stand in `/`. */
  function started({ command, args }: z.infer<typeof COMMAND>): Bridged {
    const env = { HOME: home.folder, LOGNAME: 'me', PATH: '/usr/bin:/bin', SHELL: '/bin/sh', TERM: 'dumb', USER: 'me' };
    return startBridge(home, [command, ...args], env);
  }

  /** Takes the address with the transport that apps try first. Where it fails they would take the older one. */
  async function callAt({ url, serverUrl, httpUrl, headers }: z.infer<typeof ADDRESS>, name: string): Promise<void> {
    const sdk = new Client({ name, version: '1.0.0' });
    const address = new URL(url ?? serverUrl ?? httpUrl ?? '');
    await sdk.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers } }));
    expect((await sdk.listTools()).tools.map((tool) => tool.name)).toContain('echo');
    expect(JSON.stringify(await sdk.callTool({ name: 'echo', arguments: { number: 1 } }))).toContain('number');
    await sdk.close();
  }

  async function callThrough(bridged: Bridged, name: string): Promise<void> {
    await bridged.client.greet({ name });
    await bridged.client.waitForTools('echo');
    expect(await bridged.client.request('1', 'tools/call', CALL)).toContain('number');
    await bridged.client.leave();
  }

  const loggedCall = (app: App, since: number) =>
    auditRow(
      home.dataDir,
      `a call of ${app}`,
      ({ client, tool, status, ts }) =>
        client === `client:${app}` && tool === 'echo' && status === 'success' && Number(ts) >= since,
    );

  test.each([
    ['claude-desktop', 'end of input'],
    ['claude-desktop', 'SIGTERM'],
    ['cursor', 'end of input'],
    ['cursor', 'SIGTERM'],
  ] as const)('serves %s as the app starts it, and is gone after %s', async (app, how) => {
    const since = Date.now();
    const from = relay.stderr().length;
    const greeting = GREETINGS[app][how];
    const { client, pid, lines, stderr, kill, exit } = started(COMMAND.parse(entryOf(app)));
    const greeted = await client.request('0', 'initialize', greeting);
    expect(rawAt(greeted, 'result', 'protocolVersion')).toBe(rawAt(greeting, 'protocolVersion'));
    client.tell('notifications/initialized');
    const asked = ['tools/list', 'prompts/list', 'resources/list'].map((method, index) =>
      client.request(String(index + 1), method),
    );
    expect((await Promise.all(asked))[0]).toContain('"echo"');
    expect(await client.request('4', 'tools/call', CALL)).toContain('number');
    await loggedCall(app, since);
    const [name, revision] = [stringAt(greeting, 'clientInfo', 'name'), stringAt(greeting, 'protocolVersion')];
    expect(introductionOf(relay, app, from)).toBe(`${name}, revision ${revision}`);
    expect(hasListedTools(relay, app, from)).toBe(true);
    for (const line of lines) expect(rawAt(line, 'jsonrpc')).toBe('"2.0"');
    expect(stderr()).toBe('');

    const family = descendants(pid);
    if (how === 'SIGTERM') kill('SIGTERM');
    else await client.leave();
    expect(await within('end', exit)).toBe(0);
    expect([isAlive(pid), survivors(family)]).toEqual([false, []]);
  });

  test('lets Cursor in by its address and token, over Streamable HTTP', async () => {
    await changeClients(home, 'connect', ['--client', 'cursor', '--transport', 'http']);
    const since = Date.now();
    const entry = ADDRESS.parse(entryOf('cursor'));
    expect(entry).toMatchObject({ url: relay.info.endpoints.mcp });
    await callAt(entry, 'cursor-vscode');
    await loggedCall('cursor', since);
  });

  test.each(OTHERS)('leads %s to the relay, by its own name', async (app) => {
    const since = Date.now();
    const entry = entryOf(app);
    if ('command' in entry) await callThrough(started(entry), app);
    else await callAt(entry, app);
    await loggedCall(app, since);
  });

  test('goes without a trace', async () => {
    await changeClients(home, 'disconnect', ['--all']);
    const files = Object.values(APPS).map(([file]) => readFileSync(home.path(file), 'utf8'));
    expect(files).toEqual(files.map(() => BEFORE));
  });
});
