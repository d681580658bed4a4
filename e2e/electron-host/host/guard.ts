import { EventEmitter } from 'node:events';

/** What languages and tools ask of any object to see what it is. To answer "no" is right there. */
const ASKED_OF_ANYTHING: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'inspect',
  'nodeType',
  'tagName',
  '$$typeof',
  'asymmetricMatch',
  'prototype',
  'domain',
  'default',
]);

const names = new WeakMap<object, string>();

/** An error for a part of Electron that this host does not have. */
class NotImplementedError extends Error {
  override readonly name = 'NotImplementedError';

  constructor(what: string) {
    super(`electron-host: ${what} is not implemented`);
  }
}

/** Throws for a part, or a use, of Electron that this host does not have. */
export function notImplemented(what: string): never {
  throw new NotImplementedError(what);
}

/** Throws for what would weaken the app, and what Electron would let it do. */
export function refused(what: string): never {
  throw new Error(`electron-host: ${what}: refused`);
}

function nameOf(value: unknown): string {
  if (typeof value === 'function') return value.name;
  if (typeof value !== 'object' || value === null) return 'electron';
  return names.get(value) ?? value.constructor.name;
}

/**
 * Stands at the end of a prototype chain: what is not found before comes here, and throws by name instead of being
 * undefined. A proxy at this end leaves the objects themselves alone, so private fields work and specs may patch.
 */
function guardEnd<T extends object>(parent: T): T {
  return new Proxy(parent, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || ASKED_OF_ANYTHING.has(key)) {
        const value: unknown = Reflect.get(target, key, receiver);
        return value;
      }
      return notImplemented(`${nameOf(receiver)}.${key}`);
    },
    // instanceof looks for the very object that was wrapped.
    getPrototypeOf: (target) => target,
  });
}

const objectEnd = guardEnd(Object.prototype);

/** Base of the host's classes without events. */
export class Guarded {
  get [Symbol.toStringTag](): string {
    return nameOf(this);
  }
}
Object.setPrototypeOf(Guarded.prototype, objectEnd);
Object.setPrototypeOf(Guarded, guardEnd(Function.prototype));

/** Base of the host's classes with events. */
export class GuardedEmitter extends EventEmitter {}
Object.setPrototypeOf(GuardedEmitter.prototype, guardEnd(EventEmitter.prototype));
Object.setPrototypeOf(GuardedEmitter, guardEnd(EventEmitter));

/** Gives an object the name under which its missing members are reported. */
export function named<T extends object>(name: string, object: T): T {
  names.set(object, name);
  return object;
}

/** Makes a plain object throw by name for each member it lacks. */
export function guarded<T extends object>(name: string, members: T): T {
  Object.setPrototypeOf(members, objectEnd);
  return named(name, members);
}

/** Members of an Electron type, each as that type has it. Those of EventEmitter say "this" and so the whole type. */
type Part<Whole> = { readonly [Key in keyof Omit<Whole, keyof EventEmitter>]?: Whole[Key] | undefined };

function isWhole<Whole extends object>(part: Part<Whole>): part is Part<Whole> & Whole {
  for (let link: unknown = part; typeof link === 'object' && link !== null; link = Object.getPrototypeOf(link)) {
    if (link === objectEnd || link === GuardedEmitter.prototype) return true;
  }
  return false;
}

/**
 * Lets a host object stand where Electron's whole type is asked for. That is true of guarded objects only: each member
 * they lack throws by name when it is used.
 */
export function asWhole<Whole extends object>(part: Part<Whole>): Whole {
  if (isWhole(part)) return part;
  throw new TypeError('electron-host: only a guarded object can stand for the whole of an Electron type');
}
