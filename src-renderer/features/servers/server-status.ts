import type { Server } from '../../../src-relay/control/contract.ts';

/** How a server stands, as a person would say it. */
export type ServerStanding = 'ready' | 'starting' | 'held' | 'sign-in' | 'failing' | 'stopping' | 'stopped' | 'off';

/**
 * How a server stands.
 * @param failure why it is down, where it is; it holds while the relay tries again
 */
export function standingOf(server: Server, failure: string | undefined): ServerStanding {
  if (!server.enabled) return server.status === 'stopped' ? 'off' : 'stopping';
  if (server.held) return 'held';
  if (needsSignIn(server)) return 'sign-in';
  if (failure !== undefined || server.status === 'waiting') return 'failing';
  switch (server.status) {
    case 'ready':
      return 'ready';
    case 'connecting':
      return 'starting';
    case 'stopped':
      return 'stopped';
  }
}

/** Whether nothing works before somebody has signed in; one who is at it has not yet. */
export function needsSignIn({ status, signIn }: Server): boolean {
  return signIn?.state === 'needed' || (signIn?.state === 'running' && status !== 'ready');
}

/** The word for it. */
export const STANDING_WORDS: Readonly<Record<ServerStanding, string>> = {
  ready: 'Ready',
  starting: 'Starting',
  held: 'Held back',
  'sign-in': 'Needs sign-in',
  failing: 'Not running',
  stopping: 'Stopping',
  stopped: 'Stopped',
  off: 'Off',
};

/** How many servers stand how, in words: `5 ready, 1 not running`; what needs somebody comes first. */
export function standingsInWords(standings: readonly ServerStanding[]): string {
  const order: readonly ServerStanding[] = [
    'failing',
    'held',
    'sign-in',
    'starting',
    'stopping',
    'stopped',
    'ready',
    'off',
  ];
  return order
    .map(
      (standing) =>
        [STANDING_WORDS[standing].toLowerCase(), standings.filter((one) => one === standing).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');
}
