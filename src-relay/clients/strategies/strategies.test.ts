import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readServer } from '../imports/client-server.ts';
import { ALL_STRATEGIES, strategyOf } from './registry.ts';
import type { ClientId, ClientPlaces } from '../types.ts';

const RELAY = {
  command: { program: '/opt/relay/bridge', args: ['x'] },
  url: 'http://127.0.0.1:8000/mcp',
  token: 'mcpr_t',
};
const AUTHORIZATION = { Authorization: 'Bearer mcpr_t' };
const HOME = join('/home', 'p');
const EVERYTHING = { exists: () => true, list: () => [] };

/** Where each client's documentation says that its file is; the first of several. */
const FILES: { readonly [id in ClientId]: readonly [darwin: string, win32: string, linux: string] } = {
  'claude-desktop': [
    'Library/Application Support/Claude/claude_desktop_config.json',
    'AppData/Roaming/Claude/claude_desktop_config.json',
    '.config/Claude/claude_desktop_config.json',
  ],
  cursor: ['.cursor/mcp.json', '.cursor/mcp.json', '.cursor/mcp.json'],
  'claude-code': ['.claude.json', '.claude.json', '.claude.json'],
  vscode: [
    'Library/Application Support/Code/User/mcp.json',
    'AppData/Roaming/Code/User/mcp.json',
    '.config/Code/User/mcp.json',
  ],
  windsurf: [
    '.codeium/windsurf/mcp_config.json',
    '.codeium/windsurf/mcp_config.json',
    '.codeium/windsurf/mcp_config.json',
  ],
  zed: ['.config/zed/settings.json', 'AppData/Roaming/Zed/settings.json', '.config/zed/settings.json'],
  'gemini-cli': ['.gemini/settings.json', '.gemini/settings.json', '.gemini/settings.json'],
  codex: ['.codex/config.toml', '.codex/config.toml', '.codex/config.toml'],
  cline: [
    'Library/Application Support/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json',
    'AppData/Roaming/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json',
    '.config/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json',
  ],
  'lm-studio': ['.lmstudio/mcp.json', '.lmstudio/mcp.json', '.lmstudio/mcp.json'],
  'copilot-cli': ['.copilot/mcp-config.json', '.copilot/mcp-config.json', '.copilot/mcp-config.json'],
  kiro: ['.kiro/settings/mcp.json', '.kiro/settings/mcp.json', '.kiro/settings/mcp.json'],
};

for (const strategy of ALL_STRATEGIES) {
  test(`${strategy.title}: its file on every system, and none where it is not installed`, () => {
    for (const [index, platform] of (['darwin', 'win32', 'linux'] as const).entries()) {
      const places: ClientPlaces = { home: HOME, platform, env: {} };
      expect(strategy.files(places, EVERYTHING)[0]).toBe(join(HOME, FILES[strategy.id][index] ?? ''));
      expect(strategy.files(places, { exists: () => false, list: () => [] })).toEqual([]);
    }
  });

  test(`${strategy.title}: its entries lead to the relay, and the command carries no token`, () => {
    for (const transport of strategy.transports) {
      const entry = strategy.entry(transport, RELAY);
      const reading = readServer(entry);
      if (transport === 'http') {
        expect(reading).toMatchObject({ server: { kind: 'remote', url: RELAY.url, headers: AUTHORIZATION } });
      } else {
        expect(reading).toMatchObject({
          server: { command: '/opt/relay/bridge', args: ['x', 'connect', '--client', strategy.id], env: {} },
        });
        expect(JSON.stringify(entry)).not.toContain('mcpr_');
      }
    }
  });
}

test('variables of the environment name other folders', () => {
  const env = { CODEX_HOME: '/c', CLAUDE_CONFIG_DIR: '/d', APPDATA: '/a', XDG_CONFIG_HOME: '/x', COPILOT_HOME: '/g' };
  const file = (id: ClientId, platform: NodeJS.Platform): string | undefined =>
    strategyOf(id).files({ home: HOME, platform, env }, EVERYTHING)[0];
  expect(file('codex', 'linux')).toBe(join('/c', 'config.toml'));
  expect(file('claude-code', 'linux')).toBe(join('/d', '.claude.json'));
  expect(file('claude-desktop', 'win32')).toBe(join('/a', 'Claude', 'claude_desktop_config.json'));
  expect(file('zed', 'linux')).toBe(join('/x', 'zed', 'settings.json'));
  expect(file('copilot-cli', 'linux')).toBe(join('/g', 'mcp-config.json'));
});

test('profiles of VS Code that have a file of their own are among its files', () => {
  const user = join(HOME, '.config', 'Code', 'User');
  const own = join(user, 'profiles', 'b', 'mcp.json');
  const look = {
    exists: (path: string) => path === user || path === own,
    list: (folder: string) => (folder === join(user, 'profiles') ? ['a', 'b'] : []),
  };
  const places: ClientPlaces = { home: HOME, platform: 'linux', env: {} };
  expect(strategyOf('vscode').files(places, look)).toEqual([join(user, 'mcp.json'), own]);
});

test("each client's notation of a remote server", () => {
  const entry = (id: ClientId): unknown => strategyOf(id).entry('http', RELAY);
  expect(entry('vscode')).toEqual({ type: 'http', url: RELAY.url, headers: AUTHORIZATION });
  expect(entry('windsurf')).toEqual({ serverUrl: RELAY.url, headers: AUTHORIZATION });
  expect(entry('gemini-cli')).toEqual({ httpUrl: RELAY.url, headers: AUTHORIZATION });
  expect(entry('codex')).toEqual({ url: RELAY.url, http_headers: AUTHORIZATION });
  expect(entry('cline')).toEqual({ type: 'streamableHttp', url: RELAY.url, headers: AUTHORIZATION });
  expect(entry('copilot-cli')).toEqual({ type: 'http', url: RELAY.url, headers: AUTHORIZATION, tools: ['*'] });
  expect(strategyOf('claude-desktop').transports).toEqual(['stdio']);
});
