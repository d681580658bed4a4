import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ClientFile, ProcedureInput, ProcedureOutput } from '../../src-relay/control/contract.ts';
import type { Control } from '../control/control.ts';
import { sentenceOf } from '../control/control-failure.ts';
import { withKey, withoutKey } from './by-key.ts';

export interface ClientsState {
  /** Files of the AI apps that are installed; undefined before the first answer. */
  readonly files: readonly ClientFile[] | undefined;
  /** Every app that the relay knows how to connect. */
  readonly supported: ProcedureOutput<'clients.list'>['supported'];
  /** Why the list could not be read. */
  readonly failure: string | undefined;
  /** Files with a switch that the relay has not answered yet, by path. */
  readonly pending: Readonly<Record<string, true>>;
  /** Why a file's last switch did not work, by path. */
  readonly failures: Readonly<Record<string, string>>;
}

/** The AI apps of this machine. What only one view needs is asked for there; those throw a ControlFailure. */
export interface Clients {
  readonly store: StoreApi<ClientsState>;
  load(): Promise<void>;
  /** What would be written; nothing is yet. */
  plan(input: ProcedureInput<'clients.plan'>): Promise<ProcedureOutput<'clients.plan'>>;
  /** Writes what a plan showed. Resolves once the relay is there again where it starts anew for it. */
  apply(planId: string): Promise<ProcedureOutput<'clients.apply'>>;
  /** Whether the relay puts a dropped entry back by itself; why it did not work is in `failures`. */
  keepItself(file: ClientFile, keepItself: boolean): Promise<void>;
  dismissFailure(file: string): void;
  testCall(): Promise<ProcedureOutput<'clients.testCall'>>;
  ways(): Promise<ProcedureOutput<'clients.ways'>>;
  /** Lets a client in that comes by the bridge under this name. */
  letIn(name: string): Promise<void>;
  /** Has the relay open an app's install link; where it has a desktop. */
  openLink(client: ClientFile['id']): Promise<void>;
  createToken(name: string): Promise<string>;
  reveal(path: string): Promise<void>;
}

/** Makes the store of AI apps. */
export function createClients(control: Control): Clients {
  const store = createStore<ClientsState>(() => ({
    files: undefined,
    supported: [],
    failure: undefined,
    pending: {},
    failures: {},
  }));
  const take = (file: ClientFile): void =>
    store.setState((s) => ({ files: s.files?.map((one) => (one.file === file.file ? file : one)) }));
  return {
    store,
    async load() {
      try {
        store.setState({ ...(await control.call('clients.list', {})), failure: undefined });
      } catch (error) {
        store.setState({ failure: sentenceOf(error) });
      }
    },
    plan: (input) => control.call('clients.plan', input),
    async apply(planId) {
      const { instanceId } = await control.call('relay.status', {});
      const done = await control.call('clients.apply', { planId });
      if (done.restarts) await otherThan(control, instanceId);
      take(done.file);
      return done;
    },
    async keepItself({ id, file }, keepItself) {
      store.setState((s) => ({ pending: withKey(s.pending, file, true), failures: withoutKey(s.failures, file) }));
      try {
        take(await control.call('clients.keepItself', { id, file, keepItself }));
      } catch (error) {
        store.setState((s) => ({ failures: withKey(s.failures, file, sentenceOf(error)) }));
      } finally {
        store.setState((s) => ({ pending: withoutKey(s.pending, file) }));
      }
    },
    dismissFailure: (file) => store.setState((s) => ({ failures: withoutKey(s.failures, file) })),
    testCall: () => control.call('clients.testCall', {}),
    ways: () => control.call('clients.ways', {}),
    async letIn(name) {
      await control.call('clients.letIn', { name });
    },
    async openLink(client) {
      await control.call('clients.openLink', { client });
    },
    createToken: async (name) => (await control.call('clients.createToken', { name })).token,
    async reveal(path) {
      await control.call('clients.reveal', { path });
    },
  };
}

/** How often it is asked whether the relay is there again, and for how long at most, in milliseconds. */
const POLL_MS = 250;
const LONGEST_MS = 20_000;

/** Waits until another run of the relay answers than this one; not for ever, as it may not have started anew. */
async function otherThan(control: Control, instanceId: string): Promise<void> {
  const until = performance.now() + LONGEST_MS;
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    try {
      if ((await control.call('relay.status', {})).instanceId !== instanceId) return;
    } catch {
      // It is starting.
    }
  }
}
