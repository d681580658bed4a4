import type { IncomingMessage } from 'node:http';

/**
 * Reads a request's body as JSON; an empty one is an empty object. Resolves to undefined where it is over the limit.
 * @param limit in bytes
 * @throws SyntaxError for a body that is no JSON
 */
export async function readInput(request: IncomingMessage, limit: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // What is too long is left unread: the connection still carries the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > limit) return undefined;
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : JSON.parse(text);
}
