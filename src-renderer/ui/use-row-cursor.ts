import { type KeyboardEvent, useState } from 'react';
import { rowAfterKey } from './list-keys.ts';

interface RowCursorOptions {
  /** The rows by key, in the order they are seen. */
  readonly keys: readonly string[];
  /** The row whose detail is open. */
  readonly open: string | undefined;
  /** Rows that a page key moves by. */
  readonly page: number;
  /** Brings a row into sight. */
  readonly onReveal: (index: number) => void;
  /** Opens a row's detail; `moved` when the cursor led there while another detail was open. */
  readonly onOpen: (key: string, moved: boolean) => void;
}

/** The cursor of a list that is one stop for Tab: arrows, Home, End and page keys move it, Enter opens its row. */
export function useRowCursor({ keys, open, page, onReveal, onOpen }: RowCursorOptions) {
  // A place holds as long as the detail that was open with it: what another link opens is where the cursor is then.
  const [moved, setMoved] = useState<{ readonly key: string; readonly open: string | undefined }>();
  const wanted = moved?.open === open ? (moved?.key ?? open) : (open ?? moved?.key);
  const at = wanted === undefined ? -1 : keys.indexOf(wanted);
  const point = (key: string): void => setMoved({ key, open });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const current = keys[at];
    if (event.key === 'Enter' && current !== undefined) {
      event.preventDefault();
      onOpen(current, false);
      return;
    }
    const next = rowAfterKey(event.key, at, keys.length, page);
    const key = next === undefined ? undefined : keys[next];
    if (next === undefined || key === undefined) return;
    event.preventDefault();
    point(key);
    onReveal(next);
    if (open !== undefined && key !== open) onOpen(key, true);
  };
  return {
    /** The row under the cursor. */
    cursor: at < 0 ? undefined : keys[at],
    onKeyDown,
    /** Puts the cursor on a row. */
    point,
  };
}
