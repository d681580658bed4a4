import type * as Electron from 'electron';
import { basename } from 'node:path';
import { chromium } from './chromium.ts';
import { makeEvent } from './event.ts';
import { GuardedEmitter } from './guard.ts';
import { reportError } from './report.ts';
import { toAppUrl } from './scheme-urls.ts';
import type { WebContents } from './web-contents.ts';

/** Electron's DownloadItem of a download that never gets anywhere: there are none here. */
class DownloadItem
  extends GuardedEmitter
  implements
    Pick<
      Electron.DownloadItem,
      'getURL' | 'getFilename' | 'getState' | 'cancel' | 'setSavePath' | 'getSavePath' | 'savePath'
    >
{
  savePath = '';
  readonly #url: string;
  readonly #name: string;

  constructor(url: string, name: string) {
    super();
    this.#url = url;
    this.#name = basename(name);
  }

  getURL(): string {
    return this.#url;
  }

  getFilename(): string {
    return this.#name;
  }

  getState(): 'cancelled' {
    return 'cancelled';
  }

  cancel(): void {}

  setSavePath(path: string): void {
    this.savePath = path;
  }

  getSavePath(): string {
    return this.savePath;
  }
}

/** Cancels every download, whatever the app says to it, and tells the app's session of it. */
export async function denyDownloads(
  session: GuardedEmitter,
  contentsOf: (frameId: string) => WebContents | undefined,
): Promise<void> {
  const { browser } = chromium().connection;
  browser.on('Browser.downloadWillBegin', ({ guid, url, suggestedFilename, frameId }) => {
    // Playwright lets downloads through for its own purposes, so that each has to be cancelled as well.
    browser.send('Browser.cancelDownload', { guid }).catch((error: unknown) => reportError('a download', error));
    session.emit(
      'will-download',
      makeEvent({}),
      new DownloadItem(toAppUrl(url), suggestedFilename),
      contentsOf(frameId),
    );
  });
  await browser.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true });
}
