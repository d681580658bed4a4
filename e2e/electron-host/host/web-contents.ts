import type * as Electron from 'electron';
import { once } from 'node:events';
import type { CdpSession } from './cdp.ts';
import { makeEvent } from './event.ts';
import { asWhole, named, refused } from './guard.ts';
import type { KeyInput } from './injected/keys.ts';
import type { FromPreload, ToPreload } from './injected/preload-end.ts';
import { IpcMain, ipcMain } from './ipc-main.ts';
import { receiveFromPreload } from './ipc-delivery.ts';
import { Loading } from './loading.ts';
import { Navigations } from './navigations.ts';
import { PreloadWorld } from './preload-world.ts';
import { raise, reportError } from './report.ts';
import { serveRequests } from './requests.ts';
import { defaultSession } from './session.ts';
import { closeTarget, createTarget, type Target } from './targets.ts';
import { encodeValue } from './values.ts';
import { FrameTree } from './web-frames.ts';
import { WindowOpening } from './window-opening.ts';
import { PageSettings } from './page-settings.ts';
import { followTheme } from './page-theme.ts';
import { followConsole } from './page-console.ts';

/** What a window needs to say about the page in it. */
export interface WebContentsOptions {
  readonly width: number;
  readonly height: number;
  readonly preload: string | undefined;
  readonly additionalArguments: readonly string[];
  /** The page wants to close, as webContents.close() asks. */
  onClose(): void;
  isFocused(): boolean;
  /** The page is gone without having been asked to. */
  onGone(): void;
}

const all = new Map<number, WebContents>();
let lastId = 0;

/** Electron's WebContents: one page of Chromium. */
export class WebContents
  extends PageSettings
  implements
    Pick<
      Electron.WebContents,
      | 'id'
      | 'session'
      | 'mainFrame'
      | 'ipc'
      | 'send'
      | 'getURL'
      | 'getTitle'
      | 'getType'
      | 'loadURL'
      | 'loadFile'
      | 'reload'
      | 'reloadIgnoringCache'
      | 'stop'
      | 'close'
      | 'isDestroyed'
      | 'isLoading'
      | 'isLoadingMainFrame'
      | 'isCrashed'
      | 'setWindowOpenHandler'
      | 'executeJavaScript'
      | 'focus'
      | 'isFocused'
      | 'forcefullyCrashRenderer'
    >
{
  readonly id: number;
  readonly hostIpc = named('webContents.ipc', new IpcMain());
  readonly ipc = asWhole<Electron.IpcMain>(this.hostIpc);
  readonly session: Electron.Session = asWhole<Electron.Session>(defaultSession);
  /** The page is there, and prepared for its first document. */
  readonly attached: Promise<Target>;
  readonly #options: WebContentsOptions;
  readonly #frames = new FrameTree();
  readonly #loading = new Loading(this, this.#frames);
  readonly #navigations = new Navigations(this, this.#frames);
  readonly #opening = new WindowOpening();
  readonly #world: PreloadWorld;
  #targetId = '';
  #title = '';
  #isCrashed = false;
  #isDestroyed = false;

  constructor(options: WebContentsOptions) {
    super();
    lastId += 1;
    this.id = lastId;
    this.#options = options;
    this.#world = new PreloadWorld({
      preload: options.preload,
      additionalArguments: options.additionalArguments,
      onMessage: (message) => {
        this.#receive(message).catch(raise);
      },
    });
    all.set(this.id, this);
    this.attached = this.#attach();
    // A window that is closed while it opens has nobody who waits for it.
    this.attached.catch((error: unknown) => reportError('opening a window', error));
  }

  static fromId(id: number): WebContents | undefined {
    return all.get(id);
  }

  static fromFrame(frame: object): WebContents | undefined {
    return [...all.values()].find((contents) => contents.#frames.has(frame));
  }

  static getFocusedWebContents(): WebContents | null {
    return [...all.values()].find((contents) => contents.isFocused()) ?? null;
  }

  static getAllWebContents(): WebContents[] {
    return [...all.values()];
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...all.values()].find((contents) => contents.#targetId === targetId);
  }

  /** The page that waits for a window to open; undefined where none does. */
  static openerOf(openerTargetId: string | undefined): WebContents | undefined {
    return openerTargetId === undefined
      ? [...all.values()].find((contents) => contents.#opening.isExpecting)
      : WebContents.fromDevToolsTargetId(openerTargetId);
  }

  get mainFrame(): Electron.WebFrameMain {
    return asWhole<Electron.WebFrameMain>(this.#frames.main);
  }

  send(channel: string, ...given: unknown[]): void {
    this.#alive();
    this.#world.deliver({ kind: 'message', channel, given: encodeValue(given) });
  }

  getURL(): string {
    this.#alive();
    return this.#loading.url;
  }

  getTitle(): string {
    this.#alive();
    return this.#title;
  }

  getType(): 'window' {
    return 'window';
  }

  async loadURL(url: string, _options?: Electron.LoadURLOptions): Promise<void> {
    this.#alive();
    if (/^file:/i.test(url)) refused('a page of file://, which protocol.handle can serve');
    const { session } = await this.attached;
    await this.#loading.load(session, url);
  }

  loadFile(_path: string): Promise<void> {
    return refused('loadFile, as protocol.handle can serve the page');
  }

  reload(): void {
    this.#command((session) => session.send('Page.reload'));
  }

  reloadIgnoringCache(): void {
    this.#command((session) => session.send('Page.reload', { ignoreCache: true }));
  }

  stop(): void {
    this.#command((session) => session.send('Page.stopLoading'));
  }

  close(_options?: Electron.CloseOpts): void {
    this.#options.onClose();
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isLoading(): boolean {
    return this.#loading.isLoading;
  }

  isLoadingMainFrame(): boolean {
    return this.#loading.isLoading;
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.#opening.handler = handler;
  }

  /** As in Electron, what is asked of a page that is still loading waits for it. */
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    this.#alive();
    const { session } = await this.attached;
    if (this.#loading.isLoading || this.getURL() === '') await once(this, 'did-stop-loading');
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: code,
      userGesture,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  focus(): void {
    this.#command((session) => session.send('Page.bringToFront'));
  }

  isFocused(): boolean {
    return this.#options.isFocused();
  }

  forcefullyCrashRenderer(): void {
    this.#command((session) => session.send('Page.crash').catch(() => undefined));
  }

  /** Asks the app about a window that this page opens. */
  refuseWindow(): void {
    this.#opening.refuseNext();
  }

  /** The window is closed: the page ends with it. */
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    all.delete(this.id);
    this.#loading.end();
    this.attached.then(
      ({ id }) => closeTarget(id),
      () => undefined,
    );
    this.emit('destroyed');
  }

  async #attach(): Promise<Target> {
    const { width, height } = this.#options;
    const target = await createTarget({ width, height }, () => this.#options.onGone());
    const { session } = target;
    this.#targetId = target.id;
    this.#frames.follow(session, target.id);
    this.#navigations.follow(session);
    this.#opening.follow(session);
    followConsole(session, this);
    session.on('Inspector.targetCrashed', () => {
      this.#isCrashed = true;
      this.emit('render-process-gone', makeEvent({}), { reason: 'crashed', exitCode: 1 });
    });
    session.on('Page.frameNavigated', () => {
      this.#isCrashed = false;
    });
    await Promise.all([
      session.send('Page.enable'),
      session.send('Inspector.enable'),
      this.#loading.follow(session),
      this.#world.install(session, target.id),
      session.send('Runtime.enable'),
      session.send('Log.enable'),
      followTheme(session),
      serveRequests(session, {
        webRequest: defaultSession.hostWebRequest,
        webContentsId: this.id,
        denyPermissions: (url) => defaultSession.permissions.deny(url),
        isNavigationAllowed: (paused) => this.#navigations.isAllowed(paused),
      }),
      session.send('Runtime.runIfWaitingForDebugger'),
    ]);
    return target;
  }

  #alive(): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
  }

  #command(run: (session: CdpSession) => Promise<unknown>): void {
    this.#alive();
    this.attached
      .then(({ session }) => run(session))
      .catch((error: unknown) => reportError(`a command to web contents ${this.id}`, error));
  }

  async #receive(message: FromPreload): Promise<void> {
    const answer = (given: ToPreload): void => this.#world.deliver(given);
    const contents = asWhole<Electron.WebContents>(this);
    switch (message.kind) {
      case 'send':
      case 'invoke':
        await receiveFromPreload(message, {
          contents,
          frame: this.mainFrame,
          receivers: [this.hostIpc, ipcMain],
          answer,
        });
        break;
      case 'open':
        this.#opening.refuse(message.opening);
        break;
      case 'permission': {
        const value = await defaultSession.permissions.decide(contents, message.permission);
        answer({ kind: 'result', id: message.id, value });
        break;
      }
      case 'title':
        this.#title = message.title;
        this.emit('page-title-updated', makeEvent({}), message.title, true);
        break;
      case 'key':
        this.#keyPressed(message.input);
        break;
      case 'preload-error':
        this.#preloadFailed(message);
    }
  }

  /** The page hears of the key whatever the app says, so the app may not say no. */
  #keyPressed(input: KeyInput): void {
    const event = makeEvent({});
    this.emit('before-input-event', event, { ...input, modifiers: modifiersOf(input) } satisfies Electron.Input);
    if (event.defaultPrevented) reportError('before-input-event', new Error(`${input.code} cannot be prevented here`));
  }

  #preloadFailed({ message, stack }: { readonly message: string; readonly stack: string }): void {
    const path = this.#options.preload ?? '';
    const error = Object.assign(new Error(message), { stack });
    console.error(`Unable to load preload script: ${path}\n`, error);
    this.emit('preload-error', makeEvent({}), path, error);
  }
}

function modifiersOf({ shift, control, alt, meta }: KeyInput): string[] {
  return Object.entries({ shift, control, alt, meta })
    .filter(([, isHeld]) => isHeld)
    .map(([name]) => name);
}
