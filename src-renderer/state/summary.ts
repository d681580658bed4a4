import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Summary } from '../../src-relay/control/contract.ts';
import type { Control } from '../control/control.ts';
import { sentenceOf } from '../control/control-failure.ts';
import { spanOf, type SummarySpan } from './summary-span.ts';

/** How long after a call the figures are asked anew. */
const REFRESH_MS = 3000;

export interface SummaryState {
  /** What `summary` covers. */
  readonly span: SummarySpan;
  /** The bounds it was asked with, in milliseconds since the epoch. */
  readonly since: number;
  readonly until: number;
  readonly bucketMs: number;
  /** Undefined before the first answer for this span. */
  readonly summary: Summary | undefined;
  readonly failure: string | undefined;
}

/** Figures over a span of time, kept fresh while someone looks. */
export interface SummaryFigures {
  readonly store: StoreApi<SummaryState>;
  /** Shows another span. */
  show(span: SummarySpan): void;
  /** Keeps the figures fresh until the returned function is called. */
  watch(): () => void;
  load(): Promise<void>;
  /** Calls arrived: what is shown is no longer right. */
  heardCalls(): void;
}

/** Makes the store of figures. */
export function createSummary(control: Control, now: () => number = Date.now): SummaryFigures {
  const store = createStore<SummaryState>(() => ({
    span: 'today',
    ...spanOf('today', now()),
    summary: undefined,
    failure: undefined,
  }));
  let watchers = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  const load = async (): Promise<void> => {
    const mine = ++asked;
    const bounds = spanOf(store.getState().span, now());
    try {
      const summary = await control.call('calls.summary', bounds);
      if (mine === asked) store.setState({ ...bounds, summary, failure: undefined });
    } catch (error) {
      if (mine === asked) store.setState({ failure: sentenceOf(error) });
    }
  };

  return {
    store,
    load,
    show(span) {
      store.setState({ span, ...spanOf(span, now()), summary: undefined, failure: undefined });
      void load();
    },
    watch() {
      watchers++;
      void load();
      return () => {
        watchers--;
      };
    },
    heardCalls() {
      if (watchers === 0 || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        if (watchers > 0) void load();
      }, REFRESH_MS);
    },
  };
}
