import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallRow, ClientFile, ProcedureInput, ProcedureOutput } from '../../src-relay/control/contract.ts';
import type { Control } from '../control/control.ts';
import { sentenceOf } from '../control/control-failure.ts';
import { withKey, withoutKey } from './by-key.ts';

export interface ClientsState {
  /** Files of the AI apps that are installed; undefined before the first answer. */
  readonly files: readonly ClientFile[] | undefined;
  /** Every app that the relay knows how to connect. */
  readonly supported: ProcedureOutput<'clients.list'>['supported'];
  /** Nothing was ever connected, and nobody has gone through the set-up or left it. */
  readonly isFirstRun: boolean;
  /** When an app's last call began, in milliseconds since the epoch, by the app's id; null where it made none, absent where nobody asked. */
  readonly lastCalls: Readonly<Record<string, number | null>>;
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
  /** Calls that were just written, oldest first. */
  heardCalls(rows: readonly CallRow[]): void;
  /** Looks for an app's last call; `lastCalls` follows it from then on. */
  askLastCall(id: ClientFile['id']): Promise<void>;
  /** Somebody has gone through the set-up, or has left it. */
  rememberSetup(): Promise<void>;
  /** Gives every connected app its old servers back. Resolves once the relay is there again where it starts anew for it. */
  restoreAll(): Promise<ProcedureOutput<'clients.restoreAll'>>;
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
    isFirstRun: false,
    lastCalls: {},
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
    heardCalls(rows) {
      const { lastCalls } = store.getState();
      const heard = rows.flatMap(({ client, ts }): [string, number][] => {
        const id = client.startsWith(CLIENT) ? client.slice(CLIENT.length) : '';
        return Object.hasOwn(lastCalls, id) ? [[id, ts]] : [];
      });
      if (heard.length > 0) store.setState({ lastCalls: { ...lastCalls, ...Object.fromEntries(heard) } });
    },
    async askLastCall(id) {
      const filter = { clients: [identityOf(id)] };
      const answer = await control.call('calls.list', { filter, limit: 1 }).catch(() => undefined);
      if (!answer) return;
      store.setState((s) => ({ lastCalls: withKey(s.lastCalls, id, answer.rows[0]?.ts ?? null) }));
    },
    async rememberSetup() {
      store.setState({ isFirstRun: false });
      // Where it cannot be kept, the set-up offers itself once more: no reason to trouble anybody.
      await control.call('clients.rememberSetup', {}).catch(() => undefined);
    },
    async restoreAll() {
      const { instanceId } = await control.call('relay.status', {});
      const done = await control.call('clients.restoreAll', {});
      if (done.restarts) await otherThan(control, instanceId);
      return done;
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

/** What the identity of an app begins with. */
const CLIENT = 'client:';

/** The name under which the relay knows an app that it was told to let in. */
export function identityOf(id: ClientFile['id']): string {
  return `${CLIENT}${id}`;
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
