import { Cable, Ellipsis, Undo2, Wand } from 'lucide-react';
import type { ClientFile } from '../../../src-relay/control/contract.ts';
import { navigate } from '../../app/navigation.ts';
import { clientLink } from '../../app/route.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { formatCounted } from '../../ui/number-format.ts';
import styles from './clients.module.css';
import { BY_HAND, RESTORE, SETUP } from './places.ts';

/** How many apps are connected, and the other ways to connect one. */
export function ClientsBar({ files }: { readonly files: readonly ClientFile[] }) {
  const connected = files.filter(({ state }) => state === 'connected' || state === 'bypassed').length;
  return (
    <div className={styles.bar}>
      <p className={styles.count} role="status">
        {connected} of {formatCounted(files.length, 'AI app')} connected
      </p>
      <span className={styles.space} />
      <LinkButton kind="quiet" icon={<Cable aria-hidden />} href={clientLink(BY_HAND)}>
        By hand
      </LinkButton>
      <LinkButton icon={<Wand aria-hidden />} href={clientLink(SETUP)}>
        Set up
      </LinkButton>
      <Menu align="end" trigger={<IconButton label="More" icon={<Ellipsis aria-hidden />} />}>
        <MenuItem icon={<Undo2 aria-hidden />} onSelect={() => navigate(clientLink(RESTORE))}>
          Give every app its old servers back…
        </MenuItem>
      </Menu>
    </div>
  );
}
