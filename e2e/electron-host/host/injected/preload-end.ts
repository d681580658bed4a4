import type { Callable, Coded, decodeValue, encodeValue } from '../values.ts';
import type { makeBridge } from './bridge.ts';
import type { KeyInput, watchKeys } from './keys.ts';
import type { catchOpenings, Opening } from './openings.ts';
import type { watchTitle } from './title.ts';
import type { PageDocument, PageEventClass } from './dom.ts';

declare const document: PageDocument;
declare const MouseEvent: PageEventClass;
declare const bridge: typeof makeBridge;
declare const encode: typeof encodeValue;
declare const decode: typeof decodeValue;
declare const openings: typeof catchOpenings;
declare const titles: typeof watchTitle;
declare const keys: typeof watchKeys;

type Listener = (event: object, ...given: unknown[]) => void;

/** What the host is told from a preload script's world. */
export type FromPreload =
  | { readonly kind: 'send'; readonly channel: string; readonly given: Coded }
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly given: Coded }
  | { readonly kind: 'open'; readonly opening: Opening }
  | { readonly kind: 'permission'; readonly id: number; readonly permission: string }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'key'; readonly input: KeyInput }
  | { readonly kind: 'preload-error'; readonly message: string; readonly stack: string };

/** What the host tells a preload script's world. */
export type ToPreload =
  | { readonly kind: 'message'; readonly channel: string; readonly given: Coded }
  | { readonly kind: 'result'; readonly id: number; readonly value: Coded }
  | { readonly kind: 'error'; readonly id: number; readonly message: string };

/** What the preload script finds around it, as in a sandboxed preload of Electron. */
export interface PreloadScope {
  readonly require: (id: string) => unknown;
  readonly module: { exports: object };
  readonly process: object;
}

/** Runs in the preload script's world: Electron's renderer modules, the near end of the bridge, then the script itself. */
export function preloadEnd(
  names: { readonly handshake: string; readonly post: string; readonly receive: string },
  environment: object,
  runPreload: (scope: PreloadScope) => void,
): void {
  const world: Record<string, unknown> = globalThis;
  const isCallable = (value: unknown): value is Callable => typeof value === 'function';
  const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
  const postText = world[names.post];
  const post = (message: FromPreload): void => {
    if (isCallable(postText)) postText(JSON.stringify(message));
  };
  const guard = <T extends object>(name: string, members: T): T =>
    new Proxy(members, {
      get(target, key, receiver) {
        if (typeof key === 'symbol' || key in target || key === 'then' || key === 'toJSON') {
          const value: unknown = Reflect.get(target, key, receiver);
          return value;
        }
        throw new Error(`electron-host: ${name}.${key} is not implemented in preload scripts`);
      },
    });

  const node = document.createElement('i');
  document.dispatchEvent(new MouseEvent(names.handshake, { relatedTarget: node }));
  const toPage = bridge(node, 'preload', 'page');

  // The next two in this order: OWNED_BY_PRELOAD counts them.
  const report = (opening: Opening): void => post({ kind: 'open', opening });
  toPage.own((url, name, features) => {
    const isWindow = String(features) !== '';
    report({
      url: String(url),
      frameName: name === '_blank' ? '' : String(name),
      features: String(features),
      disposition: isWindow ? 'new-window' : 'foreground-tab',
    });
  });
  toPage.own((permission) => ask((id) => ({ kind: 'permission', id, permission: String(permission) })));
  openings(report);
  titles((title) => post({ kind: 'title', title }));
  keys((input) => post({ kind: 'key', input }));

  const pending: Record<number, PromiseWithResolvers<unknown>> = {};
  const listeners = new Map<string, { readonly listener: Listener; readonly isOnce: boolean }[]>();
  let lastQuestion = 0;
  const ask = (question: (id: number) => FromPreload): Promise<unknown> => {
    lastQuestion += 1;
    const answer = Promise.withResolvers<unknown>();
    pending[lastQuestion] = answer;
    post(question(lastQuestion));
    return answer.promise;
  };
  const listen = (channel: string, listener: Listener, isOnce: boolean): object => {
    if (typeof listener !== 'function') throw new TypeError('The "listener" argument must be of type function');
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, isOnce }]);
    return ipcRenderer;
  };
  const forget = (channel: string, listener: Listener): object => {
    const known = listeners.get(channel) ?? [];
    const last = known.findLastIndex((entry) => entry.listener === listener);
    listeners.set(channel, last === -1 ? known : known.toSpliced(last, 1));
    return ipcRenderer;
  };
  const ipcRenderer: object = guard('ipcRenderer', {
    send: (channel: string, ...given: unknown[]) => post({ kind: 'send', channel, given: encode(given) }),
    async invoke(channel: string, ...given: unknown[]) {
      const coded = encode(given);
      return ask((id) => ({ kind: 'invoke', id, channel, given: coded }));
    },
    on: (channel: string, listener: Listener) => listen(channel, listener, false),
    addListener: (channel: string, listener: Listener) => listen(channel, listener, false),
    once: (channel: string, listener: Listener) => listen(channel, listener, true),
    off: forget,
    removeListener: forget,
    removeAllListeners(channel?: string) {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  });

  const deliver = (channel: string, given: unknown): void => {
    for (const entry of listeners.get(channel) ?? []) {
      if (entry.isOnce) forget(channel, entry.listener);
      entry.listener({ sender: ipcRenderer, ports: [] }, ...(isList(given) ? given : []));
    }
  };
  world[names.receive] = (message: ToPreload): void => {
    if (message.kind === 'message') {
      deliver(message.channel, decode(message.given));
      return;
    }
    const answer = pending[message.id];
    delete pending[message.id];
    if (message.kind === 'result') answer?.resolve(decode(message.value));
    else answer?.reject(new Error(message.message));
  };

  const contextBridge = guard('contextBridge', {
    exposeInMainWorld(key: string, api: unknown): void {
      toPage.call(0, [key, api]);
    },
  });
  const electron = guard('electron', { ipcRenderer, contextBridge });
  const require = (id: string): unknown => {
    if (id === 'electron' || id === 'electron/renderer' || id === 'electron/common') return electron;
    throw new Error(`module not found: ${id} (electron-host: a sandboxed preload script gets only 'electron' here)`);
  };
  try {
    runPreload({ require, module: { exports: {} }, process: guard('process', environment) });
  } catch (error) {
    const isError = error instanceof Error;
    post({
      kind: 'preload-error',
      message: isError ? error.message : String(error),
      stack: (isError && error.stack) || '',
    });
  }
}
