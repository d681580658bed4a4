import type { Callable, Coded, decodeValue, Decoder, encodeValue, Encoder } from '../values.ts';
import type { PageEventClass, PageNode } from './dom.ts';

declare const CustomEvent: PageEventClass;
declare const encode: typeof encodeValue;
declare const decode: typeof decodeValue;

type Outcome = { readonly value: Coded } | { readonly error: string };

type Message =
  | { readonly kind: 'call'; readonly call: number; readonly owned: number; readonly given: Coded }
  | { readonly kind: 'outcome'; readonly call: number; readonly outcome: Outcome }
  | { readonly kind: 'settle'; readonly promise: number; readonly outcome: Outcome };

/** One end of the bridge between a page and its preload script. */
export interface Bridge {
  /** Lets the other end call a function; the first one has the number 0. */
  own(callable: Callable): number;
  /** Calls a function of the other end and gives back what it returned. */
  call(owned: number, given: readonly unknown[]): unknown;
}

/**
 * One end of the bridge. Both ends run this same code, each in its world, with the events of a detached node between
 * them that no script of the page can reach. Only text crosses: data is copied, functions and promises are called
 * through. This function runs inside pages and may use only `encode`, `decode` and its arguments.
 */
export function makeBridge(channel: PageNode, here: string, there: string): Bridge {
  const { parse, stringify } = JSON;
  const owned: Callable[] = [];
  const proxies = new WeakMap<Callable, number>();
  const outcomes: Record<number, Outcome> = {};
  const settlers: Record<number, (outcome: Outcome) => void> = {};
  let lastCall = 0;
  let lastPromise = 0;

  // Only the other end knows the node.
  const isMessage = (value: unknown): value is Message => typeof value === 'object' && value !== null;
  const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
  const post = (message: Message): void => {
    channel.dispatchEvent(new CustomEvent(there, { detail: stringify(message) }));
  };
  const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  const wrap = (value: unknown): Outcome => {
    try {
      return { value: encode(value, encoder) };
    } catch (error) {
      return { error: messageOf(error) };
    }
  };
  const unwrap = (outcome: Outcome): unknown => {
    if ('error' in outcome) throw new Error(outcome.error);
    return decode(outcome.value, decoder);
  };
  const own = (callable: Callable): number => owned.push(callable) - 1;

  const encoder: Encoder = {
    function(value) {
      // A function of the other end goes home as itself.
      const theirs = proxies.get(value);
      return theirs === undefined ? ['function', own(value), false] : ['function', theirs, true];
    },
    promise(value) {
      lastPromise += 1;
      const promise = lastPromise;
      value.then(
        (settled) => post({ kind: 'settle', promise, outcome: wrap(settled) }),
        (error: unknown) => post({ kind: 'settle', promise, outcome: { error: messageOf(error) } }),
      );
      return ['promise', promise];
    },
    error: (value) => ['error', value.message],
  };

  const decoder: Decoder = {
    function(id, isReturning) {
      if (isReturning) return owned[id];
      const proxy: Callable = (...given) => call(id, given);
      proxies.set(proxy, id);
      return proxy;
    },
    promise(id) {
      return new Promise((resolve, reject) => {
        settlers[id] = (outcome) => {
          try {
            resolve(unwrap(outcome));
          } catch (error) {
            reject(error);
          }
        };
      });
    },
  };

  const call = (id: number, given: readonly unknown[]): unknown => {
    lastCall += 1;
    const number = lastCall;
    post({ kind: 'call', call: number, owned: id, given: encode(given, encoder) });
    const outcome = outcomes[number];
    delete outcomes[number];
    // Dispatching is synchronous: no outcome means that the other world has ended.
    if (outcome === undefined) throw new Error('The other end of the bridge is gone');
    return unwrap(outcome);
  };

  const answer = (id: number, coded: Coded): Outcome => {
    try {
      const given = decode(coded, decoder);
      const callable = owned[id];
      if (callable === undefined || !isList(given)) throw new Error('No such function');
      return wrap(callable(...given));
    } catch (error) {
      return { error: messageOf(error) };
    }
  };

  channel.addEventListener(here, ({ detail }) => {
    const message: unknown = parse(String(detail));
    if (!isMessage(message)) return;
    if (message.kind === 'call') {
      post({ kind: 'outcome', call: message.call, outcome: answer(message.owned, message.given) });
    } else if (message.kind === 'outcome') outcomes[message.call] = message.outcome;
    else {
      settlers[message.promise]?.(message.outcome);
      delete settlers[message.promise];
    }
  });
  return { own, call };
}
