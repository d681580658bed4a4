import type { IncomingMessage } from 'node:http';
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';

/** Reads a request's body. Resolves to undefined where it passes the cap; rejects where the client goes away. */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_MESSAGE_BYTES) {
        request.removeAllListeners('data');
        request.resume();
        resolve(undefined);
      } else if (first === undefined) first = chunk;
      else (more ??= [first]).push(chunk);
    });
    request.on('end', () => resolve(more ? Buffer.concat(more, bytes) : (first ?? Buffer.alloc(0))));
    // Comes for a client that goes away in the middle, too.
    request.on('error', reject);
  });
}
