import { CircleCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useClients, useConnection, useReview, useServers, useTools } from '../../state/hooks.ts';
import { useFailing } from '../../state/use-failing.ts';
import { useKeptOff } from '../../state/use-kept-off.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/now.ts';
import { NeedRow } from './need-row.tsx';
import { UnreadNeeds } from './unread-needs.tsx';
import { keyOf, needsOf } from './needs.ts';
import styles from './needs-list.module.css';
import sections from './section.module.css';

/** Needs shown at first; one more is shown rather than hidden behind a button. */
const FIRST = 5;

/** What needs somebody, each with the way to it; or that nothing does. */
export function NeedsList() {
  const status = useConnection((s) => s.status);
  const isLive = useConnection((s) => s.connection === 'live');
  const servers = useServers((s) => s.servers);
  const tools = useTools((s) => s.tools);
  const serversFailure = useServers((s) => s.failure);
  const unread = useTools((s) => s.failure) ?? serversFailure;
  const review = useReview((s) => s.items);
  const clients = useClients((s) => s.files);
  const failing = useFailing();
  const keptOff = useKeptOff();
  const now = useNow(5000);
  const [isWhole, setIsWhole] = useState(false);
  const needs = useMemo(
    () => needsOf({ status, servers, tools, review, clients, failing, keptOff, now }),
    [status, servers, tools, review, clients, failing, keptOff, now],
  );
  if (!servers || !tools) return unread === undefined ? null : <UnreadNeeds cause={unread} />;
  // Calm is something to be known, not to be remembered.
  if (needs.length === 0 && !isLive) return null;
  if (needs.length === 0) {
    return (
      <p className={styles.calm}>
        <CircleCheck aria-hidden />
        Nothing needs you.
      </p>
    );
  }
  const isLong = needs.length > FIRST + 1;
  const shown = isWhole || !isLong ? needs : needs.slice(0, FIRST);
  return (
    <section className={sections.section} aria-labelledby="overview-needs">
      <div className={sections.heading}>
        <h2 id="overview-needs">Needs you</h2>
        <span className={sections.note}>{needs.length}</span>
      </div>
      <ul className={styles.needs}>
        {shown.map((need) => (
          <NeedRow key={keyOf(need)} need={need} />
        ))}
      </ul>
      {isLong && (
        <div>
          <Button kind="quiet" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `Show ${needs.length - FIRST} more`}
          </Button>
        </div>
      )}
    </section>
  );
}
