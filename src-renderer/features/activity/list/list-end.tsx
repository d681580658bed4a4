import { app } from '../../../state/app.ts';
import { MOST_ROWS } from '../../../state/calls/window.ts';
import { useCalls } from '../../../state/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { formatCount } from '../../../ui/number-format.ts';
import { Spinner } from '../../../ui/spinner.tsx';
import styles from './list-end.module.css';

/** What stands under the oldest row: loading, no more, or why not. */
export function ListEnd({ rowIndex }: { readonly rowIndex: number }) {
  const failure = useCalls((s) => s.olderFailure);
  const ready = useCalls((s) => s.phase === 'ready');
  const hasMore = useCalls((s) => s.window.hasMore);
  const full = useCalls((s) => s.window.rows.length >= MOST_ROWS);
  return (
    <div role="row" aria-rowindex={rowIndex}>
      <div role="gridcell" className={styles.end}>
        {content()}
      </div>
    </div>
  );

  function content() {
    if (failure !== undefined) {
      return (
        <>
          <span>Older calls cannot be read. {failure}</span>
          <Button onClick={() => void app.calls.loadOlder()}>Try again</Button>
        </>
      );
    }
    if (!ready) return null;
    if (!hasMore) return 'The log begins here.';
    if (full) return `These are the latest ${formatCount(MOST_ROWS)} calls. Add a filter to see older ones.`;
    return <Spinner text="Loading older calls" />;
  }
}
