import type { Server } from '../../../src-relay/control/contract.ts';
import { useServers } from '../../state/hooks.ts';
import { shortName } from '../../ui/short-name.ts';
import { Switch } from '../../ui/switch.tsx';
import styles from './server-list.module.css';
import { switchHidden, switchServer } from './switch-server.ts';
import { entryOf } from '../../state/by-key.ts';

/** The switches of a server's row, with what follows from hidden mode in words; the scanner's own server has none. */
export function ServerRowSwitches({ server }: { readonly server: Server }) {
  const { name, hidden, enabled, internal } = server;
  const pending = useServers((s) => entryOf(s.pending, name) ?? false);
  if (internal) {
    return (
      <span role="gridcell" className={styles.internal}>
        The scanner itself: it always runs, and clients never see it.
      </span>
    );
  }
  return (
    <>
      <span role="gridcell" className={styles.hidden}>
        <Switch
          bare
          label={`Hidden mode of ${shortName(name)}`}
          checked={hidden}
          pending={pending}
          onChange={(next) => void switchHidden(name, next)}
        />
        <span className={hidden ? styles.unscanned : styles.scanned}>
          {hidden ? 'Nothing it says or gets is scanned' : 'Scanned'}
        </span>
      </span>
      <span role="gridcell" className={styles.on}>
        <Switch
          bare
          label={`${shortName(name)} is on`}
          checked={enabled}
          pending={pending}
          onChange={(next) => void switchServer(name, next)}
        />
      </span>
    </>
  );
}
