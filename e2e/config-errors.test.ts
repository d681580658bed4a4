import { existsSync, readdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { TEST_MS } from './harness/deadline.ts';
import { runRelay } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

/** Each line with an error names the path of it in a comment. */
const BROKEN = `{
  // comments and trailing commas are allowed
  "mcpServers": {
    "files": {
      "command": "node",
      "args": ["server.js", "$E2E_UNSET_ONE"], // mcpServers.files.args[1]
      "env": { "KEY": "\${E2E_UNSET_TWO}" }, // mcpServers.files.env.KEY
      "comand": "node", // mcpServers.files.comand
    },
    "none": {}, // mcpServers.none
    "typed": {
      "command": 7, // mcpServers.typed.command
    },
    "flag": {
      "command": "node",
      "hidden_mode": "maybe", // mcpServers.flag.hidden_mode
    },
    "remote": {
      "url": "not a url", // mcpServers.remote.url
    },
    "kind": {
      "url": "http://127.0.0.1:1/mcp",
      "type": "telegraph", // mcpServers.kind.type
      "headers": { "X-Key": "$E2E_UNSET_THREE" }, // mcpServers.kind.headers.X-Key
    },
    "late": {
      "url": "http://127.0.0.1:1/mcp",
      "timeout": -1, // mcpServers.late.timeout
    },
  },
  "mcpRelay": {
    "transport": "pigeon", // mcpRelay.transport
    "port": 70000, // mcpRelay.port
    "toolRegistryCacheTtl": 0, // mcpRelay.toolRegistryCacheTtl
    "maxMcpTools": "many", // mcpRelay.maxMcpTools
    "colour": "red", // mcpRelay.colour
  },
  "otherProgram": { "kept": true },
}
`;

const MARKED = BROKEN.split('\n').flatMap((text, index) => {
  const path = /\/\/ (mcp\S+)$/.exec(text)?.[1];
  return path === undefined ? [] : [{ path, line: index + 1 }];
});

/** A path's last part may be quoted or bracketed: `headers["X-Key"]`. */
function names(text: string, path: string): boolean {
  const plain = text.replaceAll(/\["([^"]+)"\]/g, '.$1').replaceAll(/\[(\d+)\]/g, '.$1');
  const wanted = path.replaceAll(/\[(\d+)\]/g, '.$1');
  return plain.split(/[\s:,;()"'`]+/).includes(wanted);
}

describe('a broken configuration', { timeout: TEST_MS }, () => {
  test('is reported whole, each error with path, line and remedy; exit 2; nothing is touched', async () => {
    const world = worldOfTest();
    const file = world.write('broken.jsonc', BROKEN);
    const before = readdirSync(world.folder);
    const result = await runRelay(world, ['--config-file', file, '--transport', 'http', '--port', '0']);
    expect(result.code).toBe(2);
    expect(result.stdout).toBe('');
    const lines = result.stderr.split('\n');
    const missing = MARKED.filter(
      ({ path, line }) => !lines.some((text) => names(text, path) && new RegExp(`\\b${line}\\b`).test(text)),
    );
    expect(missing, result.stderr).toEqual([]);
    expect(result.stderr).toContain('E2E_UNSET_ONE');
    expect(result.stderr).not.toContain('    at ');
    expect(readdirSync(world.folder)).toEqual(before);
  });

  test('of good and bad servers starts none of them', async () => {
    const world = worldOfTest();
    const script = "require('fs').writeFileSync('started', '')";
    const good = { command: process.execPath, args: ['-e', script] };
    const file = world.write('half.json', JSON.stringify({ mcpServers: { good, bad: { command: '' } } }));
    const result = await runRelay(world, ['--config-file', file]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('mcpServers.bad.command');
    expect(existsSync(world.path('started'))).toBe(false);
    expect(existsSync(world.dataDir)).toBe(false);
  });

  const unreadable = [
    { name: 'cut.json', content: '{\n  "mcpServers": {\n    "a": { "command": \n', line: 4 },
    { name: 'bad.yaml', content: 'mcpServers:\n  a:\n    command: "node\n', line: 3 },
    { name: 'list.json', content: '\n["mcpServers"]\n', line: 2 },
  ];
  test.each(unreadable)(
    'that cannot be read at all ($name) is named with the line',
    async ({ name, content, line }) => {
      const world = worldOfTest();
      const result = await runRelay(world, ['--config-file', world.write(name, content)]);
      expect(result.code).toBe(2);
      expect(result.stderr).toContain(name);
      expect(result.stderr).toMatch(new RegExp(`\\b(${line - 1}|${line}|${line + 1})\\b`));
      expect(existsSync(world.dataDir)).toBe(false);
    },
  );

  test('that does not exist is named', async () => {
    const world = worldOfTest();
    const result = await runRelay(world, ['--config-file', world.path('nowhere.json')]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(world.path('nowhere.json'));
    expect(existsSync(world.dataDir)).toBe(false);
  });

  const flags = [
    ['--TOOL_REGISTRY_CACHE_EXPIRY_IN_SECONDS', '0'],
    ['--MAX_MCP_TOOLS', 'lots'],
    ['--port', '99999'],
    ['--transport', 'pigeon'],
    ['--no-such-flag', ''],
  ];
  test.each(flags)('on the command line: %s %s', async (flag, value) => {
    const world = worldOfTest();
    const file = world.write('good.json', JSON.stringify({ mcpServers: { echo: fixture('echo') } }));
    const args = ['--config-file', file, flag, value].filter((part) => part !== '');
    const result = await runRelay(world, args);
    expect(result.code).toBe(2);
    expect(result.stderr.toLowerCase().replaceAll('_', '-')).toContain(
      flag.replace('--', '').toLowerCase().replaceAll('_', '-'),
    );
    expect(existsSync(world.dataDir)).toBe(false);
  });
});
