import { BRIDGE_KEY } from '../../src-relay/control/contract.ts';
import { app } from '../state/app.ts';
import { useConnection } from '../state/hooks.ts';
import { Button } from '../ui/button.tsx';
import { CopyText } from '../ui/copy-text.tsx';
import styles from './connection-banner.module.css';

/** A browser's page is known to one run of the relay; the desktop app's window brings its own. */
const inBrowser = location.protocol.startsWith('http') && !(BRIDGE_KEY in globalThis);

/** What to do when the relay is not there, or no longer knows this page; what was loaded stays on the screen. */
export function ConnectionBanner() {
  const connection = useConnection((s) => s.connection);
  const lostBecause = useConnection((s) => s.lostBecause);
  const seen = useConnection((s) => s.status !== undefined);
  if (connection === 'live' || connection === 'connecting') return null;
  return (
    <div role="alert" className={styles.banner}>
      {lostBecause !== undefined && connection === 'lost' ? (
        <p className={styles.reason}>
          The relay is not running. {lostBecause}
          {'\n'}It starts by itself once this is mended.
        </p>
      ) : connection === 'lost' ? (
        <p className={styles.text}>
          {seen ? 'The relay was stopped or restarted.' : 'The relay does not answer.'}{' '}
          {inBrowser
            ? 'Start it, then open the link that it prints.'
            : 'Start it; this window connects again by itself.'}
        </p>
      ) : (
        <>
          <p className={styles.text}>
            The relay was stopped or restarted, so this page is signed out. Get a new link with
          </p>
          <CopyText text="npm run -s relay -- ui" label="Copy the command" />
        </>
      )}
      <Button onClick={() => app.retry()}>Try again now</Button>
    </div>
  );
}
