import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Tool, ToolDetail } from '../../src-relay/control/contract.ts';
import type { Control } from '../control/control.ts';
import { sentenceOf } from '../control/control-failure.ts';
import { withKey, withoutKey } from './by-key.ts';

export interface ToolsState {
  /** Undefined before the first answer. */
  readonly tools: readonly Tool[] | undefined;
  /** Why the list could not be read. */
  readonly failure: string | undefined;
  /** Tools with a change that the relay has not answered yet, by `toolKey`. */
  readonly pending: Readonly<Record<string, true>>;
  /** Why a tool's last change did not work, by `toolKey`. */
  readonly failures: Readonly<Record<string, string>>;
}

/** The registry of tools, and what one can do to them. Changes show at once and roll back when refused. */
export interface Tools {
  readonly store: StoreApi<ToolsState>;
  load(): Promise<void>;
  /** Definition and approved definition; throws a ControlFailure. */
  get(server: string, name: string): Promise<ToolDetail>;
  /** These two answer whether it worked; why not is in `failures`. */
  setEnabled(server: string, name: string, enabled: boolean): Promise<boolean>;
  /** Approves the definition with this hash: the one that was on the screen. */
  approve(server: string, name: string, hash: string): Promise<boolean>;
  dismissFailure(server: string, name: string): void;
}

/** The key of a tool in `pending` and `failures`. */
export function toolKey(server: string, name: string): string {
  return JSON.stringify([server, name]);
}

/** Makes the store of tools. */
export function createTools(control: Control): Tools {
  let said: readonly Tool[] | undefined;
  const wishes = new Map<string, Partial<Tool>>();
  const store = createStore<ToolsState>(() => ({ tools: undefined, failure: undefined, pending: {}, failures: {} }));

  const show = (): void => {
    store.setState({ tools: said?.map((tool) => ({ ...tool, ...wishes.get(toolKey(tool.server, tool.name)) })) });
  };

  const change = async (key: string, wish: Partial<Tool>, ask: () => Promise<Tool>): Promise<boolean> => {
    wishes.set(key, wish);
    store.setState((s) => ({ pending: withKey(s.pending, key, true), failures: withoutKey(s.failures, key) }));
    show();
    try {
      const answer = await ask();
      said = said?.map((tool) => (toolKey(tool.server, tool.name) === key ? answer : tool));
      return true;
    } catch (error) {
      store.setState((s) => ({ failures: withKey(s.failures, key, sentenceOf(error)) }));
      return false;
    } finally {
      if (wishes.get(key) === wish) {
        wishes.delete(key);
        store.setState((s) => ({ pending: withoutKey(s.pending, key) }));
      }
      show();
    }
  };

  return {
    store,
    async load() {
      try {
        said = (await control.call('tools.list', {})).tools;
        store.setState({ failure: undefined });
        show();
      } catch (error) {
        store.setState({ failure: sentenceOf(error) });
      }
    },
    get: (server, name) => control.call('tools.get', { server, name }),
    setEnabled: (server, name, enabled) =>
      change(toolKey(server, name), { state: enabled ? 'enabled' : 'disabled - by user' }, () =>
        control.call('tools.setEnabled', { server, name, enabled }),
      ),
    approve: (server, name, hash) =>
      change(toolKey(server, name), { state: 'enabled', reason: null }, () =>
        control.call('tools.approve', { server, name, hash }),
      ),
    dismissFailure: (server, name) =>
      store.setState((s) => ({ failures: withoutKey(s.failures, toolKey(server, name)) })),
  };
}
