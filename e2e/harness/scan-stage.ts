import { type ListeningRelay, listen } from './listening-relay.ts';
import { pagesOf, prompt, resource, template, waitForListed } from './listing.ts';
import { ALL_CAPABILITIES, type Puppet, type PuppetConnection, puppet } from './puppet.ts';
import { type RawClient, openClient } from './raw-client.ts';
import type { World } from './create-world.ts';

const CAN_ALL = '{"sampling":{},"elicitation":{"form":{},"url":{}},"roots":{"listChanged":true}}';
const WITH_TASKS = ALL_CAPABILITIES.replace(/\}$/u, ',"tasks":{"cancel":{},"requests":{"tools":{"call":{}}}}}');

/** A client and a server that can do everything, with a relay between them. */
export interface ScanStage {
  readonly world: World;
  readonly relay: ListeningRelay;
  readonly server: Puppet;
  readonly connection: PuppetConnection;
  readonly client: RawClient;
}

export async function scanStage(world: World, options: { readonly hidden?: boolean } = {}): Promise<ScanStage> {
  const server = await puppet(world, 'speaker', { capabilities: WITH_TASKS });
  server.on('prompts/list', pagesOf('prompts', [prompt('letter')]));
  server.on('resources/list', pagesOf('resources', [resource('demo://box')]));
  server.on('resources/templates/list', pagesOf('templates', [template('demo://room/{id}')]));
  const entry = options.hidden === true ? { ...server.entry, hidden_mode: true } : server.entry;
  const relay = await listen(world, { speaker: entry }, { env: { LOGLEVEL: 'debug' } });
  const connection = await server.connected();
  const client = await openClient('http', world, relay, { capabilities: CAN_ALL });
  await client.waitForTools('work');
  await waitForListed(client, 'prompts', 'letter');
  await waitForListed(client, 'resources', 'demo://box');
  return { world, relay, server, connection, client };
}
