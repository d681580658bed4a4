import { useEffect } from 'react';
import { app } from '../../state/app.ts';
import type { CallQuery } from '../../state/calls/query.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import styles from './activity.module.css';
import { CallDetailPane } from './detail/call-detail-pane.tsx';
import { FilterBar } from './filters/filter-bar.tsx';
import { CallList } from './list/call-list.tsx';
import { closeCall } from './open-call.ts';
import { useStepKeys } from './step-keys.ts';

interface ActivityProps {
  readonly entryId: string | undefined;
  readonly query: CallQuery;
}

/** Every call that passed the relay, live, with the open one beside the list. */
export function Activity({ entryId, query }: ActivityProps) {
  useEffect(() => app.calls.setQuery(query), [query]);
  useEffect(() => app.openCall.open(entryId), [entryId]);
  useStepKeys(entryId);
  return (
    <div className={styles.screen}>
      <h1 className={styles.heard}>Activity</h1>
      <FilterBar query={query} />
      <MasterDetail
        name="activity"
        detailLabel="The open call"
        master={<CallList entryId={entryId} query={query} />}
        detail={entryId === undefined ? undefined : <CallDetailPane onClose={closeCall} />}
      />
    </div>
  );
}
