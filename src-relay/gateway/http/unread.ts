import type { IncomingMessage, ServerResponse } from 'node:http';
import { UNREAD } from './server-limits.ts';

/** Whether a body comes with a request (RFC 9112, section 6.3). */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Answered before its body came: the rest of it is dropped, and the connection cut where that is much or takes long. Cut at
 * once, the client would lose the answer to its own unread bytes (RFC 9112, section 9.6).
 */
export function dropUnread({ req }: ServerResponse): void {
  if (req.complete || !hasBody(req)) return;
  let bytes = 0;
  const cut = setTimeout(() => req.destroy(), UNREAD.ms);
  req.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > UNREAD.bytes) req.destroy();
  });
  req.on('error', () => {});
  req.resume();
  req.once('close', () => clearTimeout(cut));
}
