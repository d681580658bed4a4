import type * as Electron from 'electron';
import { GuardedEmitter } from './guard.ts';
import { NativeImage } from './native-image.ts';

/** Electron's Tray: it keeps what the app sets; a spec reads that through a hook and emits the clicks itself. */
export class Tray
  extends GuardedEmitter
  implements
    Pick<
      Electron.Tray,
      | 'setImage'
      | 'setPressedImage'
      | 'setToolTip'
      | 'setTitle'
      | 'getTitle'
      | 'setContextMenu'
      | 'popUpContextMenu'
      | 'closeContextMenu'
      | 'setIgnoreDoubleClickEvents'
      | 'getIgnoreDoubleClickEvents'
      | 'getBounds'
      | 'getGUID'
      | 'focus'
      | 'destroy'
      | 'isDestroyed'
    >
{
  readonly #guid: string | null;
  #title = '';
  #ignoresDoubleClicks = false;
  #isDestroyed = false;
  #menu: Electron.Menu | null = null;

  constructor(image: Electron.NativeImage | string, guid?: string) {
    super();
    this.#guid = guid ?? null;
    Tray.#check(image);
  }

  /** Electron refuses a path from which it cannot read an image; an empty image is an invisible icon. */
  static #check(image: Electron.NativeImage | string): void {
    if (typeof image === 'string' && NativeImage.createFromPath(image).isEmpty()) {
      throw new Error(`Failed to load image from path '${image}'`);
    }
  }

  setImage(image: Electron.NativeImage | string): void {
    this.#alive();
    Tray.#check(image);
  }

  setPressedImage(image: Electron.NativeImage | string): void {
    this.#alive();
    Tray.#check(image);
  }

  setToolTip(_toolTip: string): void {
    this.#alive();
  }

  setTitle(title: string, _options?: Electron.TitleOptions): void {
    this.#alive();
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setContextMenu(menu: Electron.Menu | null): void {
    this.#alive();
    this.#menu = menu;
  }

  popUpContextMenu(menu?: Electron.Menu, _position?: Electron.Point): void {
    this.#alive();
    (menu ?? this.#menu)?.popup();
  }

  closeContextMenu(): void {
    this.#menu?.closePopup();
  }

  setIgnoreDoubleClickEvents(ignore: boolean): void {
    this.#ignoresDoubleClicks = ignore;
  }

  getIgnoreDoubleClickEvents(): boolean {
    return this.#ignoresDoubleClicks;
  }

  /** As on Linux, where the tray does not say where it is. */
  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, width: 0, height: 0 };
  }

  getGUID(): string | null {
    return this.#guid;
  }

  focus(): void {}

  destroy(): void {
    this.#isDestroyed = true;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  #alive(): void {
    if (this.#isDestroyed) throw new Error('Tray is destroyed');
  }
}
