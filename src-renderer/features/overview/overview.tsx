import { useConnection, useSummary } from '../../state/hooks.ts';
import { useFreshSummary } from '../../state/use-fresh-summary.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useFirstRun } from '../clients/setup/use-first-run.ts';
import { conditionOf } from './condition.ts';
import { ConnectedClients } from './connected-clients.tsx';
import { LatestNotices } from './latest-notices.tsx';
import { NeedsList } from './needs-list.tsx';
import styles from './overview.module.css';
import { RelayCondition } from './relay-condition.tsx';
import { ServerTimes } from './server-times.tsx';
import { Today } from './today.tsx';
import { TopDetectors } from './top-detectors.tsx';

/** The overview: is it on and who is connected, does anything need me, what happened today, is anything slow. */
export function Overview() {
  const connection = useConnection((s) => s.connection);
  const known = useConnection((s) => s.status !== undefined);
  const hasClients = useConnection((s) => s.connection === 'live' && (s.status?.clients.length ?? 0) > 0);
  const hasFigures = useSummary((s) => s.summary !== undefined);
  useFreshSummary();
  useFirstRun();
  if (!known) {
    return (
      <div className={styles.waiting}>
        {connection === 'connecting' || connection === 'live' ? (
          <Spinner text="Asking the relay how it is" />
        ) : (
          <h1 className={styles.unknown}>{conditionOf(connection, null, undefined).words}</h1>
        )}
      </div>
    );
  }
  return (
    <div className={styles.screen}>
      <div className={hasClients ? styles.first : styles.whole}>
        <RelayCondition />
        {hasClients && <ConnectedClients />}
      </div>
      <div className={styles.whole}>
        <NeedsList />
      </div>
      <div className={styles.band}>
        <Today />
        <LatestNotices />
      </div>
      {hasFigures && (
        <div className={styles.band}>
          <ServerTimes />
          <TopDetectors />
        </div>
      )}
    </div>
  );
}
