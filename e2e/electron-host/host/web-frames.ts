import type * as Electron from 'electron';
import type { CdpSession, Protocol } from './cdp.ts';
import { asWhole, GuardedEmitter } from './guard.ts';
import { originOf, toAppUrl } from './scheme-urls.ts';

/** There is one renderer process a window here; its number only has to be the same for the same window. */
const PROCESS_ID = 1;
let lastRoutingId = 0;

/** Electron's WebFrameMain: a frame of a page as Chromium reports it. */
export class WebFrameMain
  extends GuardedEmitter
  implements
    Pick<
      Electron.WebFrameMain,
      | 'url'
      | 'origin'
      | 'name'
      | 'parent'
      | 'top'
      | 'processId'
      | 'routingId'
      | 'frameTreeNodeId'
      | 'frameToken'
      | 'detached'
      | 'isDestroyed'
    >
{
  readonly processId = PROCESS_ID;
  readonly routingId: number;
  readonly frameTreeNodeId: number;
  readonly frameToken: string;
  url = '';
  name = '';
  detached = false;
  readonly #parent: WebFrameMain | undefined;

  constructor(id: string, parent: WebFrameMain | undefined) {
    super();
    lastRoutingId += 1;
    this.routingId = lastRoutingId;
    this.frameTreeNodeId = lastRoutingId;
    this.frameToken = id;
    this.#parent = parent;
  }

  get origin(): string {
    return originOf(this.url);
  }

  get parent(): Electron.WebFrameMain | null {
    return this.#parent === undefined ? null : asWhole<Electron.WebFrameMain>(this.#parent);
  }

  get top(): Electron.WebFrameMain | null {
    return this.#parent === undefined ? asWhole<Electron.WebFrameMain>(this) : this.#parent.top;
  }

  isDestroyed(): boolean {
    return this.detached;
  }
}

/** The frames of one page. */
export class FrameTree {
  readonly #frames = new Map<string, WebFrameMain>();
  #main = new WebFrameMain('', undefined);

  get main(): WebFrameMain {
    return this.#main;
  }

  has(frame: object): boolean {
    return [...this.#frames.values()].some((known) => known === frame);
  }

  get(id: string): WebFrameMain | undefined {
    return this.#frames.get(id);
  }

  isMain(id: string): boolean {
    return this.#frames.get(id) === this.#main;
  }

  /** Follows what Chromium says of the page; the main frame has the id of its target. */
  follow(session: CdpSession, targetId: string): void {
    this.#main = new WebFrameMain(targetId, undefined);
    this.#frames.set(targetId, this.#main);
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => this.#add(frameId, parentFrameId));
    session.on('Page.frameDetached', ({ frameId, reason }) => {
      if (reason === 'swap') return;
      const frame = this.#frames.get(frameId);
      if (frame !== undefined) frame.detached = true;
      this.#frames.delete(frameId);
    });
    session.on('Page.frameNavigated', ({ frame }) => this.#navigated(frame));
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.#frames.get(frameId);
      if (frame !== undefined) frame.url = toAppUrl(url);
    });
  }

  #add(id: string, parentId: string): WebFrameMain {
    const known = this.#frames.get(id);
    if (known !== undefined) return known;
    const frame = new WebFrameMain(id, this.#frames.get(parentId));
    this.#frames.set(id, frame);
    return frame;
  }

  #navigated(frame: Protocol.Page.Frame): void {
    const known = frame.parentId === undefined ? this.#main : this.#add(frame.id, frame.parentId);
    known.url = toAppUrl(frame.url) + (frame.urlFragment ?? '');
    known.name = frame.name ?? '';
  }
}
