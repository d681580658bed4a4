import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import { payloadOf } from './payload.ts';

/** A call as JSON for people to take elsewhere: payloads stand as values where they can be read. */
export function callAsJson(call: CallDetail): string {
  const readable = (raw: string | null): unknown => (raw === null ? null : (payloadOf(raw).value ?? raw));
  return JSON.stringify({ ...call, request: readable(call.request), response: readable(call.response) }, null, 2);
}
