import type { IncomingMessage, ServerResponse } from 'node:http';
import { FrameError } from '../../protocol/frame.ts';
import { MAX_MESSAGE_BYTES, OVERSIZE } from '../../protocol/limits.ts';
import { bodyProblem, inviteBody, readBody } from './body.ts';
import { replyDetail, replyRpcError } from './reply.ts';

/**
 * Reads what a POST brings; undefined where the request was answered with what is wrong with it.
 * @param onRefusal hears why a message was refused
 * @param decode reads the body's bytes as one message or several; throws FrameError
 */
export function readMessage<T>(
  request: IncomingMessage,
  response: ServerResponse,
  onRefusal: (reason: string) => void,
  decode: (body: Buffer) => T,
): Promise<T | undefined> | undefined {
  const problem = bodyProblem(request);
  if (problem) {
    onRefusal(problem.reason);
    return replyDetail(response, 415, problem.detail);
  }
  if (Number(request.headers['content-length'] ?? 0) > MAX_MESSAGE_BYTES) {
    onRefusal('too_large');
    return replyDetail(response, 413, OVERSIZE);
  }
  inviteBody(request, response);
  return readBody(request).then((body) => {
    if (body === 'gone') return undefined;
    if (typeof body === 'string') {
      onRefusal(body);
      if (body === 'too_large') return replyDetail(response, 413, OVERSIZE);
      return replyDetail(response, 503, 'Too many large messages are coming in: try again.', { 'retry-after': '1' });
    }
    try {
      return decode(body);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      onRefusal(error.code);
      return replyRpcError(response, 400, error.rpcCode, error.message);
    }
  });
}
