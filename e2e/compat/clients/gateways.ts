import { installedScript } from '../install.ts';
import { OPERATIONS } from '../operations.ts';
import type { CompatClient } from '../session.ts';
import { type Front, type HttpTarget, type StdioTarget, headersOf } from '../target.ts';
import { connectV1, sdkV1, stdioV1 } from './sdk-v1.ts';

/** A program that is a client over HTTP and a server over stdio, where the v1 SDK's client speaks to it. */
function gateway(
  name: string,
  fronts: readonly Front[],
  argsFor: (target: HttpTarget) => readonly string[],
  subscribeMs = 0,
): CompatClient {
  return {
    name,
    can: OPERATIONS,
    fronts,
    startsServers: false,
    connect: (world, target) => {
      if (target.front === 'stdio') return sdkV1.connect(world, target);
      const program: StdioTarget = {
        front: 'stdio',
        command: process.execPath,
        args: argsFor(target),
        env: { HOME: world.folder, PATH: process.env['PATH'] ?? '' },
      };
      return connectV1(world, stdioV1(world, program), subscribeMs);
    },
  };
}

function headerArgs(target: HttpTarget): readonly string[] {
  return Object.entries(headersOf(target)).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
}

function mcpRemote(name: string, fronts: readonly Front[], more: readonly string[], subscribeMs = 0): CompatClient {
  const argsFor = (target: HttpTarget): readonly string[] => [
    installedScript('mcp-remote/dist/proxy.js'),
    target.url,
    '--transport',
    target.front === 'sse' ? 'sse-only' : 'http-only',
    '--silent',
    ...headerArgs(target),
    ...more,
  ];
  return gateway(name, fronts, argsFor, subscribeMs);
}

/** It answers `resources/subscribe` itself and opens its stream anew two seconds later: what changes meanwhile it misses. */
const REOPEN_MS = 3000;

export const gatewayClients = [
  mcpRemote('mcp-remote', ['sse', 'mcp'], []),
  mcpRemote('mcp-remote, auto', ['mcp'], ['--protocol', 'auto'], REOPEN_MS),
  gateway('supergateway', ['sse', 'mcp'], (target) => [
    installedScript('supergateway/dist/index.js'),
    target.front === 'sse' ? '--sse' : '--streamableHttp',
    target.url,
    '--logLevel',
    'none',
    ...headerArgs(target),
  ]),
];
