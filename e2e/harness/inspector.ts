import { z } from 'zod';

import type { ListeningRelay } from './listening-relay.ts';
import { within } from './deadline.ts';
import { TOKEN, relayCommand, run } from './relay.ts';
import { fromRepository } from './repository.ts';
import type { World } from './create-world.ts';

const INSPECTOR = 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js';

const RESULT = z.looseObject({
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).optional(),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
});
const ANSWER = z.looseObject({ result: RESULT });
export type InspectorResult = z.infer<typeof RESULT>;

export type InspectorTarget = 'stdio' | 'sse' | 'mcp';

/** Where the inspector reaches a relay: at a running one's endpoints, or by starting one over stdio. */
export function inspectorTarget(world: World, target: InspectorTarget, relay: ListeningRelay): readonly string[] {
  if (target === 'stdio') {
    const dataDir = `MCP_RELAY_DATA_DIR=${world.path('stdio-data')}`;
    return [...relayCommand(['--config-file', relay.configFile]), '-e', dataDir];
  }
  const url = target === 'sse' ? relay.info.endpoints.sse : relay.info.endpoints.mcp;
  return [url, '--transport', target === 'sse' ? 'sse' : 'http', '--header', `Authorization: Bearer ${TOKEN}`];
}

/** Runs `mcp-inspector --cli` and returns what it printed, parsed. */
export async function inspect(
  world: World,
  target: readonly string[],
  ...method: readonly string[]
): Promise<InspectorResult> {
  const env = { MCP_CATALOG_PATH: world.path('inspector.json') };
  const command = run(
    world,
    [process.execPath, fromRepository(INSPECTOR), '--cli', ...target, '--format', 'json', '-q', ...method],
    env,
  );
  command.child.stdin.end();
  const exit = await within('mcp-inspector', command.exit, 45_000);
  try {
    return ANSWER.parse(JSON.parse(command.stdout())).result;
  } catch (error) {
    throw new Error(`mcp-inspector: exit ${exit.code}\n${command.stdout()}\n${command.stderr()}`, { cause: error });
  }
}
