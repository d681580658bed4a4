import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand/react';
import { app } from '../../../state/app.ts';
import { startOfDay } from '../../../state/day.ts';
import { useCalls } from '../../../state/hooks.ts';
import { appearance, ROW_HEIGHT } from '../../../theme/appearance.ts';
import { useNow } from '../../../ui/now.ts';
import { openCall } from '../open-call.ts';
import styles from './call-grid.module.css';
import { CallRowView } from './call-row.tsx';
import { GridHeader } from './grid-header.tsx';
import { ListEnd } from './list-end.tsx';
import { NewRowsPill } from './new-rows-pill.tsx';
import { useGridKeys } from './use-grid-keys.ts';
import { usePinning } from './use-pinning.ts';

/** Rows from the old end at which the next page is asked for. */
const NEAR_END = 60;
/** Height of the names of the columns, in pixels; the same as in the style sheet. */
const HEADER_HEIGHT = 28;

/** The log as a grid of which only the rows in sight are drawn. */
export function CallGrid({ entryId }: { readonly entryId: string | undefined }) {
  const rows = useCalls((s) => s.window.rows);
  const stale = useCalls((s) => s.phase === 'loading');
  const rowHeight = ROW_HEIGHT[useStore(appearance, (s) => s.rows)];
  const today = startOfDay(useNow(60_000));
  const scroller = useRef<HTMLDivElement>(null);
  const [cursorId, setCursorId] = useState(entryId);
  const activeId = entryId ?? cursorId;

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.seq ?? index,
    overscan: 12,
    useFlushSync: false,
    initialOffset: () => app.calls.place.top,
    // The names of the columns stay at the top while the rows go under them.
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown > rows.length - NEAR_END) void app.calls.loadOlder();
  }, [lastShown, rows.length]);

  const pinning = usePinning(scroller, entryId, cursorId !== undefined);
  const press = useGridKeys({ rows, activeId, entryId, setCursorId, virtualizer, rowHeight });
  const activeShown = items.some((item) => rows[item.index]?.entryId === activeId);

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        role="grid"
        aria-label="Calls, the latest first"
        aria-rowcount={rows.length + 2}
        aria-busy={stale}
        aria-activedescendant={activeShown ? `call-${activeId}` : undefined}
        tabIndex={0}
        data-list
        className={styles.grid}
        onScroll={pinning.scrolled}
        onKeyDown={press}
        onClick={(event) => {
          const row = event.target instanceof Element ? event.target.closest('[data-entry]') : null;
          const clicked = row?.getAttribute('data-entry');
          if (!clicked) return;
          setCursorId(clicked);
          openCall(clicked);
        }}
      >
        <GridHeader />
        <div role="rowgroup" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <CallRowView
                  key={row.seq}
                  row={row}
                  index={item.index}
                  top={item.start - HEADER_HEIGHT}
                  today={today}
                  active={row.entryId === activeId}
                  open={row.entryId === entryId}
                />
              )
            );
          })}
        </div>
        <ListEnd rowIndex={rows.length + 2} />
      </div>
      <NewRowsPill onPick={pinning.follow} />
    </div>
  );
}
