import { ALL_CAPABILITIES, type Puppet, puppet } from './puppet.ts';
import type { ServerEntry } from './servers.ts';
import type { World } from './create-world.ts';

/** A server of the modern era over stdio whose part the test plays. It has the tool `work`. */
export async function modernPuppet(world: World, name: string): Promise<Puppet> {
  const server = await puppet(world, name);
  const info = JSON.stringify({ name, version: '1.0.0' });
  server.on(
    'server/discover',
    `{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":${ALL_CAPABILITIES},"ttlMs":0,"cacheScope":"private","_meta":{"io.modelcontextprotocol/serverInfo":${info}}}`,
  );
  const entry: ServerEntry & { readonly protocol: string } = { ...server.entry, protocol: '2026-07-28' };
  return { ...server, entry };
}
