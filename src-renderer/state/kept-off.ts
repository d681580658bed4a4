import { createStore, type StoreApi } from 'zustand/vanilla';
import { withKey, withoutKey } from './by-key.ts';
import { toolKey } from './tools.ts';

/** The definition that was decided on, by `toolKey`: its hash. */
export type KeptOffState = Readonly<Record<string, string>>;

/** Where the decisions are kept: the part of a browser's storage that is used. */
interface TextStorage {
  read(): string | null;
  write(text: string): void;
}

/**
 * Tools that a person has looked at and decided to leave off. The relay keeps them off by itself: this only says that
 * nobody needs to look again. It belongs to one definition; another one asks anew.
 */
interface KeptOff {
  readonly store: StoreApi<KeptOffState>;
  keep(server: string, name: string, hash: string): void;
  forget(server: string, name: string): void;
}

/** Makes the store of these decisions. */
export function createKeptOff(storage: TextStorage): KeptOff {
  const store = createStore<KeptOffState>(() => read(storage.read()));
  store.subscribe((state) => storage.write(JSON.stringify(state)));
  return {
    store,
    keep: (server, name, hash) => store.setState((s) => withKey(s, toolKey(server, name), hash), true),
    forget: (server, name) => store.setState((s) => withoutKey(s, toolKey(server, name)), true),
  };
}

/** Whether this definition of a tool was decided on. */
export function isKeptOff(state: KeptOffState, tool: { server: string; name: string; hash: string }): boolean {
  return state[toolKey(tool.server, tool.name)] === tool.hash;
}

function read(text: string | null): KeptOffState {
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, hash]) => typeof hash === 'string'));
  } catch {
    return {};
  }
}
