import { serverLink } from '../../app/route.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import styles from './next-step.module.css';

const TOKEN_COMMAND = 'npm run -s relay -- token create --client NAME';

interface NextStepProps {
  readonly endpoint: string;
  readonly hasServers: boolean;
}

/** What to do while nobody is connected. */
export function NextStep({ endpoint, hasServers }: NextStepProps) {
  if (!hasServers) {
    return (
      <div className={styles.step}>
        <p>Nothing can be called yet. Name the servers that shall stand behind the relay first.</p>
        <div>
          <LinkButton kind="primary" href={serverLink()}>
            Set up a server
          </LinkButton>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.step}>
      <h2>No client is connected</h2>
      <p className={styles.text}>
        Give your client, for example Cursor, this address and a token of its own. It shows here as soon as it connects.
      </p>
      <dl className={styles.give}>
        <dt>Address</dt>
        <dd>
          <CopyText text={endpoint} label="Copy the address" />
        </dd>
        <dt>Token from</dt>
        <dd>
          <CopyText text={TOKEN_COMMAND} label="Copy the command" />
        </dd>
      </dl>
    </div>
  );
}
