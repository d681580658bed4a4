import { z } from 'zod';
import { PRODUCT } from '../protocol/product.ts';
import { LATEST_LEGACY_VERSION, LEGACY_VERSIONS } from '../protocol/versions.ts';
import type { Connection } from './connection.ts';

const initializeResult = z.object({
  protocolVersion: z.enum(LEGACY_VERSIONS),
  capabilities: z.object({ tools: z.looseObject({}).optional() }).loose(),
  serverInfo: z.object({ name: z.string(), version: z.string().optional() }).loose().optional(),
  instructions: z.string().optional(),
});
type ServerGreeting = z.infer<typeof initializeResult>;

/** The `initialize` exchange (MCP 2025-11-25, Lifecycle). Rejects with an Error that says what is wrong. */
export async function shakeHands(connection: Connection, timeoutMs: number): Promise<ServerGreeting> {
  const params = {
    protocolVersion: LATEST_LEGACY_VERSION,
    capabilities: {},
    clientInfo: { name: PRODUCT.slug, title: PRODUCT.name, version: PRODUCT.version },
  };
  const answer = await connection.request(
    (id) => JSON.stringify({ jsonrpc: '2.0', id, method: 'initialize', params }),
    { timeoutMs },
  );
  if (answer.message.error !== undefined) throw new Error('it refused the handshake');
  const greeting = initializeResult.safeParse(answer.message.result);
  if (!greeting.success) throw new Error('its handshake is not valid MCP, or of a revision the relay does not speak');
  connection.transport.established(greeting.data.protocolVersion);
  connection.notify('{"jsonrpc":"2.0","method":"notifications/initialized"}');
  return greeting.data;
}
