import { z } from 'zod';
import type { ServerGreeting } from '../../protocol/era.ts';
import { asJson, isJsonObject } from '../../protocol/json.ts';
import { META, MODERN_VERSION } from '../../protocol/modern/keys.ts';
import type { Connection } from '../connection/connection.ts';
import { UnusableAnswer } from './evidence.ts';
import { ownRequest, Refusal } from './own-request.ts';
import { nameOf, serverInfoSchema } from './server-name.ts';

const discoverResult = z.object({
  supportedVersions: z.array(z.string()),
  capabilities: z.looseObject({}),
  instructions: z.string().optional().catch(undefined),
  _meta: z
    .looseObject({ [META.serverInfo]: serverInfoSchema.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/**
 * Asks a server what it is in the words of the modern era (MCP 2026-07-28, `server/discover`), which that era needs before
 * all else: there is no handshake.
 * @throws Refusal, UnusableAnswer, RelayError
 */
export async function discover(connection: Connection, timeoutMs: number): Promise<ServerGreeting> {
  connection.era = 'modern';
  connection.transport.speak('modern', MODERN_VERSION);
  const frame = await connection.request(ownRequest('server/discover'), { timeoutMs });
  const { error, result } = frame.message;
  if (isJsonObject(error)) throw new Refusal('server/discover', error, frame);
  const answer = discoverResult.safeParse(result);
  if (!answer.success || !answer.data.supportedVersions.includes(MODERN_VERSION)) {
    throw new UnusableAnswer(`it does not say that it speaks ${MODERN_VERSION}`, false);
  }
  const { capabilities, instructions, _meta } = answer.data;
  connection.transport.established();
  const declared = asJson(capabilities);
  return {
    era: 'modern',
    version: MODERN_VERSION,
    capabilities: isJsonObject(declared) ? declared : {},
    instructions,
    name: nameOf(_meta?.[META.serverInfo]),
  };
}
