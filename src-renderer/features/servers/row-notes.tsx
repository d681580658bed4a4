import { app } from '../../state/app.ts';
import { useServers } from '../../state/hooks.ts';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { asSentence } from '../../ui/sentence.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './server-list.module.css';
import { entryOf } from '../../state/by-key.ts';

interface RowNotesProps {
  readonly name: string;
  /** Why the server is down; undefined where it is not. */
  readonly failure: string | undefined;
  /** Its detail is open, and says itself what did not work. */
  readonly isOpen: boolean;
}

/** What stands under a server's row: why it is down, and why its last change did not work. */
export function RowNotes({ name, failure, isOpen }: RowNotesProps) {
  const refused = useServers((s) => (isOpen ? undefined : entryOf(s.failures, name)));
  if (failure === undefined && refused === undefined) return null;
  return (
    <div role="gridcell" className={styles.notes}>
      {failure !== undefined && (
        <p className={styles.reason}>
          <UntrustedText prose text={asSentence(failure)} />
        </p>
      )}
      {refused !== undefined && <InlineFailure text={refused} onDismiss={() => app.servers.dismissFailure(name)} />}
    </div>
  );
}
