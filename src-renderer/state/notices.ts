import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Notice } from '../../src-relay/control/contract.ts';
import type { Control } from '../control/control.ts';
import { sentenceOf } from '../control/control-failure.ts';

const PAGE = 50;
const MOST = 1000;

export interface NoticesState {
  /** The latest first; undefined before the first answer. */
  readonly notices: readonly Notice[] | undefined;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly failure: string | undefined;
}

/** What happened outside calls. */
export interface Notices {
  readonly store: StoreApi<NoticesState>;
  load(): Promise<void>;
  loadMore(): Promise<void>;
  heard(rows: readonly Notice[]): void;
}

/** Makes the store of notices. */
export function createNotices(control: Control): Notices {
  const store = createStore<NoticesState>(() => ({
    notices: undefined,
    hasMore: false,
    loadingMore: false,
    failure: undefined,
  }));
  return {
    store,
    async load() {
      try {
        const { rows, hasMore } = await control.call('notices.list', { limit: PAGE });
        store.setState({ notices: rows, hasMore, failure: undefined });
      } catch (error) {
        store.setState({ failure: sentenceOf(error) });
      }
    },
    async loadMore() {
      const { notices, loadingMore } = store.getState();
      const last = notices?.at(-1);
      if (!last || loadingMore) return;
      store.setState({ loadingMore: true });
      try {
        const { rows, hasMore } = await control.call('notices.list', { before: last.seq, limit: PAGE });
        store.setState((s) => ({ notices: [...(s.notices ?? []), ...rows], hasMore, failure: undefined }));
      } catch (error) {
        store.setState({ failure: sentenceOf(error) });
      } finally {
        store.setState({ loadingMore: false });
      }
    },
    heard(rows) {
      const { notices } = store.getState();
      if (!notices) return;
      const newest = notices[0]?.seq ?? Number.NEGATIVE_INFINITY;
      const fresh = rows.filter((row) => row.seq > newest).sort((a, b) => b.seq - a.seq);
      store.setState({ notices: [...fresh, ...notices].slice(0, MOST) });
    },
  };
}
