import type { Server } from '../../../src-relay/control/contract.ts';
import { app } from '../../state/app.ts';
import { entryOf } from '../../state/by-key.ts';
import { useServers } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { RiskParts } from './risk-parts.tsx';
import styles from './server-detail.module.css';

/** A server's risk score with what it is made of. */
export function RiskSection({ server }: { readonly server: Server }) {
  const pending = useServers((s) => entryOf(s.pending, server.name) ?? false);
  if (!server.risk) return null;
  return (
    <section className={styles.section} aria-labelledby="server-risk">
      <div className={styles.heading}>
        <h3 id="server-risk">Risk</h3>
      </div>
      <RiskParts risk={server.risk} />
      {server.allowed && (
        <>
          <p className={styles.quiet}>You let it start whatever its score.</p>
          <div>
            <Button disabled={pending} onClick={() => void app.servers.setAllowed(server.name, false)}>
              Ask again before it starts
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
