import type { ClientFile } from '../../../src-relay/control/contract.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { fullTime } from '../../ui/time-format.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './client-detail.module.css';

/** Where an app's servers are written down, and how it is connected. */
export function ClientFacts({ file }: { readonly file: ClientFile }) {
  const { connectedAt } = file;
  return (
    <section className={styles.section} aria-labelledby="client-facts">
      <h3 id="client-facts">Its file</h3>
      <dl className={styles.facts}>
        <dt>Path</dt>
        <dd className={styles.path}>
          <UntrustedText inline text={file.file} />
          <CopyButton text={file.file} label="Copy the path" />
        </dd>
        {file.state !== 'broken' && (
          <>
            <dt>Way</dt>
            <dd>
              {file.transport === 'stdio'
                ? 'The app starts a bridge to the relay (stdio)'
                : 'The app calls the relay over HTTP, with a token of its own'}
            </dd>
          </>
        )}
        {connectedAt !== null && (
          <>
            <dt>Connected</dt>
            <dd>
              <time dateTime={new Date(connectedAt).toISOString()}>{fullTime(connectedAt).replace(/\.\d+$/u, '')}</time>
            </dd>
          </>
        )}
        <dt>The app</dt>
        <dd>{file.isRunning ? 'is running' : 'is not running'}</dd>
      </dl>
    </section>
  );
}
