import { Play } from 'lucide-react';
import type { Server } from '../../../src-relay/control/contract.ts';
import { app } from '../../state/app.ts';
import { entryOf } from '../../state/by-key.ts';
import { useServers } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { shortName } from '../../ui/short-name.ts';
import styles from './server-detail.module.css';

/** Why a server is not started, and the way to start it all the same. */
export function HeldWords({ server }: { readonly server: Server }) {
  const { name } = server;
  const pending = useServers((s) => entryOf(s.pending, name) ?? false);
  const start = async (): Promise<void> => {
    if (!(await app.servers.setAllowed(name, true))) return;
    app.toasts.show(`${shortName(name)} is started.`, () => void app.servers.setAllowed(name, false));
  };
  return (
    <div className={styles.failing}>
      <p className={styles.cause}>It is not started: its risk score is too low to start it unasked.</p>
      <p className={styles.quiet}>
        Read below what brought it down. Start it if you trust it; that holds as long as it is started in the same way.
      </p>
      <div>
        <Button icon={<Play aria-hidden />} disabled={pending} onClick={() => void start()}>
          Start it anyway
        </Button>
      </div>
    </div>
  );
}
