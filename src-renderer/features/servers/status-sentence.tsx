import type { Server } from '../../../src-relay/control/contract.ts';
import { useNow } from '../../ui/now.ts';
import { asSentence } from '../../ui/sentence.ts';
import { fullTime, relativeTime } from '../../ui/time-format.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './server-detail.module.css';
import { HeldWords } from './held-words.tsx';
import type { ServerStanding } from './server-status.ts';

interface StatusSentenceProps {
  readonly server: Server;
  readonly standing: ServerStanding;
  /** Why it is down; undefined where it is not. */
  readonly failure: string | undefined;
}

/** Since when a server stands as it does, why, and what to do where something is wrong. */
export function StatusSentence({ server, standing, failure }: StatusSentenceProps) {
  const now = useNow();
  const since = (
    <time dateTime={new Date(server.statusSince).toISOString()} title={fullTime(server.statusSince)}>
      {relativeTime(server.statusSince, now)}
    </time>
  );
  switch (standing) {
    case 'ready':
      return <p className={styles.quiet}>Connected {since}.</p>;
    case 'starting':
      return <p className={styles.quiet}>It was started {since} and has not answered yet.</p>;
    case 'stopping':
      return <p className={styles.quiet}>Its processes are being ended.</p>;
    case 'stopped':
      return <p className={styles.quiet}>Stopped {since}.</p>;
    case 'held':
      return <HeldWords server={server} />;
    case 'off':
      return <p className={styles.quiet}>It is switched off: it does not run, and clients see none of its tools.</p>;
    case 'sign-in':
      // As long as nobody knows where, the cause is what there is to mend.
      return server.signIn?.issuer == null && server.reason !== null ? (
        <p className={styles.cause}>
          <UntrustedText prose text={asSentence(server.reason)} />
        </p>
      ) : (
        <p className={styles.quiet}>
          It waits for a sign-in.{' '}
          {server.toolsTotal > 0 && 'Clients keep its tools; their calls are answered with an error meanwhile.'}
        </p>
      );
    case 'failing':
      return (
        <div className={styles.failing}>
          <p className={styles.cause}>
            <UntrustedText prose text={asSentence(failure ?? server.reason ?? 'it does not answer')} />
          </p>
          <p className={styles.quiet}>
            {server.status === 'connecting' ? 'It is being tried again now.' : 'The relay tries again by itself.'}{' '}
            {server.toolsTotal > 0 && 'Clients keep its tools; their calls are answered with an error meanwhile. '}
            {server.kind === 'stdio'
              ? 'Its error output below may say more. Restart it once that is mended.'
              : 'See that its address answers, then restart it.'}
          </p>
        </div>
      );
  }
}
