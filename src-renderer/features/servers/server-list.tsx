import { useMemo, useRef } from 'react';
import type { Server } from '../../../src-relay/control/contract.ts';
import { useSummary } from '../../state/hooks.ts';
import { useFailing } from '../../state/use-failing.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import styles from './server-list.module.css';
import { ServerRow } from './server-row.tsx';
import { entryOf } from '../../state/by-key.ts';

interface ServerListProps {
  readonly servers: readonly Server[];
  /** The server whose detail is open. */
  readonly open: string | undefined;
  readonly onOpen: (name: string, moved: boolean) => void;
  /** Takes the filter away. */
  readonly onClear: () => void;
}

const COLUMNS = ['State', 'Server', 'Tools on', 'Calls today', 'p50', 'Risk', 'Hidden mode', 'On'];
/** Rows that a page key moves by. */
const PAGE = 8;

/** One row a server. */
export function ServerList({ servers, open, onOpen, onClear }: ServerListProps) {
  const grid = useRef<HTMLDivElement>(null);
  const failing = useFailing();
  const figures = useSummary((s) => s.summary?.servers);
  const figuresOf = useMemo(() => new Map(figures?.map((one) => [one.server, one])), [figures]);
  const { cursor, onKeyDown, point } = useRowCursor({
    keys: servers.map((server) => server.name),
    open,
    page: PAGE,
    onOpen,
    onReveal: (index) =>
      grid.current?.querySelector(`[aria-rowindex="${index + 2}"]`)?.scrollIntoView({ block: 'nearest' }),
  });
  if (servers.length === 0) {
    return (
      <EmptyState title="No server fits this filter" action={<Button onClick={onClear}>Clear the filter</Button>}>
        <p>It looks for text in names, commands and descriptions.</p>
      </EmptyState>
    );
  }
  const at = servers.findIndex((server) => server.name === cursor);
  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Servers"
      aria-rowcount={servers.length + 1}
      aria-activedescendant={at < 0 ? undefined : `server-${at}`}
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
      {servers.map((server, index) => (
        <ServerRow
          key={server.name}
          id={`server-${index}`}
          index={index}
          server={server}
          failure={entryOf(failing, server.name)}
          figures={figuresOf.get(server.name)}
          isOpen={server.name === open}
          isCursor={index === at}
          onOpen={() => {
            point(server.name);
            onOpen(server.name, false);
          }}
        />
      ))}
    </div>
  );
}
