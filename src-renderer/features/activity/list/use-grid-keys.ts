import type { Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect } from 'react';
import type { CallRow } from '../../../../src-relay/control/contract.ts';
import { rowAfterKey } from '../../../ui/list-keys.ts';
import { closeCall, openCall } from '../open-call.ts';

interface GridKeys {
  readonly rows: readonly CallRow[];
  /** The call with the keyboard's mark. */
  readonly activeId: string | undefined;
  /** The open call. */
  readonly entryId: string | undefined;
  readonly setCursorId: (entryId: string | undefined) => void;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly rowHeight: number;
}

/** Arrows move the mark, and the open call with it; Enter opens, Esc closes and then takes the mark away. */
export function useGridKeys({ rows, activeId, entryId, setCursorId, virtualizer, rowHeight }: GridKeys) {
  const active = activeId === undefined ? -1 : rows.findIndex((row) => row.entryId === activeId);

  // A call opened from elsewhere, or by `j` and `k`, is brought into sight.
  useEffect(() => {
    if (entryId === undefined) return;
    setCursorId(entryId);
    const index = rows.findIndex((row) => row.entryId === entryId);
    const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
    const inSight = index > startIndex && index < endIndex;
    if (index >= 0 && !inSight) virtualizer.scrollToIndex(index, { align: 'center' });
    // Only when another call is opened: new rows must not scroll.
  }, [entryId]);

  return (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((virtualizer.scrollRect?.height ?? 0) / rowHeight) - 1);
    const next = rowAfterKey(event.key, active, rows.length, page);
    const row = next === undefined ? undefined : rows[next];
    if (row && next !== undefined) {
      setCursorId(row.entryId);
      virtualizer.scrollToIndex(next, { align: 'auto' });
      if (entryId !== undefined) openCall(row.entryId);
    } else if (event.key === 'Enter' && activeId !== undefined) openCall(activeId);
    else if (event.key === 'Escape' && entryId !== undefined) closeCall();
    else if (event.key === 'Escape') setCursorId(undefined);
    else return;
    event.preventDefault();
  };
}
