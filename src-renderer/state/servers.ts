import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ProcedureOutput, Server } from '../../src-relay/control/contract.ts';
import type { Control } from '../control/control.ts';
import { sentenceOf } from '../control/control-failure.ts';
import { withKey, withoutKey } from './by-key.ts';

export interface ServersState {
  /** As the relay said, changed by what was switched here and not answered yet; undefined before the first answer. */
  readonly servers: readonly Server[] | undefined;
  /** Why the list could not be read. */
  readonly failure: string | undefined;
  /** Servers with a change that the relay has not answered yet. */
  readonly pending: Readonly<Record<string, true>>;
  /** Why a server's last change did not work, by its name. */
  readonly failures: Readonly<Record<string, string>>;
}

/** The servers behind the relay, and what one can do to them. Changes show at once and roll back when refused. */
export interface Servers {
  readonly store: StoreApi<ServersState>;
  load(): Promise<void>;
  /** Takes over a list that the relay sent by itself. */
  heard(servers: readonly Server[]): void;
  /** These answer whether it worked; why not is in `failures`. */
  setHidden(server: string, hidden: boolean): Promise<boolean>;
  setEnabled(server: string, enabled: boolean): Promise<boolean>;
  restart(server: string): Promise<boolean>;
  /** Lets a server of a low risk score start all the same, or takes that back. */
  setAllowed(server: string, allowed: boolean): Promise<boolean>;
  /** Has the relay open the browser for a sign-in at a remote server; answers once a person can go on there. */
  signIn(server: string): Promise<boolean>;
  cancelSignIn(server: string): Promise<boolean>;
  signOut(server: string): Promise<boolean>;
  dismissFailure(server: string): void;
  /** The last lines of its error output, and the file with more of them; throws a ControlFailure. */
  log(server: string): Promise<ProcedureOutput<'servers.log'>>;
}

/** Makes the store of servers. */
export function createServers(control: Control): Servers {
  let said: readonly Server[] | undefined;
  const wishes = new Map<string, Partial<Server>>();
  const store = createStore<ServersState>(() => ({
    servers: undefined,
    failure: undefined,
    pending: {},
    failures: {},
  }));

  const show = (): void => {
    store.setState({ servers: said?.map((server) => ({ ...server, ...wishes.get(server.name) })) });
  };

  const change = async (name: string, wish: Partial<Server>, ask: () => Promise<Server>): Promise<boolean> => {
    wishes.set(name, wish);
    store.setState((s) => ({ pending: withKey(s.pending, name, true), failures: withoutKey(s.failures, name) }));
    show();
    try {
      const answer = await ask();
      said = said?.map((server) => (server.name === name ? answer : server));
      return true;
    } catch (error) {
      store.setState((s) => ({ failures: withKey(s.failures, name, sentenceOf(error)) }));
      return false;
    } finally {
      // A later change of the same server has taken this one's place.
      if (wishes.get(name) === wish) {
        wishes.delete(name);
        store.setState((s) => ({ pending: withoutKey(s.pending, name) }));
      }
      show();
    }
  };

  return {
    store,
    async load() {
      try {
        said = (await control.call('servers.list', {})).servers;
        store.setState({ failure: undefined });
        show();
      } catch (error) {
        store.setState({ failure: sentenceOf(error) });
      }
    },
    heard(servers) {
      said = servers;
      store.setState({ failure: undefined });
      show();
    },
    setHidden: (server, hidden) =>
      change(server, { hidden }, () => control.call('servers.setHidden', { server, hidden })),
    setEnabled: (server, enabled) =>
      change(server, { enabled }, () => control.call('servers.setEnabled', { server, enabled })),
    setAllowed: (server, allowed) => change(server, {}, () => control.call('servers.setAllowed', { server, allowed })),
    restart: (server) => change(server, {}, () => control.call('servers.restart', { server })),
    signIn: (server) => change(server, {}, () => control.call('servers.signIn', { server, opensBrowser: true })),
    cancelSignIn: (server) => change(server, {}, () => control.call('servers.cancelSignIn', { server })),
    signOut: (server) => change(server, {}, () => control.call('servers.signOut', { server })),
    dismissFailure: (server) => store.setState((s) => ({ failures: withoutKey(s.failures, server) })),
    log: (server) => control.call('servers.log', { server }),
  };
}
