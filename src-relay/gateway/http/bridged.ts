import { BRIDGE_HEADER } from '../bridge/header.ts';
import { headerField, type HeaderFields } from '../../protocol/modern/headers.ts';

/** What a bridge calls itself: enough to tell all of them apart, short enough to be kept. */
const BRIDGE_ID = /^[\w-]{1,64}$/u;

/** The bridge that a request comes by; undefined for a client that speaks HTTP itself. Nothing vouches for it. */
export function bridgeOf(headers: HeaderFields): string | undefined {
  const id = headerField(headers, BRIDGE_HEADER);
  return id !== undefined && BRIDGE_ID.test(id) ? id : undefined;
}
