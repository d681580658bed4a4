import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Status } from '../../src-relay/control/contract.ts';
import type { Control } from '../control/control.ts';
import { sentenceOf } from '../control/control-failure.ts';
import type { ConnectionState } from '../control/subscription.ts';

export interface ConnectionStoreState {
  readonly connection: ConnectionState;
  /** Why the connection is lost, in the relay's words; undefined where it could say nothing. */
  readonly lostBecause: string | undefined;
  /** What the relay last said of itself; undefined before it was heard. */
  readonly status: Status | undefined;
  /** A pause or resume that the relay has not answered yet. */
  readonly changing: boolean;
  /** Why the last pause or resume did not work. */
  readonly failure: string | undefined;
}

/** The relay as a whole: is it there, is it on. */
export interface Connection {
  readonly store: StoreApi<ConnectionStoreState>;
  load(): Promise<void>;
  pause(minutes: number): Promise<void>;
  resume(): Promise<void>;
  dismissFailure(): void;
}

/** Makes the store of the connection and the relay's status. */
export function createConnection(control: Control): Connection {
  const store = createStore<ConnectionStoreState>(() => ({
    connection: 'connecting',
    lostBecause: undefined,
    status: undefined,
    changing: false,
    failure: undefined,
  }));

  const change = async (ask: () => Promise<Status>): Promise<void> => {
    store.setState({ changing: true, failure: undefined });
    try {
      store.setState({ status: await ask(), changing: false });
    } catch (error) {
      store.setState({ changing: false, failure: sentenceOf(error) });
    }
  };

  return {
    store,
    async load() {
      // A failure here is a lost connection, which shows as such.
      const status = await control.call('relay.status', {}).catch(() => undefined);
      if (status) store.setState({ status });
    },
    pause: (minutes) => change(() => control.call('relay.pause', { minutes })),
    resume: () => change(() => control.call('relay.resume', {})),
    dismissFailure: () => store.setState({ failure: undefined }),
  };
}
