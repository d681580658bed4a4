import type * as Electron from 'electron';
import type { EventEmitter } from 'node:events';
import { chromium } from './chromium.ts';
import { makeEvent } from './event.ts';
import { reportError } from './report.ts';
import { WORK_AREA } from './screen.ts';
import type { Target } from './targets.ts';

const DEFAULT_SIZE = { width: 800, height: 600 };

/** What a window of the desktop is like. Size and visibility reach the page; the rest can only be asked for again. */
export class WindowState {
  readonly hasTitleBarOverlay: boolean;
  isAlwaysOnTop: boolean;
  isResizable: boolean;
  isMenuBarVisible: boolean;
  hidesMenuBar: boolean;
  backgroundColor: string;
  minimumSize: readonly [number, number];
  normalBounds: Electron.Rectangle;
  isVisible = false;
  isMinimized = false;
  isMaximized = false;
  isFullScreen = false;
  readonly #window: EventEmitter;
  #target: Promise<Target> | undefined;
  #zoomFactor = 1;

  constructor(options: Electron.BrowserWindowConstructorOptions, window: EventEmitter) {
    const { width = DEFAULT_SIZE.width, height = DEFAULT_SIZE.height, minWidth = 0, minHeight = 0 } = options;
    this.#window = window;
    this.minimumSize = [minWidth, minHeight];
    const size = { width: Math.max(width, minWidth), height: Math.max(height, minHeight) };
    this.normalBounds = { ...centered(size), ...size, ...defined({ x: options.x, y: options.y }) };
    this.isAlwaysOnTop = options.alwaysOnTop ?? false;
    this.isResizable = options.resizable ?? true;
    this.hidesMenuBar = options.autoHideMenuBar ?? false;
    this.isMenuBarVisible = !this.hidesMenuBar;
    this.backgroundColor = options.backgroundColor ?? '#FFFFFF';
    this.hasTitleBarOverlay = options.titleBarOverlay !== undefined && options.titleBarOverlay !== false;
    this.isFullScreen = options.fullscreen ?? false;
  }

  /** Lets the state reach the page once there is one. A window that starts hidden has a visible page, as in Electron. */
  attach(target: Promise<Target>): void {
    this.#target = target;
    this.#applySize();
  }

  get bounds(): Electron.Rectangle {
    return this.isMaximized || this.isFullScreen ? WORK_AREA : this.normalBounds;
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const [minWidth, minHeight] = this.minimumSize;
    const before = this.normalBounds;
    const asked = { ...before, ...defined(bounds) };
    const after = { ...asked, width: Math.max(asked.width, minWidth), height: Math.max(asked.height, minHeight) };
    this.normalBounds = after;
    if (after.x !== before.x || after.y !== before.y) this.#emit('move', 'moved');
    if (after.width !== before.width || after.height !== before.height) {
      this.#applySize();
      this.#emit('resize', 'resized');
    }
  }

  center(): void {
    this.setBounds(centered(this.normalBounds));
  }

  setVisible(isVisible: boolean): void {
    const wasShown = this.isVisible && !this.isMinimized;
    this.isVisible = isVisible;
    if (isVisible) this.isMinimized = false;
    if (wasShown === isVisible) return;
    this.#applyVisibility();
    this.#emit(isVisible ? 'show' : 'hide');
  }

  setMinimized(isMinimized: boolean): void {
    if (this.isMinimized === isMinimized) return;
    this.isMinimized = isMinimized;
    this.#applyVisibility();
    this.#emit(isMinimized ? 'minimize' : 'restore');
  }

  setMaximized(isMaximized: boolean): void {
    if (this.isMaximized === isMaximized) return;
    this.isMaximized = isMaximized;
    this.#applySize();
    this.#emit(isMaximized ? 'maximize' : 'unmaximize', 'resize');
  }

  setFullScreen(isFullScreen: boolean): void {
    if (this.isFullScreen === isFullScreen) return;
    this.isFullScreen = isFullScreen;
    this.#applySize();
    this.#emit(isFullScreen ? 'enter-full-screen' : 'leave-full-screen', 'resize');
  }

  #emit(...names: string[]): void {
    for (const name of names) this.#window.emit(name, makeEvent({ sender: this.#window }));
  }

  /** A page that is zoomed has fewer and larger pixels to fill the same window. */
  zoom(factor: number): void {
    this.#zoomFactor = factor;
    this.#applySize();
  }

  /** Chromium's own windows have a minimum size and bars that Electron's have not, so the page is told its size. */
  #applySize(): void {
    const factor = this.#zoomFactor;
    const width = Math.round(this.bounds.width / factor);
    const height = Math.round(this.bounds.height / factor);
    const deviceScaleFactor = factor === 1 ? 0 : factor;
    this.#command(({ session }) =>
      session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false }),
    );
  }

  /** A page knows that it is hidden by its window being minimised. */
  #applyVisibility(): void {
    const windowState = this.isVisible && !this.isMinimized ? 'normal' : 'minimized';
    this.#command(async ({ id }) => {
      const { browser } = chromium().connection;
      const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId: id });
      await browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
    });
  }

  #command(run: (target: Target) => Promise<unknown>): void {
    this.#target?.then(run).catch((error: unknown) => reportError('a command to a window', error));
  }
}

function centered({ width, height }: Electron.Size): { x: number; y: number } {
  return {
    x: Math.max(0, Math.round(WORK_AREA.x + (WORK_AREA.width - width) / 2)),
    y: Math.max(0, Math.round(WORK_AREA.y + (WORK_AREA.height - height) / 2)),
  };
}

/** Without the members that are undefined, which would overwrite others when spread. */
function defined<T extends object>(members: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  const kept: Partial<T> = {};
  for (const key of keysOf(members)) {
    const value = members[key];
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}

function keysOf<T extends object>(members: T): (keyof T)[] {
  return Object.keys(members).filter((key): key is keyof T & string => key in members);
}
