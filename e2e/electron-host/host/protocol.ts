import type * as Electron from 'electron';
import { Guarded, named, notImplemented } from './guard.ts';

type Handler = Parameters<Electron.Protocol['handle']>[1];

/** Schemes that Chromium serves itself. */
const BUILT_IN = new Set(['http', 'https', 'file', 'data', 'blob', 'about', 'chrome', 'javascript']);

interface Scheme {
  readonly isSecure: boolean;
}

/** Electron's protocol: the app's own schemes and who answers for them. */
class Protocol
  extends Guarded
  implements Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'>
{
  readonly schemes = new Map<string, Scheme>();
  readonly #handlers = new Map<string, Handler>();
  #isReady = false;

  registerSchemesAsPrivileged(customSchemes: Electron.CustomScheme[]): void {
    if (this.#isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of customSchemes) {
      // Without it Chromium sees no host in a URL, which the mapping to https needs.
      if (privileges?.standard !== true) notImplemented(`the scheme '${scheme}' without the privilege standard`);
      this.schemes.set(scheme.toLowerCase(), { isSecure: privileges?.secure ?? false });
    }
  }

  handle(scheme: string, handler: Handler): void {
    if (!this.#isReady) throw new Error('protocol.handle should be called after app is ready');
    if (BUILT_IN.has(scheme)) notImplemented(`protocol.handle for the built-in scheme '${scheme}'`);
    if (!this.schemes.has(scheme))
      notImplemented(`protocol.handle for '${scheme}', which was not registered as privileged`);
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.#handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    if (!this.#handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme) || BUILT_IN.has(scheme);
  }

  handlerOf(scheme: string): Handler | undefined {
    return this.#handlers.get(scheme);
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Called by the host when the app becomes ready. */
  becomeReady(): void {
    this.#isReady = true;
  }
}

export const protocol = named('protocol', new Protocol());
