import type { Callable } from '../values.ts';
import type { makeBridge } from './bridge.ts';
import type { PageDocument, PageEvent } from './dom.ts';

declare const document: PageDocument;
declare const bridge: typeof makeBridge;

/** What the preload script's end does for the page's end, by the number under which it owns it. */
export const OWNED_BY_PRELOAD = { openWindow: 0, askPermission: 1 };

/**
 * Runs in the page's own world before any of its scripts. It waits for the preload script's world to hand over the
 * channel, under a name that is used up by then. It puts into the page what contextBridge exposes, and lets window.open
 * and what needs a permission ask the app first.
 */
export function pageEnd(handshake: string, owned: typeof OWNED_BY_PRELOAD): void {
  const world: Record<string, unknown> = globalThis;
  const isCallable = (value: unknown): value is Callable => typeof value === 'function';
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  const freeze = (value: unknown): void => {
    if ((!isObject(value) && !isCallable(value)) || Object.isFrozen(value)) return;
    Object.freeze(value);
    for (const member of Object.values(value)) freeze(member);
  };
  const expose = (name: unknown, api: unknown): void => {
    const key = String(name);
    if (key in world) throw new Error('Cannot bind an API on top of an existing property on the window object');
    freeze(api);
    Object.defineProperty(world, key, { value: api, enumerable: true, configurable: false, writable: false });
  };
  const prototypeOf = (name: string): Record<string, unknown> | undefined => {
    const constructor = world[name];
    const prototype: unknown = isCallable(constructor) ? constructor.prototype : undefined;
    return isObject(prototype) ? prototype : undefined;
  };

  document.addEventListener(
    handshake,
    ({ relatedTarget }: PageEvent) => {
      if (!relatedTarget) return;
      const toPreload = bridge(relatedTarget, 'page', 'preload');
      toPreload.own(expose);

      const openInside = world['open'];
      world['open'] = function open(url: unknown = '', target: unknown = '', features: unknown = ''): unknown {
        const place = String(target);
        if (['_self', '_parent', '_top'].includes(place) && isCallable(openInside)) {
          return Reflect.apply(openInside, world, [url, target, features]);
        }
        const address = String(url) === '' ? 'about:blank' : new URL(String(url), document.baseURI).href;
        toPreload.call(owned.openWindow, [address, place, String(features)]);
        return null;
      };

      // The answer becomes Chromium's own setting, and that decides when the real function is called.
      const gate = (owner: object | undefined, name: string, permission: string): void => {
        const original: unknown = owner === undefined ? undefined : Reflect.get(owner, name);
        if (owner === undefined || !isCallable(original)) return;
        const value = async function gated(this: unknown, ...given: unknown[]): Promise<unknown> {
          await toPreload.call(owned.askPermission, [permission]);
          return Reflect.apply(original, this, given);
        };
        Object.defineProperty(owner, name, { value, enumerable: true, configurable: true, writable: true });
      };
      const notification = world['Notification'];
      gate(isCallable(notification) ? notification : undefined, 'requestPermission', 'notifications');
      gate(prototypeOf('Geolocation'), 'getCurrentPosition', 'geolocation');
      gate(prototypeOf('MediaDevices'), 'getUserMedia', 'media');
      gate(prototypeOf('Clipboard'), 'read', 'clipboard-read');
      gate(prototypeOf('Clipboard'), 'readText', 'clipboard-read');
      gate(prototypeOf('Clipboard'), 'write', 'clipboard-sanitized-write');
      gate(prototypeOf('Clipboard'), 'writeText', 'clipboard-sanitized-write');
    },
    { once: true },
  );
}
