import { z } from 'zod';

import type { World } from '../../harness/create-world.ts';
import { installedScript } from '../install.ts';
import { type CompatClient, type ListKind, type Session, unsupported } from '../session.ts';
import { type Target, headersOf } from '../target.ts';
import { runClient } from './command.ts';

const TOOLS = z.looseObject({ tools: z.array(z.unknown()) });
const RESOURCES = z.looseObject({ resources: z.array(z.unknown()) });

/** `mcporter`: one process for each operation; tools and resources, no prompts, and no answers to a server. */
export const mcporter: CompatClient = {
  name: 'mcporter',
  can: ['list', 'call', 'read'],
  fronts: ['stdio', 'sse', 'mcp'],
  startsServers: true,
  connect: (world, target) => Promise.resolve(session(world, target)),
};

function session(world: World, target: Target): Session {
  const config = world.write(`mcporter-${target.front}.json`, JSON.stringify(configOf(target)));
  const run = (...args: readonly string[]): Promise<string> =>
    runClient(world, [installedScript('mcporter/dist/cli.js'), '--config', config, ...args], {});
  const list = async (kind: ListKind): Promise<readonly unknown[]> => {
    if (kind === 'tools') return TOOLS.parse(JSON.parse(await run('list', 'target', '--schema', '--json'))).tools;
    return RESOURCES.parse(JSON.parse(await run('resource', 'target', '--json'))).resources;
  };
  return {
    lists: ['tools', 'resources'],
    list,
    call: async (tool, args): Promise<unknown> =>
      JSON.parse(await run('call', `target.${tool}`, '--args', JSON.stringify(args), '--output', 'json')),
    read: async (uri): Promise<unknown> => JSON.parse(await run('resource', 'target', uri, '--json')),
    prompt: unsupported('prompts'),
    updated: unsupported('subscriptions'),
    close: () => Promise.resolve(),
  };
}

function configOf(target: Target): unknown {
  const entry =
    target.front === 'stdio'
      ? { command: target.command, args: target.args, env: target.env }
      : { baseUrl: target.url, headers: headersOf(target) };
  // No imports: else it reads the configurations of every editor on the machine.
  return { mcpServers: { target: { ...entry, lifecycle: 'ephemeral' } }, imports: [] };
}
