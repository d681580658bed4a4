import type { Era, ServerGreeting } from '../../protocol/era.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { ServerConfig } from '../../protocol/server-config.ts';
import type { Connection } from '../connection/connection.ts';
import { discover } from './discover.ts';
import { suggestsLegacy, suggestsModern } from './evidence.ts';
import { initialize } from './initialize.ts';

/** How long a server may take for its handshake, in milliseconds: a program may have to be downloaded first. */
const HANDSHAKE_MS = 30_000;
/** How long a server that may be a legacy one has for a question it does not know, in milliseconds. */
const PROBE_MS = 5000;

/** What is known of the era that a server speaks, from one connection to the next. */
export interface EraMemory {
  era: Era | undefined;
}

/**
 * Finds out which era a server speaks and greets it in that one (docs/decisions/0015-era-of-a-server.md). The era found is
 * kept in `memory`; where it fails later it is forgotten, so that the next connection finds out anew.
 * @param capabilities what the client can do, for a legacy server
 * @throws Error that says why the server cannot be spoken to
 */
export async function greet(
  connection: Connection,
  config: Pick<ServerConfig, 'kind' | 'protocol'>,
  capabilities: JsonObject,
  memory: EraMemory,
): Promise<ServerGreeting> {
  const legacy = (): Promise<ServerGreeting> => initialize(connection, capabilities, HANDSHAKE_MS);
  const modern = (timeoutMs = HANDSHAKE_MS): Promise<ServerGreeting> => discover(connection, timeoutMs);
  if (config.protocol === 'legacy') return legacy();
  if (config.protocol === '2026-07-28') return modern();
  const before = memory.era;
  try {
    const startsModern = before === 'modern' || (before === undefined && config.kind === 'http');
    const greeting = startsModern ? await modernFirst(modern, legacy) : await legacyFirst(modern, legacy, memory);
    memory.era = greeting.era;
    return greeting;
  } catch (error) {
    if (memory.era === before) memory.era = undefined;
    throw error;
  }
}

type Handshake = (timeoutMs?: number) => Promise<ServerGreeting>;

async function modernFirst(modern: Handshake, legacy: Handshake): Promise<ServerGreeting> {
  try {
    return await modern(PROBE_MS);
  } catch (error) {
    if (!suggestsLegacy(error)) throw error;
  }
  return legacy();
}

async function legacyFirst(modern: Handshake, legacy: Handshake, memory: EraMemory): Promise<ServerGreeting> {
  try {
    return await legacy();
  } catch (error) {
    if (!suggestsModern(error)) throw error;
  }
  // A program that ends over the wrong first message is started again, and then this is its first.
  memory.era = 'modern';
  return modern();
}
