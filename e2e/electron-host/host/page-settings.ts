import type * as Electron from 'electron';
import { GuardedEmitter } from './guard.ts';

/** Chromium's zoom levels are powers of this. */
const ZOOM_STEP = 1.2;

/** The part of WebContents that only has to be remembered: zoom, developer tools, throttling. */
export class PageSettings
  extends GuardedEmitter
  implements
    Pick<
      Electron.WebContents,
      | 'zoomFactor'
      | 'zoomLevel'
      | 'backgroundThrottling'
      | 'setZoomFactor'
      | 'getZoomFactor'
      | 'setZoomLevel'
      | 'getZoomLevel'
      | 'openDevTools'
      | 'closeDevTools'
      | 'toggleDevTools'
      | 'isDevToolsOpened'
      | 'setBackgroundThrottling'
      | 'getBackgroundThrottling'
    >
{
  backgroundThrottling = true;
  #zoomLevel = 0;
  #hasDevTools = false;

  get zoomFactor(): number {
    return ZOOM_STEP ** this.#zoomLevel;
  }

  set zoomFactor(factor: number) {
    this.setZoomFactor(factor);
  }

  get zoomLevel(): number {
    return this.#zoomLevel;
  }

  set zoomLevel(level: number) {
    this.setZoomLevel(level);
  }

  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.setZoomLevel(Math.log(factor) / Math.log(ZOOM_STEP));
  }

  getZoomFactor(): number {
    return this.zoomFactor;
  }

  /** The window hears of it, as it knows how large the page is. */
  setZoomLevel(level: number): void {
    this.#zoomLevel = level;
    this.emit('zoom-level', level);
  }

  getZoomLevel(): number {
    return this.#zoomLevel;
  }

  /** There is no screen to show them on; whether they were asked for can be seen. */
  openDevTools(_options?: Electron.OpenDevToolsOptions): void {
    if (this.#hasDevTools) return;
    this.#hasDevTools = true;
    this.emit('devtools-opened');
  }

  closeDevTools(): void {
    if (!this.#hasDevTools) return;
    this.#hasDevTools = false;
    this.emit('devtools-closed');
  }

  toggleDevTools(): void {
    if (this.#hasDevTools) this.closeDevTools();
    else this.openDevTools();
  }

  isDevToolsOpened(): boolean {
    return this.#hasDevTools;
  }

  setBackgroundThrottling(isAllowed: boolean): void {
    this.backgroundThrottling = isAllowed;
  }

  getBackgroundThrottling(): boolean {
    return this.backgroundThrottling;
  }
}
