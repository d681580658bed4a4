import type { Server } from '../../../src-relay/control/contract.ts';
import { app } from '../../state/app.ts';
import { useServers } from '../../state/hooks.ts';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { asSentence } from '../../ui/sentence.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './server-list.module.css';
import { entryOf } from '../../state/by-key.ts';
import { serverLink } from '../../app/route.ts';
import { needsSignIn } from './server-status.ts';
import { atIssuer } from './issuer-words.ts';

interface RowNotesProps {
  readonly server: Server;
  /** Why the server is down; undefined where it is not. */
  readonly failure: string | undefined;
  /** Its detail is open, and says itself what did not work. */
  readonly isOpen: boolean;
}

/** What stands under a server's row: why it is down or what it waits for, and why its last change did not work. */
export function RowNotes({ server, failure, isOpen }: RowNotesProps) {
  const { name, signIn } = server;
  const refused = useServers((s) => (isOpen ? undefined : entryOf(s.failures, name)));
  const asks = server.enabled && (needsSignIn(server) || signIn?.state === 'rights');
  const isHeld = server.held && server.enabled;
  if (failure === undefined && refused === undefined && !asks && !isHeld) return null;
  return (
    <div role="gridcell" className={styles.notes}>
      {asks && (
        <p className={styles.asks}>
          {signIn?.state === 'rights' ? 'It asks for more rights' : `It waits for a sign-in${atIssuer(signIn)}`}.{' '}
          {!isOpen && (
            <a className={styles.link} href={serverLink(name)} tabIndex={-1}>
              Sign in
            </a>
          )}
        </p>
      )}
      {isHeld && (
        <p className={styles.reason}>
          It is not started: its risk score is {server.risk?.score ?? 'too low'} of 100.{' '}
          {!isOpen && (
            <a className={styles.link} href={serverLink(name)} tabIndex={-1}>
              See why
            </a>
          )}
        </p>
      )}
      {failure !== undefined && !asks && (
        <p className={styles.reason}>
          <UntrustedText prose text={asSentence(failure)} />
        </p>
      )}
      {refused !== undefined && <InlineFailure text={refused} onDismiss={() => app.servers.dismissFailure(name)} />}
    </div>
  );
}
