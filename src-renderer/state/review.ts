import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ReviewDetail, ReviewItem, Server } from '../../src-relay/control/contract.ts';
import type { Control } from '../control/control.ts';
import { sentenceOf } from '../control/control-failure.ts';
import { withKey, withoutKey } from './by-key.ts';

export interface ReviewState {
  /** Everything that waits, what was left as it is included; undefined before the first answer. */
  readonly items: readonly ReviewItem[] | undefined;
  /** Why the list could not be read. */
  readonly failure: string | undefined;
  /** Items with a decision that the relay has not answered yet, by id. */
  readonly pending: Readonly<Record<string, true>>;
  /** Why an item's last decision did not work, by id. */
  readonly failures: Readonly<Record<string, string>>;
}

/** What came of accepting: how many, and what takes it back. */
interface Acceptance {
  readonly count: number;
  readonly undo: string | undefined;
}

/** What waits for a person. */
export interface Review {
  readonly store: StoreApi<ReviewState>;
  load(): Promise<void>;
  /** The servers are other ones, or stand otherwise: what is held back may be. */
  heardServers(servers: readonly Server[]): void;
  /** Both texts of an item and its history; throws a ControlFailure. */
  get(id: string): Promise<ReviewDetail>;
  /** Accepts these items as they were shown; why one was not is in `failures`. */
  accept(items: readonly ReviewItem[]): Promise<Acceptance>;
  /** Takes an acceptance back; answers why that did not work. */
  undo(token: string): Promise<string | undefined>;
  /** Leaves an item as it is, or asks about it again; answers whether that worked. */
  keepOff(item: ReviewItem, isKeptOff: boolean): Promise<boolean>;
  dismissFailure(id: string): void;
}

/** Makes the store of what waits. */
export function createReview(control: Control): Review {
  const store = createStore<ReviewState>(() => ({ items: undefined, failure: undefined, pending: {}, failures: {} }));
  let standing = '';

  const load = async (): Promise<void> => {
    try {
      const { items } = await control.call('review.list', {});
      const ids = new Set(items.map(({ id }) => id));
      store.setState((s) => ({ items, failure: undefined, failures: only(s.failures, ids) }));
    } catch (error) {
      store.setState({ failure: sentenceOf(error) });
    }
  };

  const setPending = (ids: readonly string[], isPending: boolean): void => {
    store.setState((s) => ({
      pending: ids.reduce((all, id) => (isPending ? withKey(all, id, true) : withoutKey(all, id)), s.pending),
      failures: isPending ? ids.reduce((all, id) => withoutKey(all, id), s.failures) : s.failures,
    }));
  };

  const fail = (id: string, message: string): void =>
    store.setState((s) => ({ failures: withKey(s.failures, id, message) }));

  return {
    store,
    load,
    heardServers(servers) {
      const now = JSON.stringify(
        servers.map(({ name, held, allowed, enabled, risk }) => [name, held, allowed, enabled, risk?.score]),
      );
      if (now === standing) return;
      standing = now;
      void load();
    },
    get: (id) => control.call('review.get', { id }),
    async accept(items) {
      const ids = items.map(({ id }) => id);
      setPending(ids, true);
      try {
        const refs = items.map(({ id, hash }) => ({ id, hash }));
        const { accepted, refused, undo } = await control.call('review.accept', { items: refs });
        await load();
        for (const { id, message } of refused) fail(id, message);
        return { count: accepted.length, undo: undo ?? undefined };
      } catch (error) {
        for (const id of ids) fail(id, sentenceOf(error));
        return { count: 0, undo: undefined };
      } finally {
        setPending(ids, false);
      }
    },
    async undo(token) {
      try {
        await control.call('review.undo', { undo: token });
        await load();
        return undefined;
      } catch (error) {
        return sentenceOf(error);
      }
    },
    async keepOff({ id, hash }, isKeptOff) {
      setPending([id], true);
      try {
        await control.call('review.keepOff', { id, hash, isKeptOff });
        await load();
        return true;
      } catch (error) {
        fail(id, sentenceOf(error));
        return false;
      } finally {
        setPending([id], false);
      }
    },
    dismissFailure: (id) => store.setState((s) => ({ failures: withoutKey(s.failures, id) })),
  };
}

function only(failures: Readonly<Record<string, string>>, ids: ReadonlySet<string>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(failures).filter(([id]) => ids.has(id)));
}
