import { Cable, Wand } from 'lucide-react';
import type { ClientFile } from '../../../src-relay/control/contract.ts';
import { clientLink } from '../../app/route.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { formatCounted } from '../../ui/number-format.ts';
import styles from './clients.module.css';
import { BY_HAND, SETUP } from './places.ts';

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
    </div>
  );
}
