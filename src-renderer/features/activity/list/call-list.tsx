import type { CallQuery } from '../../../state/calls/query.ts';
import { useCalls, useConnection } from '../../../state/hooks.ts';
import { app } from '../../../state/app.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { InlineFailure } from '../../../ui/inline-failure.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { CallGrid } from './call-grid.tsx';
import styles from './call-list.module.css';
import { NoCalls } from './no-calls.tsx';

interface CallListProps {
  readonly entryId: string | undefined;
  readonly query: CallQuery;
}

/** The list of calls, or what stands in its place. */
export function CallList({ entryId, query }: CallListProps) {
  const phase = useCalls((s) => s.phase);
  const failure = useCalls((s) => s.failure);
  const empty = useCalls((s) => s.window.rows.length === 0);
  const reachable = useConnection((s) => s.connection === 'live' || s.connection === 'connecting');
  const retry = (): void => void app.calls.load();
  if (empty && phase === 'failed') {
    return <ErrorState title="The log cannot be read" cause={failure ?? ''} onRetry={retry} />;
  }
  if (empty && phase === 'loading' && !reachable)
    return <EmptyState title="Calls show up here once the relay answers" />;
  if (empty && phase === 'loading') return <SkeletonRows label="Loading the calls" rows={16} />;
  if (empty) return <NoCalls query={query} />;
  return (
    <>
      {phase === 'failed' && failure !== undefined && (
        <div className={styles.failure}>
          <InlineFailure text={`The list is not complete. ${failure}`} />
          <Button onClick={retry}>Try again</Button>
        </div>
      )}
      <CallGrid entryId={entryId} />
    </>
  );
}
