import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand/react';
import type { Tool } from '../../../src-relay/control/contract.ts';
import { toolKey } from '../../state/tools.ts';
import { toolsMatching, type ToolsQuery } from '../../state/tools-query.ts';
import { appearance, ROW_HEIGHT } from '../../theme/appearance.ts';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { linesOf } from './group-tools.ts';
import { NoMatch } from './no-match.tsx';
import { ServerLine } from './server-line.tsx';
import { linesInSight } from './sticky-lines.ts';
import styles from './tool-list.module.css';
import type { ToolId } from './tool-place.ts';
import { ToolRow } from './tool-row.tsx';

interface ToolListProps {
  readonly tools: readonly Tool[];
  readonly query: ToolsQuery;
  readonly open: ToolId | undefined;
  readonly onOpen: (tool: ToolId, moved: boolean) => void;
  readonly onClear: () => void;
}

/** Height of the names of the columns, in pixels. */
const HEAD_HEIGHT = 28;
const COLUMNS = ['Tool', 'State', 'Its server says', 'What it is, or why it is off', 'On'];

/** The registry, grouped by server, of which only the lines in sight are drawn. */
export function ToolList({ tools, query, open, onOpen, onClear }: ToolListProps) {
  const rowHeight = ROW_HEIGHT[useStore(appearance, (s) => s.rows)];
  const grid = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(toolsMatching(tools, query)), [tools, query]);
  const rows = useMemo(() => lines.flatMap((line) => (line.kind === 'tool' ? [line] : [])), [lines]);
  const indexOf = useMemo(() => new Map(lines.map((line, index) => [line.key, index])), [lines]);
  const heads = useMemo(() => lines.flatMap((line, index) => (line.kind === 'server' ? [index] : [])), [lines]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => grid.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 12,
    // The server's name stays over the first row; the names of the columns take from the height.
    scrollPaddingStart: rowHeight,
    scrollPaddingEnd: HEAD_HEIGHT,
    rangeExtractor: (range) => linesInSight(range, heads),
    useFlushSync: false,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const { cursor, onKeyDown, point } = useRowCursor({
    keys: rows.map((line) => line.key),
    open: open && toolKey(open.server, open.name),
    page: Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / rowHeight) - 3),
    onReveal: (index) => virtualizer.scrollToIndex(indexOf.get(rows[index]?.key ?? '') ?? 0),
    onOpen: (key, isMoved) => {
      const line = rows.find((one) => one.key === key);
      if (line) onOpen(line.tool, isMoved);
    },
  });
  useRevealOnce(open && indexOf.get(toolKey(open.server, open.name)), (index) =>
    virtualizer.scrollToIndex(index, { align: 'center' }),
  );

  if (lines.length === 0) return <NoMatch query={query} onClear={onClear} />;
  const shown = virtualizer.getVirtualItems();
  const stuck = shown.find((item) => lines[item.index]?.kind === 'server')?.index;
  const at = cursor === undefined ? undefined : indexOf.get(cursor);
  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Tools by server"
      aria-rowcount={lines.length + 1}
      aria-activedescendant={at !== undefined && shown.some((item) => item.index === at) ? `tool-${at}` : undefined}
      tabIndex={0}
      data-list
      className={styles.grid}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} className={styles.head}>
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader">
            {column}
          </span>
        ))}
      </div>
      <div role="rowgroup" className={styles.lines} style={{ height: virtualizer.getTotalSize() }}>
        {shown.map((item) => {
          const line = lines[item.index];
          if (line?.kind === 'server') {
            const isStuck = item.index === stuck;
            return <ServerLine key={line.key} line={line} index={item.index} top={isStuck ? undefined : item.start} />;
          }
          return (
            line && (
              <ToolRow
                key={line.key}
                tool={line.tool}
                index={item.index}
                top={item.start}
                measure={virtualizer.measureElement}
                isOpen={line.tool.server === open?.server && line.tool.name === open.name}
                isCursor={line.key === cursor}
                onOpen={() => {
                  point(line.key);
                  onOpen(line.tool, false);
                }}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

/** Brings the row that is open at the start into sight, once it is known where it is. */
function useRevealOnce(index: number | undefined, reveal: (index: number) => void): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current) return;
    isDone.current = true;
    if (index !== undefined) reveal(index);
  });
}
