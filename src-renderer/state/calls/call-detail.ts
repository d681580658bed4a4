import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallDetail } from '../../../src-relay/control/contract.ts';
import type { Control } from '../../control/control.ts';
import { sentenceOf } from '../../control/control-failure.ts';

/** Calls remembered: what the log holds of a call never changes. */
const REMEMBERED = 40;
/** A reader who holds an arrow key down passes calls faster than this: those are not asked for. */
const SETTLE_MS = 70;

export interface CallDetailState {
  /** The call that is open. */
  readonly entryId: string | undefined;
  /** The call last read; until the open one has come, another one. */
  readonly detail: CallDetail | undefined;
  /** Why the open call could not be read. */
  readonly failure: string | undefined;
}

/** The one call that is open, with all that the log holds of it. */
export interface OpenCall {
  readonly store: StoreApi<CallDetailState>;
  open(entryId: string | undefined): void;
  retry(): void;
}

/** Makes the store of the open call. */
export function createOpenCall(control: Control, now: () => number = Date.now): OpenCall {
  const store = createStore<CallDetailState>(() => ({ entryId: undefined, detail: undefined, failure: undefined }));
  const known = new Map<string, CallDetail>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let openedAt = 0;

  const remember = (detail: CallDetail): void => {
    known.set(detail.entryId, detail);
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  };

  const ask = async (entryId: string): Promise<void> => {
    const isOpen = (): boolean => store.getState().entryId === entryId;
    try {
      const detail = await control.call('calls.get', { entryId });
      remember(detail);
      if (isOpen()) store.setState({ detail, failure: undefined });
    } catch (error) {
      if (isOpen()) store.setState({ detail: undefined, failure: sentenceOf(error) });
    }
  };

  return {
    store,
    open(entryId) {
      if (entryId === store.getState().entryId) return;
      clearTimeout(timer);
      const detail = entryId === undefined ? undefined : known.get(entryId);
      const quick = now() - openedAt < SETTLE_MS;
      openedAt = now();
      if (entryId === undefined || detail) {
        store.setState({ entryId, detail, failure: undefined });
        return;
      }
      store.setState({ entryId, failure: undefined });
      if (quick) timer = setTimeout(() => void ask(entryId), SETTLE_MS);
      else void ask(entryId);
    },
    retry() {
      const { entryId } = store.getState();
      if (entryId !== undefined) void ask(entryId);
    },
  };
}
