import { app } from '../../state/app.ts';
import { useConnection, useExceptions } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { ExceptionTable } from './exception-table.tsx';
import styles from './policy.module.css';

/** The policy screen: what people have decided beyond the defaults. */
export function Policy() {
  const exceptions = useExceptions((s) => s.exceptions);
  const failure = useExceptions((s) => s.failure);
  const isGone = useConnection((s) => s.connection === 'lost' || s.connection === 'signed-out');
  return (
    <div className={styles.screen}>
      <h1 className={styles.heard}>Policy</h1>
      {content()}
    </div>
  );

  function content() {
    if (!exceptions && isGone) {
      return (
        <EmptyState title="The exceptions are not known yet">
          <p>They show here as soon as the relay answers.</p>
        </EmptyState>
      );
    }
    if (!exceptions) {
      if (failure === undefined) return <SkeletonRows rows={4} label="Loading the exceptions" />;
      return (
        <ErrorState title="The exceptions cannot be read" cause={failure} onRetry={() => void app.exceptions.load()} />
      );
    }
    if (exceptions.length === 0) {
      return (
        <EmptyState title="No exceptions">
          <p>
            Where a finding is none, open its call in Activity and choose “Allow…” beside the finding. What you allow
            stands here, with its reason and its end, and can be taken back.
          </p>
        </EmptyState>
      );
    }
    return <ExceptionTable exceptions={exceptions} />;
  }
}
