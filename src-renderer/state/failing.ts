import type { Server } from '../../src-relay/control/contract.ts';
import { entryOf, withKey } from './by-key.ts';

/** Why servers are down, by name. */
export type Failing = Readonly<Record<string, string>>;

/**
 * Which servers are down and why. One that is down is tried again and again, and says nothing of the cause while it is:
 * it stays down until it is ready or switched off.
 */
export function failingAfter(before: Failing, servers: readonly Server[]): Failing {
  let now: Failing = {};
  for (const { name, enabled, status, reason } of servers) {
    const known = entryOf(before, name);
    if (!enabled) continue;
    if (status === 'waiting') now = withKey(now, name, reason ?? known ?? 'it does not answer');
    else if (status === 'connecting' && known !== undefined) now = withKey(now, name, known);
  }
  const names = Object.keys(now);
  const isSame =
    names.length === Object.keys(before).length && names.every((name) => entryOf(now, name) === entryOf(before, name));
  return isSame ? before : now;
}
