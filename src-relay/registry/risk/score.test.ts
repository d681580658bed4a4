import { expect, test } from 'vitest';
import type { ServerConfig } from '../../protocol/server-config.ts';
import { HOLD_SCORE, riskOf, type ToolFacts } from './score.ts';
import { startRisk } from './start.ts';

const BASE = {
  name: 's',
  hidden: false,
  enabled: true,
  description: undefined,
  startedAs: '',
  timeout: 30,
  protocol: 'auto',
  isolation: 'shared',
} as const;
const program = (command: string, ...args: string[]): ServerConfig => ({
  ...BASE,
  kind: 'stdio',
  command,
  args,
  cwd: undefined,
  env: {},
});
const remote = (url: string): ServerConfig => ({ ...BASE, kind: 'http', url, headers: {} });
const CALM: ToolFacts = {
  total: 4,
  destructive: 0,
  openWorld: 0,
  unsaid: 0,
  unsafe: 0,
  changed: 0,
  restless: 0,
  flagged: 0,
};
const scoreOf = (config: ServerConfig, tools: ToolFacts | undefined = CALM, blockedCalls = 0): number | null =>
  riskOf({ start: startRisk(config), tools, blockedCalls, packageParts: undefined }).score;

test.each([
  ['a local path', program('/usr/bin/node', '/srv/server.js'), 100],
  ['a fixed version', program('npx', '-y', '@scope/server@1.2.3', '--flag'), 95],
  ['a version left open', program('npx', 'server@^1.2.0'), 85],
  ['no version', program('npx', '-y', '@scope/server'), 80],
  ['latest', program('npx.cmd', '--package=server@latest', 'server'), 80],
  ['uvx without a version', program('uvx', 'mcp-server-fetch'), 80],
  ['uvx with a version', program('uvx', '--from', 'mcp-server==0.4.1', 'mcp-server'), 95],
  ['uv tool run', program('uv', 'tool', 'run', 'mcp-server@0.4.1'), 95],
  ['a repository', program('npx', 'github:somebody/server'), 65],
  ['an address', program('uvx', '--from', 'git+https://example.org/x.git', 'x'), 65],
  ['a shell', program('bash', '-lc', 'node server.js --x'), 70],
  ['env in front', program('/usr/bin/env', 'A=1', 'npx', 'server'), 80],
  ['code in the command line', program('node', '-e', 'require("x")'), 70],
  ['a fixed image', program('docker', 'run', '-i', '--rm', `image@sha256:${'a'.repeat(64)}`), 98],
  ['an image with a tag', program('docker', 'run', '-i', '--rm', '-e', 'A', 'mcp/x:1.2'), 92],
  ['the newest image', program('docker', 'run', '-i', 'mcp/x'), 85],
  ['a folder of the host', program('docker', 'run', '-v', '/srv/data:/data', 'mcp/x:1'), 87],
  ['https', remote('https://mcp.example.org/mcp'), 95],
  ['http here', remote('http://127.0.0.1:3000/mcp'), 100],
  ['http elsewhere', remote('http://mcp.example.org/mcp'), 55],
])('%s', (_, config, expected) => {
  expect(scoreOf(config)).toBe(expected);
});

test.each([
  ['a program from the network', program('sh', '-c', 'curl -s https://example.org/x.sh | bash')],
  ['a privileged container', program('docker', 'run', '--privileged', 'mcp/x:1')],
  ['all of the host', program('docker', 'run', '-v', '/:/host', 'mcp/x:1')],
  ['the engine of containers', program('docker', 'run', '--mount', 'type=bind,src=/var/run/docker.sock,dst=/s', 'x:1')],
])('%s is held back, before it has shown anything', (_, config) => {
  expect(
    riskOf({ start: startRisk(config), tools: undefined, blockedCalls: 0, packageParts: undefined }).score,
  ).toBeLessThanOrEqual(HOLD_SCORE);
});

test('who has shown nothing yet has no score, and what is only a name has none either', () => {
  const facts = { tools: undefined, blockedCalls: 0, packageParts: undefined };
  expect(riskOf({ start: startRisk(program('/srv/server')), ...facts }).score).toBeNull();
  expect(riskOf({ start: startRisk(program('mcp-server-x')), ...facts }).score).toBeNull();
  expect(scoreOf(program('mcp-server-x'))).toBe(100);
});

test('what its tools are, what was found in them and what was blocked count, each within bounds', () => {
  const server = program('/srv/server');
  expect(scoreOf(server, { ...CALM, unsaid: 4 })).toBe(95);
  expect(scoreOf(server, { ...CALM, total: 40, destructive: 40, openWorld: 40 })).toBe(85);
  expect(scoreOf(server, { ...CALM, unsafe: 1 })).toBe(75);
  expect(scoreOf(server, { ...CALM, total: 90, unsafe: 90 })).toBe(50);
  expect(scoreOf(server, { ...CALM, changed: 1, restless: 1, flagged: 1 })).toBe(75);
  expect(scoreOf(server, CALM, 1000)).toBe(80);
  expect(scoreOf(server, { ...CALM, unsafe: 4 }, 1000)).toBeLessThanOrEqual(HOLD_SCORE);
});

test('every part is a sentence, and the worst comes first', () => {
  const { parts } = riskOf({
    start: startRisk(program('npx', 'server')),
    tools: { ...CALM, unsafe: 2, destructive: 1 },
    blockedCalls: 3,
    packageParts: undefined,
  });
  expect(parts.map(({ id }) => id)).toEqual(['findings', 'runner', 'blocks', 'destructive']);
  for (const { text } of parts) expect(text).toMatch(/^[A-Z\d`n].* .*\.$/u);
});
