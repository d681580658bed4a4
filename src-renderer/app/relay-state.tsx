import { LoaderCircle, Pause, ShieldAlert, ShieldCheck, TriangleAlert, Unplug } from 'lucide-react';
import { useConnection, useServers } from '../state/hooks.ts';
import { formatCounted } from '../ui/number-format.ts';
import { minuteTime } from '../ui/time-format.ts';
import styles from './relay-state.module.css';

/** Whether the relay is there and at work: an icon and a word. */
export function RelayState() {
  const connection = useConnection((s) => s.connection);
  const known = useConnection((s) => s.status !== undefined);
  const pausedUntil = useConnection((s) => s.status?.pausedUntil ?? null);
  const problems = useConnection((s) => s.status?.problems.length ?? 0);
  const hidden = useServers((s) => s.servers?.filter((server) => server.hidden && server.enabled).length ?? 0);
  const { icon, word, look } = describe();
  return (
    <span role="status" className={[styles.state, look].filter(Boolean).join(' ')}>
      {icon}
      {word}
    </span>
  );

  function describe() {
    if (connection === 'lost') return { icon: <Unplug aria-hidden />, word: 'Not connected', look: styles.bad };
    if (connection === 'signed-out') return { icon: <Unplug aria-hidden />, word: 'Signed out', look: styles.bad };
    if (connection === 'connecting' || !known) return { icon: <LoaderCircle aria-hidden />, word: 'Connecting' };
    if (pausedUntil !== null) {
      return { icon: <Pause aria-hidden />, word: `Paused until ${minuteTime(pausedUntil)}`, look: styles.warn };
    }
    if (problems > 0) return { icon: <TriangleAlert aria-hidden />, word: 'Needs attention', look: styles.warn };
    if (hidden > 0) {
      const word = `Scanning all but ${formatCounted(hidden, 'server')}`;
      return { icon: <ShieldAlert aria-hidden />, word, look: styles.warn };
    }
    return { icon: <ShieldCheck aria-hidden />, word: 'Scanning' };
  }
}
