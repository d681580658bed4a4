import { clientName } from '../activity/client-name.ts';
import { activityLink } from '../../app/route.ts';
import { useConnection } from '../../state/hooks.ts';
import { useNow } from '../../ui/now.ts';
import { formatCounted } from '../../ui/number-format.ts';
import { OneLine } from '../../ui/one-line.tsx';
import { fullTime } from '../../ui/time-format.ts';
import { moment } from './moment.ts';
import styles from './connected-clients.module.css';
import sections from './section.module.css';

const NONE: never[] = [];

/** Who is connected now: the identity that its token gave it, and the name that it gives itself. */
export function ConnectedClients() {
  const clients = useConnection((s) => s.status?.clients ?? NONE);
  const now = useNow(60_000);
  return (
    <section className={sections.section} aria-labelledby="overview-clients">
      <div className={sections.heading}>
        <h2 id="overview-clients">{formatCounted(clients.length, 'client')} connected</h2>
      </div>
      <ul className={styles.clients}>
        {clients.map((client) => (
          <li key={client.identity}>
            <a className={styles.client} href={activityLink({ clients: [client.identity] })} title="Show its calls">
              <span className={styles.who}>
                <OneLine text={clientName(client.identity)} strong />
                {client.name !== null && (
                  <span className={styles.name} title="What it calls itself; not verified">
                    <OneLine text={client.name} />
                  </span>
                )}
              </span>
              <span className={sections.note} title={`Since ${fullTime(client.since)}`}>
                {client.sessions > 1 && `${client.sessions} sessions, `}
                since {moment(client.since, now)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
