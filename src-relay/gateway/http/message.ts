import type { IncomingMessage, ServerResponse } from 'node:http';
import { JSON_RPC } from '../../protocol/errors.ts';
import { FrameError, frameFromBytes, type Frame } from '../../protocol/frame.ts';
import { MAX_BODY_BYTES, readBody } from './body.ts';
import { replyDetail, replyRpcError } from './reply.ts';

/** Reads one JSON-RPC message from a POST; undefined where the request was answered with what is wrong with it. */
export async function readMessage(request: IncomingMessage, response: ServerResponse): Promise<Frame | undefined> {
  const type = request.headers['content-type'] ?? '';
  if (type !== 'application/json' && type.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    replyDetail(response, 415, 'Send application/json.');
    return undefined;
  }
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return tooLarge(response);
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
    const code = error.code === 'not_json' || error.code === 'not_utf8' ? JSON_RPC.parseError : JSON_RPC.invalidRequest;
    replyRpcError(response, 400, code, error.message);
    return undefined;
  }
}

function tooLarge(response: ServerResponse): undefined {
  replyDetail(response, 413, `A message may have at most ${MAX_BODY_BYTES} bytes.`, { connection: 'close' });
}
