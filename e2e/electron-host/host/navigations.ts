import type * as Electron from 'electron';
import type { EventEmitter } from 'node:events';
import type { CdpSession, Protocol } from './cdp.ts';
import { makeEvent } from './event.ts';
import { asWhole } from './guard.ts';
import { protocol } from './protocol.ts';
import { reportError } from './report.ts';
import { toAppUrl, toPageUrl } from './scheme-urls.ts';
import type { FrameTree, WebFrameMain } from './web-frames.ts';

/** Other navigations never become a request, so that holding the request cannot stop them. */
const WITH_REQUEST = /^https?:/i;

const asFrame = (frame: WebFrameMain): Electron.WebFrameMain => asWhole<Electron.WebFrameMain>(frame);

/**
 * Asks the app about navigations that a page began (will-frame-navigate, will-navigate, will-redirect). The page's
 * process tells of such a beginning on the same channel as, and before, it asks for the navigation itself. So a request
 * without that news comes from loadURL or from a spec.
 */
export class Navigations {
  readonly #contents: EventEmitter;
  readonly #frames: FrameTree;
  readonly #begunByPage = new Set<string>();
  readonly #redirected = new Map<string, () => unknown>();

  constructor(contents: EventEmitter, frames: FrameTree) {
    this.#contents = contents;
    this.#frames = frames;
  }

  follow(session: CdpSession): void {
    this.#followOwnScheme(session);
    session.on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
      if (disposition !== 'currentTab') return;
      if (WITH_REQUEST.test(url)) this.#begunByPage.add(frameId);
      else this.#withoutRequest(session, frameId, url);
    });
    session.on('Page.frameNavigated', ({ frame }) => this.#begunByPage.delete(frame.id));
    session.on('Page.frameDetached', ({ frameId }) => this.#begunByPage.delete(frameId));
  }

  /** Whether the held request for a document may go on. */
  isAllowed({ frameId, request, redirectedRequestId }: Protocol.Fetch.requestPausedPayload): boolean {
    const url = toAppUrl(request.url + (request.urlFragment ?? ''));
    if (redirectedRequestId !== undefined) return !this.#isPrevented('will-redirect', frameId, url);
    if (!this.#begunByPage.delete(frameId)) return true;
    return !this.#isRefused(frameId, url);
  }

  /**
   * Chromium has no page for an address of the app's own scheme and gives up on it. The host has one, and goes there
   * after that, where the app lets it.
   */
  #withoutRequest(session: CdpSession, frameId: string, url: string): void {
    const pageUrl = toPageUrl(url, protocol.schemes);
    const report = (error: unknown): void => reportError(`a navigation to ${url}`, error);
    if (this.#isRefused(frameId, url)) session.send('Page.stopLoading').catch(report);
    else if (pageUrl !== url)
      this.#redirected.set(url, () => session.send('Page.navigate', { url: pageUrl, frameId }).catch(report));
  }

  #followOwnScheme(session: CdpSession): void {
    const abandoned = new Map<string, () => unknown>();
    session.on('Page.frameStartedNavigating', ({ url, loaderId }) => {
      const goThere = this.#redirected.get(url);
      this.#redirected.delete(url);
      if (goThere !== undefined) abandoned.set(loaderId, goThere);
    });
    session.on('Network.loadingFailed', ({ requestId }) => {
      abandoned.get(requestId)?.();
      abandoned.delete(requestId);
    });
  }

  #isRefused(frameId: string, url: string): boolean {
    if (this.#isPrevented('will-frame-navigate', frameId, url)) return true;
    return this.#frames.isMain(frameId) && this.#isPrevented('will-navigate', frameId, url);
  }

  #isPrevented(name: string, frameId: string, url: string): boolean {
    const frame = this.#frames.get(frameId) ?? this.#frames.main;
    const isMainFrame = this.#frames.isMain(frameId);
    const event = makeEvent({
      url,
      isSameDocument: false,
      isMainFrame,
      frame: asFrame(frame),
      initiator: asFrame(frame),
    } satisfies Electron.WebContentsWillNavigateEventParams);
    this.#contents.emit(name, event, url, false, isMainFrame, frame.processId, frame.routingId);
    return event.defaultPrevented;
  }
}
