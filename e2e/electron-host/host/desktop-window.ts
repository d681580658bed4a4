import type * as Electron from 'electron';
import { makeEvent } from './event.ts';
import { GuardedEmitter } from './guard.ts';
import { WindowState } from './window-state.ts';

// What the class below has for BrowserWindow alone; symbols, so that the app sees nothing that Electron has not.
export const STATE = Symbol('state');
export const DESTROYED = Symbol('destroyed');
export const ALIVE = Symbol('alive');

/** The part of BrowserWindow that has nothing to do with its page: place, size and looks on a desktop that is not there. */
export class DesktopWindow
  extends GuardedEmitter
  implements
    Pick<
      Electron.BrowserWindow,
      | 'isVisible'
      | 'isMinimized'
      | 'isMaximized'
      | 'isFullScreen'
      | 'isNormal'
      | 'maximize'
      | 'unmaximize'
      | 'setFullScreen'
      | 'restore'
      | 'getBounds'
      | 'setBounds'
      | 'getNormalBounds'
      | 'getContentBounds'
      | 'getSize'
      | 'setSize'
      | 'getContentSize'
      | 'setContentSize'
      | 'getPosition'
      | 'setPosition'
      | 'getMinimumSize'
      | 'setMinimumSize'
      | 'center'
      | 'moveTop'
      | 'setMenu'
      | 'removeMenu'
      | 'setMenuBarVisibility'
      | 'isMenuBarVisible'
      | 'setAutoHideMenuBar'
      | 'isMenuBarAutoHide'
      | 'setAlwaysOnTop'
      | 'isAlwaysOnTop'
      | 'setSkipTaskbar'
      | 'setResizable'
      | 'isResizable'
      | 'setVisibleOnAllWorkspaces'
      | 'flashFrame'
      | 'setBackgroundColor'
      | 'getBackgroundColor'
      | 'setTitleBarOverlay'
      | 'setIcon'
      | 'setProgressBar'
      | 'setOverlayIcon'
      | 'isDestroyed'
    >
{
  protected readonly [STATE]: WindowState;
  protected [DESTROYED] = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this[STATE] = new WindowState(options, this);
  }

  isVisible(): boolean {
    this[ALIVE]();
    return this[STATE].isVisible && !this[STATE].isMinimized;
  }

  restore(): void {
    this[ALIVE]();
    this[STATE].setMinimized(false);
  }

  isMinimized(): boolean {
    this[ALIVE]();
    return this[STATE].isMinimized;
  }

  maximize(): void {
    this[ALIVE]();
    this[STATE].setMaximized(true);
  }

  unmaximize(): void {
    this[ALIVE]();
    this[STATE].setMaximized(false);
  }

  isMaximized(): boolean {
    this[ALIVE]();
    return this[STATE].isMaximized;
  }

  setFullScreen(isFullScreen: boolean): void {
    this[ALIVE]();
    this[STATE].setFullScreen(isFullScreen);
  }

  isFullScreen(): boolean {
    this[ALIVE]();
    return this[STATE].isFullScreen;
  }

  isNormal(): boolean {
    return !this.isMaximized() && !this.isMinimized() && !this.isFullScreen();
  }

  isDestroyed(): boolean {
    return this[DESTROYED];
  }

  getBounds(): Electron.Rectangle {
    this[ALIVE]();
    return { ...this[STATE].bounds };
  }

  setBounds(bounds: Partial<Electron.Rectangle>, _animate?: boolean): void {
    this[ALIVE]();
    this[STATE].setBounds(bounds);
  }

  getNormalBounds(): Electron.Rectangle {
    this[ALIVE]();
    return { ...this[STATE].normalBounds };
  }

  getContentBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  getSize(): number[] {
    const { width, height } = this.getBounds();
    return [width, height];
  }

  setSize(width: number, height: number, _animate?: boolean): void {
    this.setBounds({ width, height });
  }

  /** The windows here have neither frame nor menu bar: content and window are the same. */
  getContentSize(): number[] {
    return this.getSize();
  }

  setContentSize(width: number, height: number, _animate?: boolean): void {
    this.setBounds({ width, height });
  }

  getPosition(): number[] {
    const { x, y } = this.getBounds();
    return [x, y];
  }

  setPosition(x: number, y: number, _animate?: boolean): void {
    this.setBounds({ x, y });
  }

  getMinimumSize(): number[] {
    this[ALIVE]();
    return [...this[STATE].minimumSize];
  }

  setMinimumSize(width: number, height: number): void {
    this[ALIVE]();
    this[STATE].minimumSize = [width, height];
  }

  center(): void {
    this[ALIVE]();
    this[STATE].center();
  }

  moveTop(): void {
    this[ALIVE]();
  }

  setMenu(_menu: Electron.Menu | null): void {
    this[ALIVE]();
  }

  removeMenu(): void {
    this[ALIVE]();
  }

  setMenuBarVisibility(isVisible: boolean): void {
    this[ALIVE]();
    this[STATE].isMenuBarVisible = isVisible;
  }

  isMenuBarVisible(): boolean {
    this[ALIVE]();
    return this[STATE].isMenuBarVisible;
  }

  setAutoHideMenuBar(isHidden: boolean): void {
    this[ALIVE]();
    this[STATE].hidesMenuBar = isHidden;
  }

  isMenuBarAutoHide(): boolean {
    this[ALIVE]();
    return this[STATE].hidesMenuBar;
  }

  setAlwaysOnTop(isOnTop: boolean, ..._level: unknown[]): void {
    this[ALIVE]();
    if (this[STATE].isAlwaysOnTop === isOnTop) return;
    this[STATE].isAlwaysOnTop = isOnTop;
    this.emit('always-on-top-changed', makeEvent({}), isOnTop);
  }

  isAlwaysOnTop(): boolean {
    this[ALIVE]();
    return this[STATE].isAlwaysOnTop;
  }

  setSkipTaskbar(_isSkipped: boolean): void {
    this[ALIVE]();
  }

  setResizable(isResizable: boolean): void {
    this[ALIVE]();
    this[STATE].isResizable = isResizable;
  }

  isResizable(): boolean {
    this[ALIVE]();
    return this[STATE].isResizable;
  }

  setVisibleOnAllWorkspaces(_isVisible: boolean, _options?: Electron.VisibleOnAllWorkspacesOptions): void {
    this[ALIVE]();
  }

  flashFrame(_isFlashing: boolean): void {
    this[ALIVE]();
  }

  setBackgroundColor(color: string): void {
    this[ALIVE]();
    this[STATE].backgroundColor = color;
  }

  getBackgroundColor(): string {
    this[ALIVE]();
    return this[STATE].backgroundColor;
  }

  setTitleBarOverlay(_options: Electron.TitleBarOverlayOptions): void {
    this[ALIVE]();
    if (!this[STATE].hasTitleBarOverlay) throw new Error('Titlebar overlay is not enabled');
  }

  setIcon(_icon: Electron.NativeImage | string): void {
    this[ALIVE]();
  }

  setProgressBar(_progress: number, _options?: Electron.ProgressBarOptions): void {
    this[ALIVE]();
  }

  setOverlayIcon(_overlay: Electron.NativeImage | null, _description: string): void {
    this[ALIVE]();
  }

  protected [ALIVE](): void {
    if (this[DESTROYED]) throw new TypeError('Object has been destroyed');
  }
}
