import { clientLink, serverLink } from '../../app/route.ts';
import { useClients } from '../../state/hooks.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { BY_HAND, SETUP } from '../clients/places.ts';
import styles from './next-step.module.css';

interface NextStepProps {
  readonly endpoint: string;
  readonly hasServers: boolean;
}

/** What to do while nobody is connected. */
export function NextStep({ endpoint, hasServers }: NextStepProps) {
  const hasEntry = useClients(
    (s) => s.files?.some(({ state }) => state === 'connected' || state === 'bypassed') ?? false,
  );
  const to = hasEntry ? clientLink() : clientLink(SETUP);
  return (
    <div className={styles.step}>
      <h2>No client is connected</h2>
      <p className={styles.text}>
        {hasEntry
          ? 'An app that is connected shows here as soon as it is started: some must be restarted to read their file again.'
          : hasServers
            ? 'Connect the AI apps on this computer: you see what changes in their files before anything is written.'
            : 'Nothing can be called yet. Connect an AI app, and its servers move behind the relay; or name servers of your own.'}
      </p>
      <div className={styles.buttons}>
        <LinkButton kind="primary" href={to}>
          {hasEntry ? 'Show the apps' : 'Connect your apps'}
        </LinkButton>
        {!hasServers && <LinkButton href={serverLink()}>Set up a server</LinkButton>}
        <LinkButton kind="quiet" href={clientLink(BY_HAND)}>
          By hand
        </LinkButton>
      </div>
      <dl className={styles.give}>
        <dt>Address</dt>
        <dd>
          <CopyText text={endpoint} label="Copy the address" />
        </dd>
      </dl>
    </div>
  );
}
