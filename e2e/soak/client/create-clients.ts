import type { Pool } from 'undici';

import type { World } from '../../harness/create-world.ts';
import { TOKEN, runRelay } from '../../harness/relay.ts';
import { legacyHttp, modernHttp } from '../links/http.ts';
import type { OpenLink } from '../links/link.ts';
import { sse } from '../links/sse.ts';
import { stdio } from '../links/stdio.ts';
import { labelOf } from '../names.ts';
import { type ClientParts, SoakClient } from './client.ts';
import type { Era } from './eras.ts';

export interface ClientSettings extends Omit<ClientParts, 'index' | 'era' | 'open'> {
  readonly world: World;
  readonly configFile: string;
  readonly pool: Pool;
  readonly onBridge: (pid: number) => void;
  /** Whether clients of the modern era share a token too. */
  readonly isOneToken: boolean;
}

type Way = (settings: ClientSettings, token: string) => OpenLink;

/** Of each five clients. */
const WAYS: readonly (readonly [Era, Way])[] = [
  ['legacy', ({ world, configFile, onBridge }) => stdio(world, configFile, onBridge)],
  ['legacy', ({ pool }) => sse(pool)],
  ['legacy', ({ pool }) => legacyHttp(pool, TOKEN)],
  ['modern', ({ pool }, token) => modernHttp(pool, token)],
  ['modern', ({ pool }, token) => modernHttp(pool, token)],
];

/**
 * So many clients of every kind. Those with sessions share one token, which must not matter. In the modern era there are no
 * sessions, and who has the same token is the same client: there each gets its own.
 */
export async function createClients(count: number, settings: ClientSettings): Promise<readonly SoakClient[]> {
  const clients: SoakClient[] = [];
  for (let index = 0; index < count; index += 1) {
    const [era, way] = WAYS[index % WAYS.length] ?? ['modern', ({ pool }, token) => modernHttp(pool, token)];
    const token = era === 'legacy' || settings.isOneToken ? TOKEN : await createToken(settings.world, labelOf(index));
    clients.push(new SoakClient({ ...settings, index, era, open: way(settings, token) }));
  }
  return clients;
}

async function createToken(world: World, name: string): Promise<string> {
  const { code, stdout, stderr } = await runRelay(world, ['token', 'create', '--client', name]);
  if (code !== 0) throw new Error(`mcp-relay token create failed: ${stderr}`);
  return stdout.trim();
}
