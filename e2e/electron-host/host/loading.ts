import type { EventEmitter } from 'node:events';
import type { CdpSession } from './cdp.ts';
import { makeEvent } from './event.ts';
import { protocol } from './protocol.ts';
import { toAppUrl, toPageUrl } from './scheme-urls.ts';
import type { FrameTree } from './web-frames.ts';

/** Chromium's error numbers, as far as loading a page of the app can end in one. */
const ERROR_CODES: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_ACCESS_DENIED: -10,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_BLOCKED_BY_RESPONSE: -27,
  ERR_BLOCKED_BY_CSP: -30,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
};

/** Electron's error of a page that did not load. */
class LoadError extends Error {
  readonly errno: number;
  readonly code: string;
  readonly url: string;

  constructor(code: string, url: string) {
    super(`${code} (${ERROR_CODES[code] ?? -2}) loading '${url}'`);
    this.code = code;
    this.errno = ERROR_CODES[code] ?? -2;
    this.url = url;
  }
}

/** Loads pages into a window, and tells the app how that goes with Electron's events. */
export class Loading {
  readonly #contents: EventEmitter;
  readonly #frames: FrameTree;
  /** The document now shown, by Chromium's number; undefined while there is only the empty first one. */
  #loader: string | undefined;
  #isLoading = false;
  #current: PromiseWithResolvers<void> | undefined;
  #url = '';
  readonly #responses = new Map<string, { readonly status: number; readonly text: string }>();

  constructor(contents: EventEmitter, frames: FrameTree) {
    this.#contents = contents;
    this.#frames = frames;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** The address shown, or the one on its way there, as webContents.getURL() says it. */
  get url(): string {
    return this.#loader === undefined ? this.#url : this.#frames.main.url;
  }

  async follow(session: CdpSession): Promise<void> {
    session.on('Page.frameStartedNavigating', ({ frameId, url }) => {
      if (this.#frames.isMain(frameId)) this.#started(toAppUrl(url));
    });
    session.on('Network.responseReceived', ({ loaderId, type, response }) => {
      if (type === 'Document') this.#responses.set(loaderId, { status: response.status, text: response.statusText });
    });
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.#committed(frame.loaderId, frame.unreachableUrl !== undefined);
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const { processId, routingId } = this.#frames.get(frameId) ?? this.#frames.main;
      const place = [toAppUrl(url), this.#frames.isMain(frameId), processId, routingId];
      this.#contents.emit('did-navigate-in-page', makeEvent({}), ...place);
    });
    session.on('Page.lifecycleEvent', ({ loaderId, name }) => {
      if (loaderId === this.#loader) this.#reached(name);
    });
    session.on('Page.frameStoppedLoading', ({ frameId }) => {
      if (this.#frames.isMain(frameId)) this.#stopped();
    });
    await Promise.all([
      session.send('Network.enable'),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    ]);
  }

  /** As in Electron, the promise waits for the whole page and rejects when it cannot be loaded. */
  async load(session: CdpSession, url: string): Promise<void> {
    const current = Promise.withResolvers<void>();
    this.#current?.reject(new LoadError('ERR_ABORTED', this.#url));
    this.#current = current;
    this.#url = url;
    // The rejection has a listener only once this function returns the promise.
    current.promise.catch(() => undefined);
    const { errorText } = await session.send('Page.navigate', { url: toPageUrl(url, protocol.schemes) });
    if (errorText !== undefined) this.#failed(errorText.replace('net::', ''), url);
    return current.promise;
  }

  /** The window is gone, and with it what was loading. */
  end(): void {
    this.#current?.reject(new LoadError('ERR_FAILED', this.#url));
    this.#current = undefined;
  }

  #started(url: string): void {
    this.#isLoading = true;
    const { main } = this.#frames;
    const event = makeEvent({ url, isSameDocument: false, isMainFrame: true, frame: main });
    this.#contents.emit('did-start-loading', makeEvent({}));
    this.#contents.emit('did-start-navigation', event, url, false, true, main.processId, main.routingId);
  }

  #committed(loader: string, isError: boolean): void {
    const response = this.#responses.get(loader);
    this.#responses.clear();
    if (isError) return;
    this.#loader = loader;
    const { url } = this.#frames.main;
    this.#contents.emit('did-navigate', makeEvent({}), url, response?.status ?? 200, response?.text ?? '');
  }

  #reached(stage: string): void {
    if (stage === 'DOMContentLoaded') this.#contents.emit('dom-ready', makeEvent({}));
    if (stage === 'firstContentfulPaint') this.#contents.emit('first-paint');
    if (stage !== 'load') return;
    const { main } = this.#frames;
    this.#contents.emit('did-frame-finish-load', makeEvent({}), true, main.processId, main.routingId);
    this.#contents.emit('did-finish-load', makeEvent({}));
    this.#current?.resolve();
    this.#current = undefined;
  }

  #failed(code: string, url: string): void {
    const { main } = this.#frames;
    const details = [ERROR_CODES[code] ?? -2, code, url, true, main.processId, main.routingId];
    if (code !== 'ERR_ABORTED') this.#contents.emit('did-fail-load', makeEvent({}), ...details);
    this.#current?.reject(new LoadError(code, url));
    this.#current = undefined;
  }

  #stopped(): void {
    if (!this.#isLoading) return;
    this.#isLoading = false;
    this.#contents.emit('did-stop-loading', makeEvent({}));
  }
}
