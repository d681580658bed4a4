import type { ClientFile } from '../../../src-relay/control/contract.ts';
import { clientLink } from '../../app/route.ts';
import { app } from '../../state/app.ts';
import { entryOf } from '../../state/by-key.ts';
import { useClients, useConnection } from '../../state/hooks.ts';
import { DetailHeader } from '../../ui/detail-header.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './client-detail.module.css';
import { ClientFacts } from './client-facts.tsx';
import { ClientMark } from './client-mark.tsx';
import { isConnected } from './connected.ts';
import { FileActions } from './file-actions.tsx';
import { Presence } from './presence.tsx';
import { TestCall } from './test-call.tsx';
import { actionWords, meaningOf, nextActionOf } from './words.ts';

interface ClientDetailProps {
  /** Its name in addresses. */
  readonly id: string;
  /** Undefined where it is no longer there. */
  readonly file: ClientFile | undefined;
  readonly onClose: () => void;
}

/** One AI app: how it stands and why, what bypasses the relay, and what one can do. */
export function ClientDetail({ id, file, onClose }: ClientDetailProps) {
  const pending = useClients((s) => (file ? (entryOf(s.pending, file.file) ?? false) : false));
  const refused = useClients((s) => (file ? entryOf(s.failures, file.file) : undefined));
  const isHere = useConnection((s) => file !== undefined && isConnected(s.status, file.id));
  if (!file) {
    return (
      <>
        <DetailHeader onClose={onClose}>
          <h2 className={styles.title}>Client</h2>
        </DetailHeader>
        <EmptyState title="This app is not there" action={<LinkButton href={clientLink()}>Show all apps</LinkButton>}>
          <p>It is not installed on this computer, or has not been started yet.</p>
        </EmptyState>
      </>
    );
  }
  const { title, state, broken, bypassing } = file;
  const next = nextActionOf(file);
  const hasEntry = state === 'connected' || state === 'bypassed' || state === 'stale';
  return (
    <>
      <DetailHeader onClose={onClose}>
        <h2 className={styles.title}>{title}</h2>
        <ClientMark file={file} />
      </DetailHeader>
      <div className={styles.body}>
        <section className={styles.section} aria-label="State">
          <p className={styles.reason}>
            <UntrustedText prose text={meaningOf(file)} />
          </p>
          {bypassing.length > 0 && (
            <ul className={styles.names} aria-label="Servers that bypass the relay">
              {bypassing.map((name) => (
                <li key={name}>
                  <UntrustedText inline text={name} />
                </li>
              ))}
            </ul>
          )}
          {broken ? (
            <>
              <FileActions path={file.file} />
              {file.canUndo && (
                <div>
                  <LinkButton href={clientLink(id, 'undo')}>Undo the last change</LinkButton>
                </div>
              )}
            </>
          ) : (
            <div className={styles.buttons}>
              {next !== undefined && (
                <LinkButton kind="primary" href={clientLink(id, next)}>
                  {actionWords(file, next)}
                </LinkButton>
              )}
              {file.canUndo && <LinkButton href={clientLink(id, 'undo')}>Undo</LinkButton>}
              {hasEntry && (
                <LinkButton kind="quiet" href={clientLink(id, 'disconnect')}>
                  Disconnect…
                </LinkButton>
              )}
            </div>
          )}
        </section>
        {hasEntry && (
          <section className={styles.section} aria-labelledby="client-presence">
            <h3 id="client-presence">Right now</h3>
            <Presence file={file} />
            {!isHere && <p className={styles.quiet}>{file.afterwards}</p>}
          </section>
        )}
        {hasEntry && (
          <section className={styles.section} aria-label="Staying connected">
            <Switch
              label="Keep it connected"
              consequence={
                file.keepsItself
                  ? `If ${title} drops the entry, as some apps do when they rewrite their file, the relay puts it back.`
                  : `If ${title} drops the entry, you are told, and put it back with one click.`
              }
              checked={file.keepsItself}
              pending={pending}
              onChange={(wanted) => void app.clients.keepItself(file, wanted)}
            />
            {refused !== undefined && (
              <InlineFailure text={refused} onDismiss={() => app.clients.dismissFailure(file.file)} />
            )}
          </section>
        )}
        {hasEntry && (
          <section className={styles.section} aria-labelledby="client-test">
            <h3 id="client-test">Does it work?</h3>
            <TestCall />
          </section>
        )}
        <ClientFacts file={file} />
      </div>
    </>
  );
}
