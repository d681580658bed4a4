import { useMemo, useRef } from 'react';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import type { ReviewGroup } from './group-items.ts';
import { GroupLine } from './group-line.tsx';
import styles from './review-list.module.css';
import { ReviewRow } from './review-row.tsx';

interface ReviewListProps {
  readonly groups: readonly ReviewGroup[];
  /** The item whose detail is open. */
  readonly open: string | undefined;
  readonly onOpen: (id: string, moved: boolean) => void;
}

const COLUMNS = ['What', 'Of', 'Why it waits'];
/** Rows that a page key moves by. */
const PAGE = 12;

/** What waits, by server. */
export function ReviewList({ groups, open, onOpen }: ReviewListProps) {
  const grid = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => groups.flatMap(({ items }) => items.map(({ id }) => id)), [groups]);
  const { cursor, onKeyDown, point } = useRowCursor({
    keys: ids,
    open,
    page: PAGE,
    onOpen,
    onReveal: (index) => grid.current?.querySelector(`#review-${index}`)?.scrollIntoView({ block: 'nearest' }),
  });
  const at = cursor === undefined ? -1 : ids.indexOf(cursor);
  return (
    <div
      ref={grid}
      role="grid"
      aria-label="What waits for you"
      aria-activedescendant={at < 0 ? undefined : `review-${at}`}
      tabIndex={0}
      data-list
      className={styles.grid}
      onKeyDown={onKeyDown}
    >
      <div role="row" className={styles.head}>
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader">
            {column}
          </span>
        ))}
      </div>
      {groups.map((group) => (
        <div key={group.server} role="rowgroup">
          <GroupLine group={group} />
          {group.items.map((item) => {
            const index = ids.indexOf(item.id);
            return (
              <ReviewRow
                key={item.id}
                id={`review-${index}`}
                item={item}
                isOpen={item.id === open}
                isCursor={index === at}
                onOpen={() => {
                  point(item.id);
                  onOpen(item.id, false);
                }}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}
