import type * as Electron from 'electron';
import type { Protocol } from './cdp.ts';
import { Guarded, named } from './guard.ts';
import { toAppUrl, toPageUrl } from './scheme-urls.ts';
import { protocol } from './protocol.ts';

type Listener = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (response: Electron.CallbackResponse) => void,
) => void;
type ResourceType = Electron.OnBeforeRequestListenerDetails['resourceType'];

const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  Media: 'media',
};

/** Electron's patterns: scheme://host/path, each with stars. */
function toPattern(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/;
  const source = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${source}$`, 'i');
}

/** Electron's webRequest, as far as its first step: a request can be let through, cancelled or sent elsewhere. */
class HostWebRequest extends Guarded implements Pick<Electron.WebRequest, 'onBeforeRequest'> {
  #listener: Listener | null = null;
  #patterns: readonly RegExp[] = [];
  #lastId = 0;

  onBeforeRequest(filter: Electron.WebRequestFilter, listener: Listener | null): void;
  onBeforeRequest(listener: Listener | null): void;
  onBeforeRequest(filter: Electron.WebRequestFilter | Listener | null, listener: Listener | null = null): void {
    const isFiltered = typeof filter === 'object' && filter !== null;
    this.#patterns = isFiltered ? filter.urls.map(toPattern) : [];
    this.#listener = isFiltered ? listener : filter;
  }

  /** Asks the app about a request that Chromium holds. */
  ask(paused: Protocol.Fetch.requestPausedPayload, webContentsId: number): Promise<Electron.CallbackResponse> {
    const listener = this.#listener;
    const url = toAppUrl(paused.request.url);
    const isConcerned = this.#patterns.length === 0 || this.#patterns.some((pattern) => pattern.test(url));
    if (listener === null || !isConcerned) return Promise.resolve({});
    this.#lastId += 1;
    const details = {
      id: this.#lastId,
      url,
      method: paused.request.method,
      webContentsId,
      resourceType: paused.resourceType === 'Document' ? 'mainFrame' : (RESOURCE_TYPES[paused.resourceType] ?? 'other'),
      referrer: toAppUrl(paused.request.headers['Referer'] ?? ''),
      timestamp: Date.now(),
      uploadData: [],
    } satisfies Electron.OnBeforeRequestListenerDetails;
    return new Promise((resolve) => {
      listener(details, ({ cancel, redirectURL }) => {
        const redirect = redirectURL === undefined ? {} : { redirectURL: toPageUrl(redirectURL, protocol.schemes) };
        resolve({ cancel: cancel ?? false, ...redirect });
      });
    });
  }
}

export type WebRequest = HostWebRequest;
export const makeWebRequest = (): HostWebRequest => named('session.webRequest', new HostWebRequest());
