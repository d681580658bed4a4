import type { IncomingMessage, ServerResponse } from 'node:http';
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';

/** Bytes of bodies that are being read at once, over all connections. */
const MAX_READING = 4 * MAX_MESSAGE_BYTES;
let reading = 0;

/** What makes a body not worth reading. */
export interface BodyProblem {
  readonly detail: string;
  /** Names it in the log. */
  readonly reason: string;
}

const NO_JSON: BodyProblem = { detail: 'Send application/json.', reason: 'not_application_json' };
const NO_UTF8: BodyProblem = { detail: 'Send JSON in UTF-8 (RFC 8259, section 8.1).', reason: 'not_utf8' };
const ENCODED: BodyProblem = {
  detail: 'Send the body as it is, without Content-Encoding.',
  reason: 'content_encoding',
};

/** What is wrong with a body by its headers, to be answered with 415; undefined for plain JSON. */
export function bodyProblem({ headers }: IncomingMessage): BodyProblem | undefined {
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') return ENCODED;
  const type = headers['content-type'] ?? '';
  if (type === 'application/json') return undefined;
  const [essence = '', ...parameters] = type.split(';').map((part) => part.trim().toLowerCase());
  if (essence !== 'application/json') return NO_JSON;
  const isOdd = parameters.some((one) => one.startsWith('charset') && !/^charset="?utf-?8"?$/u.test(one));
  return isOdd ? NO_UTF8 : undefined;
}

/** Asks for a body that its sender holds back until somebody wants it (RFC 9110, section 10.1.1). */
export function inviteBody({ headers }: IncomingMessage, response: ServerResponse): void {
  if (headers.expect !== undefined) response.writeContinue();
}

/**
 * Reads a request's body. Resolves to `too_large` where it passes the cap and to `busy` where too much is being read by
 * others, the rest unread; to `gone` where the client goes away.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | 'too_large' | 'busy' | 'gone'> {
  return new Promise((resolve) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      reading += chunk.length;
      if (bytes > MAX_MESSAGE_BYTES || reading > MAX_READING) {
        const problem = bytes > MAX_MESSAGE_BYTES ? 'too_large' : 'busy';
        request.removeAllListeners('data');
        request.pause();
        reading -= bytes;
        bytes = 0;
        resolve(problem);
      } else if (first === undefined) first = chunk;
      else (more ??= [first]).push(chunk);
    });
    request.on('end', () => {
      resolve(more ? Buffer.concat(more, bytes) : (first ?? Buffer.alloc(0)));
      reading -= bytes;
      bytes = 0;
    });
    // Comes for a client that goes away in the middle, too.
    request.on('error', () => {
      reading -= bytes;
      bytes = 0;
      resolve('gone');
    });
  });
}
