import { useMemo, useRef } from 'react';
import type { Tool } from '../../../src-relay/control/contract.ts';
import { toolKey } from '../../state/tools.ts';
import { toolsMatching, type ToolsQuery } from '../../state/tools-query.ts';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { linesOf } from './group-tools.ts';
import { NoMatch } from './no-match.tsx';
import { ServerLine } from './server-line.tsx';
import styles from './tool-list.module.css';
import type { ToolId } from './tool-place.ts';
import { ToolRow } from './tool-row.tsx';
import { useReveal, useVirtualLines } from './use-virtual-lines.ts';

interface ToolListProps {
  readonly tools: readonly Tool[];
  readonly query: ToolsQuery;
  readonly open: ToolId | undefined;
  readonly onOpen: (tool: ToolId, moved: boolean) => void;
  readonly onClear: () => void;
}

const COLUMNS = ['Tool', 'State', 'Its server says', 'What it is, or why it is off', 'On'];
/** Rows that a page key moves by. */
const PAGE = 16;

/** The registry, grouped by server, of which only the lines in sight are drawn. */
export function ToolList({ tools, query, open, onOpen, onClear }: ToolListProps) {
  const grid = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(toolsMatching(tools, query), tools), [tools, query]);
  const rows = useMemo(() => lines.flatMap((line) => (line.kind === 'tool' ? [line] : [])), [lines]);
  const indexOf = useMemo(() => new Map(lines.map((line, index) => [line.key, index])), [lines]);
  const { groups, height, measure, isDrawn, reveal } = useVirtualLines(grid, lines);
  const openKey = open && toolKey(open.server, open.name);
  const { cursor, onKeyDown, point } = useRowCursor({
    keys: rows.map((line) => line.key),
    open: openKey,
    page: PAGE,
    onReveal: (row) => reveal(indexOf.get(rows[row]?.key ?? '') ?? 0),
    onOpen: (key, isMoved) => {
      const line = rows.find((one) => one.key === key);
      if (line) onOpen(line.tool, isMoved);
    },
  });
  useReveal(openKey === undefined ? undefined : indexOf.get(openKey), reveal);

  if (lines.length === 0) return <NoMatch query={query} onClear={onClear} />;
  const at = cursor === undefined ? undefined : indexOf.get(cursor);
  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Tools by server"
      aria-rowcount={lines.length + 1}
      aria-activedescendant={at !== undefined && isDrawn(at) ? `tool-${at}` : undefined}
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
      <div role="presentation" className={styles.lines} style={{ height }}>
        {groups.map((group) => (
          <div
            key={group.head.key}
            role="rowgroup"
            className={styles.group}
            style={{ top: group.start, height: group.height }}
          >
            <ServerLine line={group.head} index={group.index} />
            {group.rows.map(({ index, start, line }) => (
              <ToolRow
                key={line.key}
                tool={line.tool}
                index={index}
                top={start - group.start}
                measure={measure}
                isOpen={line.key === openKey}
                isCursor={line.key === cursor}
                onOpen={() => {
                  point(line.key);
                  onOpen(line.tool, false);
                }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
