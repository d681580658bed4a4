import type { IncomingMessage, ServerResponse } from 'node:http';
import { FrameError, frameFromBytes, type Frame } from '../../protocol/frame.ts';
import { MAX_MESSAGE_BYTES, OVERSIZE } from '../../protocol/limits.ts';
import { readBody } from './body.ts';
import { replyDetail, replyRpcError } from './reply.ts';

/**
 * Reads one JSON-RPC message from a POST; undefined where the request was answered with what is wrong with it.
 * @param onRefusal hears why a message was refused
 */
export async function readMessage(
  request: IncomingMessage,
  response: ServerResponse,
  onRefusal: (reason: string) => void,
): Promise<Frame | undefined> {
  const type = request.headers['content-type'] ?? '';
  if (type !== 'application/json' && type.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    replyDetail(response, 415, 'Send application/json.');
    return undefined;
  }
  if (Number(request.headers['content-length'] ?? 0) > MAX_MESSAGE_BYTES) return tooLarge(response);
  let body: Buffer | undefined;
  try {
    body = await readBody(request);
  } catch {
    return undefined;
  }
  if (!body) return tooLarge(response);
  try {
    return frameFromBytes(body);
  } catch (error) {
    if (!(error instanceof FrameError)) throw error;
    onRefusal(error.code);
    replyRpcError(response, 400, error.rpcCode, error.message);
    return undefined;
  }
}

function tooLarge(response: ServerResponse): undefined {
  replyDetail(response, 413, OVERSIZE, { connection: 'close' });
}
