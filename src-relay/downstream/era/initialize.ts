import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { ServerGreeting } from '../../protocol/era.ts';
import { asJson, isJsonObject, member, type JsonObject } from '../../protocol/json.ts';
import { MODERN_VERSIONS } from '../../protocol/modern/keys.ts';
import { PRODUCT } from '../../protocol/product.ts';
import { LATEST_LEGACY_VERSION, LEGACY_VERSIONS } from '../../protocol/versions.ts';
import type { Connection } from '../connection/connection.ts';
import { UnusableAnswer } from './evidence.ts';
import { nameOf, serverInfoSchema } from './server-name.ts';
import { ownRequest, Refusal } from './own-request.ts';

const initializeResult = z.object({
  protocolVersion: z.enum(LEGACY_VERSIONS),
  capabilities: z.looseObject({}),
  serverInfo: serverInfoSchema.optional().catch(undefined),
  instructions: z.string().optional().catch(undefined),
});

/** How long a server may take to hear that the handshake is done, in milliseconds. */
const TELL_MS = 5000;

/**
 * The handshake of the legacy era (MCP 2025-11-25, Lifecycle).
 * @param capabilities what the client can do, as `ClientCapabilities`
 * @throws Refusal, UnusableAnswer, RelayError
 */
export async function initialize(
  connection: Connection,
  capabilities: JsonObject,
  timeoutMs: number,
): Promise<ServerGreeting> {
  connection.era = 'legacy';
  connection.transport.speak('legacy', undefined);
  const params = {
    protocolVersion: LATEST_LEGACY_VERSION,
    capabilities,
    clientInfo: { name: PRODUCT.slug, title: PRODUCT.name, version: PRODUCT.version },
  };
  const frame = await connection.request(ownRequest('initialize', params), { timeoutMs });
  const { error, result } = frame.message;
  if (isJsonObject(error)) throw new Refusal('initialize', error, frame);
  const answer = initializeResult.safeParse(result);
  if (!answer.success) {
    const named = member(result, 'protocolVersion');
    const namesModern = typeof named === 'string' && MODERN_VERSIONS.includes(named);
    throw new UnusableAnswer('its handshake is not valid MCP, or of a revision the relay does not speak', namesModern);
  }
  const { protocolVersion: version, serverInfo, instructions } = answer.data;
  connection.transport.speak('legacy', version);
  await tellInitialized(connection);
  connection.transport.established();
  const declared = asJson(answer.data.capabilities);
  return {
    era: 'legacy',
    version,
    capabilities: isJsonObject(declared) ? declared : {},
    instructions,
    name: nameOf(serverInfo),
  };
}

/** Waits until the server has it: over HTTP a request could overtake it, which strict servers refuse. */
async function tellInitialized(connection: Connection): Promise<void> {
  const told = connection.deliver('{"jsonrpc":"2.0","method":"notifications/initialized"}').catch(() => {});
  await Promise.race([told, delay(TELL_MS, undefined, { ref: false })]);
}
