import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FindingExceptionView, ProcedureInput } from '../../src-relay/control/contract.ts';
import type { Control } from '../control/control.ts';
import { sentenceOf } from '../control/control-failure.ts';

export interface ExceptionsState {
  /** The latest first; undefined before the first answer. */
  readonly exceptions: readonly FindingExceptionView[] | undefined;
  readonly failure: string | undefined;
}

/** Findings that somebody has said are none. The three changes throw a ControlFailure. */
export interface Exceptions {
  readonly store: StoreApi<ExceptionsState>;
  load(): Promise<void>;
  /** Gives the ids of what was added. */
  add(input: ProcedureInput<'exceptions.add'>): Promise<readonly string[]>;
  addForTool(input: ProcedureInput<'exceptions.addForTool'>): Promise<readonly string[]>;
  remove(id: string): Promise<void>;
}

/** Makes the store of exceptions. */
export function createExceptions(control: Control): Exceptions {
  const store = createStore<ExceptionsState>(() => ({ exceptions: undefined, failure: undefined }));
  const take = (exceptions: readonly FindingExceptionView[]): readonly string[] => {
    const known = new Set(store.getState().exceptions?.map(({ id }) => id));
    store.setState({ exceptions, failure: undefined });
    return exceptions.map(({ id }) => id).filter((id) => !known.has(id));
  };
  return {
    store,
    async load() {
      try {
        take((await control.call('exceptions.list', {})).exceptions);
      } catch (error) {
        store.setState({ failure: sentenceOf(error) });
      }
    },
    add: async (input) => take((await control.call('exceptions.add', input)).exceptions),
    addForTool: async (input) => take((await control.call('exceptions.addForTool', input)).exceptions),
    async remove(id) {
      take((await control.call('exceptions.remove', { id })).exceptions);
    },
  };
}
