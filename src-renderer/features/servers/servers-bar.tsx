import type { Server } from '../../../src-relay/control/contract.ts';
import { useFailing } from '../../state/use-failing.ts';
import { FilterField } from '../../ui/filter-field.tsx';
import { focusList } from '../../ui/focus-list.ts';
import { formatCounted } from '../../ui/number-format.ts';
import { standingOf, standingsInWords } from './server-status.ts';
import styles from './servers-bar.module.css';
import { entryOf } from '../../state/by-key.ts';

interface ServersBarProps {
  readonly servers: readonly Server[];
  /** How many of them pass the filter. */
  readonly shown: number;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** The filter over the list, and how the servers stand. */
export function ServersBar({ servers, shown, text, onText }: ServersBarProps) {
  const failing = useFailing();
  const standings = servers.map((server) => standingOf(server, entryOf(failing, server.name)));
  return (
    <div role="search" aria-label="Filter the servers" className={styles.bar}>
      <FilterField label="Filter servers" value={text} onChange={onText} onLeave={focusList} />
      <span className={styles.count} role="status">
        {text.trim() === ''
          ? `${formatCounted(servers.length, 'server')}: ${standingsInWords(standings)}`
          : `${shown} of ${formatCounted(servers.length, 'server')}`}
      </span>
    </div>
  );
}
