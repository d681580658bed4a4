import type { ServerResponse } from 'node:http';
import type { Frame } from '../../protocol/frame.ts';
import { replyDetail } from './reply.ts';

/** Whether something is asked for, and not only told or answered. */
export function hasRequest(messages: Frame | readonly Frame[]): boolean {
  const isRequest = ({ message }: Frame): boolean => message.method !== undefined && message.id !== undefined;
  return 'message' in messages ? isRequest(messages) : messages.some((frame) => isRequest(frame));
}

/** Refuses a request of which nothing was done: it may be sent again (RFC 9110, 15.6.4), to the relay that comes next. */
export function refuseStopping(response: ServerResponse): undefined {
  const headers = { 'retry-after': '1', connection: 'close' };
  return replyDetail(response, 503, 'The relay is stopping: send it again in a moment.', headers);
}
