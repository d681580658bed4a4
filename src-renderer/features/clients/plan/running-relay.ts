import { useConnection } from '../../../state/hooks.ts';

/** The relay that answers now; undefined while none does. Plans are known to the one alone that was asked for them. */
export function useRunningRelay(): string | undefined {
  return useConnection((s) => (s.connection === 'live' ? s.status?.instanceId : undefined));
}
