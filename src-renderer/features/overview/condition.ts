import type { Server } from '../../../src-relay/control/contract.ts';
import type { ConnectionState } from '../../control/subscription.ts';
import { minuteTime } from '../../ui/time-format.ts';

/** How the relay stands: scanning all, scanning but for some servers, paused, or not to be reached. */
type Condition = 'on' | 'partly' | 'paused' | 'gone';

/**
 * How the relay stands, and that in words.
 * @param servers undefined before they are known
 */
export function conditionOf(
  connection: ConnectionState,
  pausedUntil: number | null,
  servers: readonly Server[] | undefined,
): { readonly condition: Condition; readonly words: string } {
  if (connection === 'lost') return { condition: 'gone', words: 'Not connected to the relay' };
  if (connection === 'signed-out') return { condition: 'gone', words: 'This page is signed out' };
  if (pausedUntil !== null)
    return { condition: 'paused', words: `Scanning is paused until ${minuteTime(pausedUntil)}` };
  if (!servers) return { condition: 'on', words: 'On' };
  if (servers.length === 0) return { condition: 'on', words: 'On, with no server behind it yet' };
  const hidden = servers.filter((server) => server.hidden && server.enabled && !server.internal).length;
  if (hidden === 0) return { condition: 'on', words: 'Scanning every call' };
  return { condition: 'partly', words: `Scanning all but ${hidden === 1 ? '1 server' : `${hidden} servers`}` };
}
