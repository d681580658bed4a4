import { z } from 'zod';

import type { World } from '../../harness/create-world.ts';
import { fromRepository } from '../../harness/repository.ts';
import { type CompatClient, LIST_KINDS, type ListKind, type Session, unsupported } from '../session.ts';
import { type Front, type Target, headersOf } from '../target.ts';
import { runClient } from './command.ts';

const INSPECTOR = fromRepository('node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js');
const ANSWER = z.looseObject({ result: z.record(z.string(), z.unknown()) });
const LIST = z.array(z.unknown());

/** `mcp-inspector --cli`: one process for each operation. Its one-shot methods have no subscription and no answers. */
function inspector(era: 'legacy' | 'auto' | 'modern'): CompatClient {
  const fronts: readonly Front[] = era === 'modern' ? ['stdio', 'mcp'] : ['stdio', 'sse', 'mcp'];
  return {
    name: `inspector, ${era}`,
    can: ['list', 'call', 'read', 'prompt'],
    fronts,
    startsServers: true,
    connect: (world, target) => Promise.resolve(session(world, target, era)),
  };
}

export const inspectorClients = [inspector('legacy'), inspector('auto'), inspector('modern')];

function session(world: World, target: Target, era: string): Session {
  const run = async (method: string, ...more: readonly string[]): Promise<Record<string, unknown>> => {
    const args = [INSPECTOR, '--cli', ...targetArgs(world, target), '--protocol-era', era, '--format', 'json', '-q'];
    const printed = await runClient(world, [...args, '--method', method, ...more], {
      // Never together with a configuration of the run.
      ...(target.front !== 'stdio' && { MCP_CATALOG_PATH: world.path('inspector.json') }),
    });
    return ANSWER.parse(JSON.parse(printed)).result;
  };
  const pairs = (flag: string, args: Readonly<Record<string, string>>): readonly string[] =>
    Object.entries(args).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  return {
    lists: LIST_KINDS,
    list: async (kind: ListKind) => LIST.parse((await run(`${kind}/list`))[kind]),
    call: (tool, args) => run('tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args)),
    read: (uri) => run('resources/read', '--uri', uri),
    prompt: (name, args) => run('prompts/get', '--prompt-name', name, ...pairs('--prompt-args', args)),
    updated: unsupported('subscriptions'),
    close: () => Promise.resolve(),
  };
}

function targetArgs(world: World, target: Target): readonly string[] {
  if (target.front === 'stdio') {
    // On the command line its own flags and the server's would be mixed.
    const { command, args, env } = target;
    const config = JSON.stringify({ mcpServers: { target: { command, args, env } } });
    return ['--config', world.write('inspector-target.json', config), '--server', 'target'];
  }
  const headers = Object.entries(headersOf(target)).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  return [target.url, '--transport', target.front === 'sse' ? 'sse' : 'http', ...headers];
}
