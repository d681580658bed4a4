import type * as Electron from 'electron';
import type { CdpSession, Protocol } from './cdp.ts';
import type { Opening } from './injected/openings.ts';
import { toAppUrl } from './scheme-urls.ts';

type Handler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

const DISPOSITIONS: Partial<Readonly<Record<Protocol.Page.ClientNavigationDisposition, Opening['disposition']>>> = {
  newTab: 'background-tab',
  newWindow: 'new-window',
};

/**
 * Answers for the windows that a page wants to open. The host has none to give: the app's handler has to deny them.
 * Most are caught in the page (see injected/openings.ts); of the others Chromium tells just before it opens them.
 */
export class WindowOpening {
  handler: Handler | undefined;
  readonly #openings: Opening[] = [];

  follow(session: CdpSession): void {
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      // Chromium fills in the features that are on by default.
      const isPopup = !windowFeatures.includes('toolbar');
      this.#openings.push({
        url,
        frameName: windowName === '_blank' ? '' : windowName,
        features: windowFeatures.join(','),
        disposition: isPopup ? 'new-window' : 'foreground-tab',
      });
    });
    session.on('Page.frameRequestedNavigation', ({ url, disposition }) => {
      const byDisposition = DISPOSITIONS[disposition];
      if (byDisposition === undefined) return;
      this.#openings.push({ url, frameName: '', features: '', disposition: byDisposition });
    });
  }

  /** Whether this page is waiting for a new window. */
  get isExpecting(): boolean {
    return this.#openings.length > 0;
  }

  /** Asks the app about the opening that Chromium told of first. */
  refuseNext(): void {
    const opening = this.#openings.shift();
    if (opening !== undefined) this.refuse(opening);
  }

  /** Asks the app; throws where it did not deny it. */
  refuse(opening: Opening): void {
    const url = toAppUrl(opening.url);
    const details: Electron.HandlerDetails = {
      ...opening,
      url,
      referrer: { url: '', policy: 'strict-origin-when-cross-origin' },
    };
    if (this.handler === undefined) {
      throw new Error(`electron-host: a page opened ${url}, and no setWindowOpenHandler denied it`);
    }
    const { action } = this.handler(details);
    if (action !== 'deny') throw new Error(`electron-host: setWindowOpenHandler may only deny here (${url})`);
  }
}
