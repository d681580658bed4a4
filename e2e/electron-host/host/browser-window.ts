import type * as Electron from 'electron';
import { app } from './app.ts';
import { makeEvent, type HostEvent } from './event.ts';
import { ALIVE, DesktopWindow, DESTROYED, STATE } from './desktop-window.ts';
import { asWhole } from './guard.ts';
import { WebContents } from './web-contents.ts';
import { addWindow, removeWindow, reportCloseCancelled } from './window-list.ts';
import { checkWebPreferences } from './window-options.ts';

const windows = new Map<number, BrowserWindow>();
let lastId = 0;
let focused: BrowserWindow | undefined;

/** Electron's BrowserWindow: what Electron would do to a window of the desktop, kept as state, and a real page in it. */
export class BrowserWindow
  extends DesktopWindow
  implements
    Pick<
      Electron.BrowserWindow,
      | 'id'
      | 'webContents'
      | 'title'
      | 'loadURL'
      | 'loadFile'
      | 'reload'
      | 'show'
      | 'showInactive'
      | 'hide'
      | 'focus'
      | 'blur'
      | 'isFocused'
      | 'minimize'
      | 'close'
      | 'destroy'
      | 'getTitle'
      | 'setTitle'
      | 'getParentWindow'
      | 'getChildWindows'
      | 'isModal'
    >
{
  readonly id: number;
  readonly #contents: WebContents;
  readonly #parent: Electron.BrowserWindow | null;
  readonly #isModal: boolean;
  #title: string;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    super(options);
    const preferences = options.webPreferences ?? {};
    checkWebPreferences(preferences);
    lastId += 1;
    this.id = lastId;
    this.#title = options.title ?? app.name;
    this.#parent = parentOf(options);
    this.#isModal = options.modal ?? false;
    const { width, height } = this[STATE].bounds;
    this.#contents = new WebContents({
      width,
      height,
      preload: preferences.preload,
      additionalArguments: preferences.additionalArguments ?? [],
      // As in Electron: a page that closes itself takes its window along, which is not asked.
      onClose: () => setImmediate(() => this.destroy()),
      isFocused: () => focused === this,
      onGone: () => this.destroy(),
    });
    this[STATE].attach(this.#contents.attached);
    this.#contents.backgroundThrottling = preferences.backgroundThrottling ?? true;
    this.#contents.once('first-paint', () => this.emit('ready-to-show'));
    this.#contents.on('render-process-gone', (event: HostEvent, details: Electron.RenderProcessGoneDetails) => {
      app.emit('render-process-gone', event, this.#contents, details);
    });
    this.#contents.on('zoom-level', () => this[STATE].zoom(this.#contents.zoomFactor));
    this.#contents.on('page-title-updated', (event: HostEvent, title: string, isExplicit: boolean) => {
      this.emit('page-title-updated', event, title, isExplicit);
      if (!event.defaultPrevented) this.#title = title;
    });
    windows.set(this.id, this);
    addWindow(this);
    app.emit('web-contents-created', makeEvent({}), this.#contents);
    app.emit('browser-window-created', makeEvent({}), this);
    if (options.show !== false) this.show();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null;
  }

  static fromWebContents(contents: object): BrowserWindow | null {
    return [...windows.values()].find((window) => window.#contents === contents) ?? null;
  }

  get webContents(): Electron.WebContents {
    this[ALIVE]();
    return asWhole<Electron.WebContents>(this.#contents);
  }

  get title(): string {
    return this.#title;
  }

  set title(title: string) {
    this.setTitle(title);
  }

  loadURL(url: string, options?: Electron.LoadURLOptions): Promise<void> {
    return this.webContents.loadURL(url, options);
  }

  loadFile(path: string): Promise<void> {
    return this.webContents.loadFile(path);
  }

  reload(): void {
    this.webContents.reload();
  }

  show(): void {
    this[ALIVE]();
    this[STATE].setVisible(true);
    this.focus();
  }

  showInactive(): void {
    this[ALIVE]();
    this[STATE].setVisible(true);
  }

  hide(): void {
    this[ALIVE]();
    this.blur();
    this[STATE].setVisible(false);
  }

  focus(): void {
    this[ALIVE]();
    if (focused === this || !this[STATE].isVisible || this[STATE].isMinimized) return;
    focused?.blur();
    setFocused(this);
    this.emit('focus', makeEvent({ sender: this }));
    app.emit('browser-window-focus', makeEvent({}), this);
  }

  blur(): void {
    this[ALIVE]();
    if (focused !== this) return;
    focused = undefined;
    this.emit('blur', makeEvent({ sender: this }));
    app.emit('browser-window-blur', makeEvent({}), this);
  }

  isFocused(): boolean {
    this[ALIVE]();
    return focused === this;
  }

  minimize(): void {
    this[ALIVE]();
    this.blur();
    this[STATE].setMinimized(true);
  }

  /** As in Electron, the app may refuse in `close`; the window is gone a moment later, not when this returns. */
  close(): void {
    if (this[DESTROYED]) return;
    const event = makeEvent({ sender: this });
    this.emit('close', event);
    if (event.defaultPrevented) reportCloseCancelled();
    else setImmediate(() => this.destroy());
  }

  destroy(): void {
    if (this[DESTROYED]) return;
    this[DESTROYED] = true;
    if (focused === this) focused = undefined;
    windows.delete(this.id);
    for (const child of this.#children()) child.destroy();
    this.emit('closed', makeEvent({ sender: this }));
    this.#contents.destroy();
    removeWindow(this);
  }

  getTitle(): string {
    this[ALIVE]();
    return this.#title;
  }

  setTitle(title: string): void {
    this[ALIVE]();
    this.#title = title;
  }

  getParentWindow(): Electron.BrowserWindow | null {
    this[ALIVE]();
    return this.#parent;
  }

  getChildWindows(): Electron.BrowserWindow[] {
    this[ALIVE]();
    return this.#children().map((child) => asWhole<Electron.BrowserWindow>(child));
  }

  isModal(): boolean {
    return this.#isModal;
  }

  #children(): BrowserWindow[] {
    return [...windows.values()].filter((window) => isSame(window.#parent, this));
  }
}

/** Electron also knows windows without a page; here each parent is a BrowserWindow. */
function parentOf({ parent }: Electron.BrowserWindowConstructorOptions): Electron.BrowserWindow | null {
  return parent instanceof BrowserWindow ? asWhole<Electron.BrowserWindow>(parent) : null;
}

function isSame(one: object | null, other: object): boolean {
  return one === other;
}

function setFocused(window: BrowserWindow): void {
  focused = window;
}
