import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallRow, ProcedureOutput } from '../../../src-relay/control/contract.ts';
import type { Control } from '../../control/control.ts';
import { sentenceOf } from '../../control/control-failure.ts';
import { matches } from './matches.ts';
import { type CallQuery, filterOf, formatQuery } from './query.ts';
import {
  appendOlder,
  dropBefore,
  EMPTY_WINDOW,
  MOST_ROWS,
  pin,
  prepend,
  receive,
  unpin,
  type Window,
} from './window.ts';

const FIRST_PAGE = 200;
const PAGE = 500;
/** How often the count is asked anew while calls arrive: between, live rows are added to it. */
const RECOUNT_MS = 10_000;

export type Facets = ProcedureOutput<'calls.facets'>;

export interface CallsState {
  readonly query: CallQuery;
  readonly window: Window;
  readonly phase: 'loading' | 'ready' | 'failed';
  /** Why the log could not be read. */
  readonly failure: string | undefined;
  readonly loadingOlder: boolean;
  /** Why the next page could not be read. */
  readonly olderFailure: string | undefined;
  /** How many calls the query matches in the whole log. */
  readonly count: number | undefined;
  readonly facets: Facets | undefined;
}

/** The list of calls: a window on the log that follows it live, or stands still while someone reads. */
export interface Calls {
  readonly store: StoreApi<CallsState>;
  /** How far the reader scrolled, in pixels: the list is there again when they come back to it. */
  readonly place: { top: number };
  load(): Promise<void>;
  loadOlder(): Promise<void>;
  loadFacets(): Promise<void>;
  setQuery(query: CallQuery): void;
  heard(rows: readonly CallRow[]): void;
  pin(): void;
  unpin(): void;
}

/** Makes the store of calls. */
export function createCalls(control: Control, now: () => number = Date.now): Calls {
  const store = createStore<CallsState>(() => ({
    query: {},
    window: EMPTY_WINDOW,
    phase: 'loading',
    failure: undefined,
    loadingOlder: false,
    olderFailure: undefined,
    count: undefined,
    facets: undefined,
  }));
  const place = { top: 0 };
  let generation = 0;
  let filter = filterOf({}, now());
  /** Matching rows that arrive while a first page is on its way. */
  let early: CallRow[] | undefined;
  /** What was counted, and the last call that was looked at; later ones that were heard of are added to it. */
  let counted: ProcedureOutput<'calls.count'> | undefined;
  let heardSeqs: number[] = [];
  let recountTimer: ReturnType<typeof setTimeout> | undefined;
  const change = (to: (window: Window) => Window): void => store.setState((s) => ({ window: to(s.window) }));

  const recount = async (mine: number): Promise<void> => {
    const answer = await control.call('calls.count', { filter }).catch(() => undefined);
    if (!answer || mine !== generation) return;
    counted = answer;
    heardSeqs = heardSeqs.filter((seq) => seq > answer.lastSeq);
    showCount();
  };

  const showCount = (): void => {
    if (counted) store.setState({ count: counted.count + heardSeqs.length });
  };

  const addToCount = (rows: readonly CallRow[]): void => {
    const last = counted?.lastSeq ?? 0;
    for (const { seq } of rows) if (seq > last) heardSeqs.push(seq);
    showCount();
  };

  const recountLater = (): void => {
    recountTimer ??= setTimeout(() => {
      recountTimer = undefined;
      filter = filterOf(store.getState().query, now());
      const { since } = filter;
      if (since !== undefined) change((window) => dropBefore(window, since));
      void recount(generation);
    }, RECOUNT_MS);
  };

  const load = async (): Promise<void> => {
    const mine = ++generation;
    filter = filterOf(store.getState().query, now());
    early = [];
    try {
      const [page] = await Promise.all([
        control.call('calls.list', { filter, limit: FIRST_PAGE }),
        // The count may fail alone: the list is what matters.
        recount(mine),
      ]);
      if (mine !== generation) return;
      const fresh = early;
      early = undefined;
      store.setState((s) => ({
        window: {
          ...EMPTY_WINDOW,
          pinned: s.window.pinned,
          rows: prepend(page.rows, fresh),
          hasMore: page.hasMore,
        },
        phase: 'ready',
        failure: undefined,
      }));
    } catch (error) {
      if (mine !== generation) return;
      early = undefined;
      store.setState({ phase: 'failed', failure: sentenceOf(error) });
    }
  };

  return {
    store,
    place,
    load() {
      const { window } = store.getState();
      if (!window.pinned) return load();
      // Something was missed while someone reads: nothing may move, so it is asked when they go on.
      change((w) => ({ ...w, waiting: [], missed: true }));
      return recount(generation);
    },
    async loadOlder() {
      const { window, loadingOlder, phase } = store.getState();
      const last = window.rows.at(-1);
      if (!last || !window.hasMore || loadingOlder || phase !== 'ready' || window.rows.length >= MOST_ROWS) return;
      const mine = generation;
      store.setState({ loadingOlder: true, olderFailure: undefined });
      try {
        const page = await control.call('calls.list', { filter, before: last.seq, limit: PAGE });
        if (mine !== generation) return;
        store.setState({ loadingOlder: false });
        change((w) => appendOlder(w, page.rows, page.hasMore));
      } catch (error) {
        if (mine === generation) store.setState({ loadingOlder: false, olderFailure: sentenceOf(error) });
      }
    },
    async loadFacets() {
      const facets = await control.call('calls.facets', {}).catch(() => undefined);
      if (facets) store.setState({ facets });
    },
    setQuery(query) {
      if (formatQuery(query) === formatQuery(store.getState().query)) return;
      counted = undefined;
      heardSeqs = [];
      store.setState({
        query,
        phase: 'loading',
        failure: undefined,
        count: undefined,
        loadingOlder: false,
        olderFailure: undefined,
      });
      void load();
    },
    heard(rows) {
      const fresh = rows.filter((row) => matches(row, filter));
      if (fresh.length === 0) return;
      addToCount(fresh);
      if (early) {
        early.push(...fresh);
        return;
      }
      change((window) => receive(window, fresh));
      recountLater();
    },
    pin: () => change(pin),
    unpin() {
      const { missed } = store.getState().window;
      change(unpin);
      if (missed) void load();
    },
  };
}
