import type { Server } from '../../../src-relay/control/contract.ts';
import { useServers } from '../../state/hooks.ts';
import { Switch } from '../../ui/switch.tsx';
import styles from './server-detail.module.css';
import { needsSignIn } from './server-status.ts';
import { switchHidden, switchServer } from './switch-server.ts';
import { entryOf } from '../../state/by-key.ts';

/** A server's switches with what follows from each; those of the scanner's own server are fixed. */
export function ServerSwitches({ server }: { readonly server: Server }) {
  const { name, enabled, hidden, internal } = server;
  const pending = useServers((s) => entryOf(s.pending, name) ?? false);
  if (internal) {
    return (
      <section className={styles.section} aria-label="Switches">
        <p className={styles.prose}>
          This server is the scanner itself. It always runs and clients are never offered its tools, so there is nothing
          to switch.
        </p>
      </section>
    );
  }
  return (
    <section className={styles.section} aria-label="Switches">
      <div className={styles.on}>
        <Switch
          label="On"
          consequence={consequenceOf(server)}
          checked={enabled}
          pending={pending}
          onChange={(next) => void switchServer(name, next)}
        />
      </div>
      <div className={styles.trusted}>
        <Switch
          label="Hidden mode"
          consequence={
            hidden ? (
              <span className={styles.warning}>
                Nothing it says or gets is scanned. Its calls are logged without their content.
              </span>
            ) : (
              'Everything it says and gets is scanned. Hidden mode ends that: only for a server that you trust like yourself.'
            )
          }
          checked={hidden}
          pending={pending}
          onChange={(next) => void switchHidden(name, next)}
        />
      </div>
    </section>
  );
}

function consequenceOf(server: Server): string {
  const { enabled, status } = server;
  if (!enabled) return 'It does not run, and clients see none of its tools.';
  if (server.held) return 'The relay runs it once you let it; until then clients see none of its tools.';
  if (needsSignIn(server)) return 'The relay connects to it once somebody has signed in.';
  return status === 'ready'
    ? 'It runs, and clients are offered its tools.'
    : 'The relay keeps trying to run it; until then clients see none of its tools.';
}
