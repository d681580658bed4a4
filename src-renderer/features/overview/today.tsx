import { useMemo } from 'react';
import { app } from '../../state/app.ts';
import { startOfDay } from '../../state/day.ts';
import { useConnection, useSummary } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { InlineFailure } from '../../ui/inline-failure.tsx';
import { useNow } from '../../ui/now.ts';
import { formatCounted } from '../../ui/number-format.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { DayChart } from './day-chart.tsx';
import { DayTable } from './day-table.tsx';
import { slotsOf, totalOf } from './day-slots.ts';
import { OutcomeLegend } from './outcome-legend.tsx';
import sections from './section.module.css';

/** What happened today: calls by outcome, hour by hour. */
export function Today() {
  const summary = useSummary((s) => s.summary);
  const isLive = useConnection((s) => s.connection === 'live');
  // While the relay is not there, the banner over the screen says so.
  const failure = useSummary((s) => (isLive ? s.failure : undefined));
  const since = useSummary((s) => s.since);
  const now = useNow(60_000);
  const day = startOfDay(since);
  const slots = useMemo(() => slotsOf(summary?.buckets ?? [], day), [summary, day]);
  return (
    <section className={sections.section} aria-labelledby="overview-today">
      <div className={sections.heading}>
        <h2 id="overview-today">Today</h2>
        {summary && <span className={sections.note}>{formatCounted(totalOf(summary.totals), 'call')}</span>}
      </div>
      {failure !== undefined && (
        <>
          <InlineFailure text={`The figures could not be read. ${failure}`} />
          <div>
            <Button onClick={() => void app.summary.load()}>Read the figures again</Button>
          </div>
        </>
      )}
      {summary && <OutcomeLegend totals={summary.totals} />}
      {summary && <DayChart slots={slots} now={now} />}
      {summary && <DayTable slots={slots} />}
      {!summary && failure === undefined && <Spinner text="Counting today's calls" />}
    </section>
  );
}
