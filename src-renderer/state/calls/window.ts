import type { CallRow } from '../../../src-relay/control/contract.ts';

/** Most rows kept in memory. */
export const MOST_ROWS = 50_000;

/** The part of the log that the list holds. */
export interface Window {
  /** The latest first. */
  readonly rows: readonly CallRow[];
  /** While pinned, new rows wait here so that what is under the reader's eye does not move. The latest first. */
  readonly waiting: readonly CallRow[];
  readonly pinned: boolean;
  /** Rows are missing between `waiting` and `rows`: unpinning must ask anew. */
  readonly missed: boolean;
  /** The log holds rows older than the last one here. */
  readonly hasMore: boolean;
}

export const EMPTY_WINDOW: Window = { rows: [], waiting: [], pinned: false, missed: false, hasMore: false };

/** Puts new rows, in any order, before rows that are latest first; each seq appears once. */
export function prepend(rows: readonly CallRow[], fresh: readonly CallRow[]): readonly CallRow[] {
  if (fresh.length === 0) return rows;
  const sorted = [...fresh].sort((a, b) => b.seq - a.seq);
  const newest = rows[0]?.seq ?? Number.NEGATIVE_INFINITY;
  const oldestFresh = sorted.at(-1)?.seq ?? 0;
  if (oldestFresh > newest && new Set(sorted.map((row) => row.seq)).size === sorted.length) return [...sorted, ...rows];
  const bySeq = new Map([...rows, ...sorted].map((row) => [row.seq, row]));
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq);
}

/** Takes in rows that just happened. */
export function receive(window: Window, fresh: readonly CallRow[], most = MOST_ROWS): Window {
  if (fresh.length === 0) return window;
  if (!window.pinned) {
    const rows = prepend(window.rows, fresh);
    return { ...window, rows: rows.slice(0, most), hasMore: window.hasMore || rows.length > most };
  }
  const top = window.rows[0]?.seq ?? Number.NEGATIVE_INFINITY;
  const waiting = prepend(
    window.waiting,
    fresh.filter((row) => row.seq > top),
  );
  return waiting.length > most ? { ...window, waiting: [], missed: true } : { ...window, waiting };
}

/** From now on nothing moves. */
export function pin(window: Window): Window {
  return window.pinned ? window : { ...window, pinned: true };
}

/** Follows the log again and shows what waited. */
export function unpin(window: Window, most = MOST_ROWS): Window {
  if (!window.pinned) return window;
  const rows = prepend(window.rows, window.waiting);
  return {
    ...window,
    pinned: false,
    waiting: [],
    rows: rows.slice(0, most),
    hasMore: window.hasMore || rows.length > most,
  };
}

/** Adds the next page at the old end. */
export function appendOlder(window: Window, page: readonly CallRow[], hasMore: boolean): Window {
  const last = window.rows.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
  return { ...window, rows: [...window.rows, ...page.filter((row) => row.seq < last)], hasMore };
}

/** Drops rows from before a moment: a span of time moved on. Nothing moves while pinned. */
export function dropBefore(window: Window, since: number): Window {
  if (window.pinned) return window;
  const rows = window.rows.filter((row) => row.ts >= since);
  return rows.length === window.rows.length ? window : { ...window, rows };
}
