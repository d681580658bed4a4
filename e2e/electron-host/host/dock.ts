import type * as Electron from 'electron';
import { asWhole, Guarded, named } from './guard.ts';

/** app.dock: what the app set, where Electron has a dock at all. */
class Dock
  extends Guarded
  implements
    Pick<
      Electron.Dock,
      | 'hide'
      | 'show'
      | 'isVisible'
      | 'setBadge'
      | 'getBadge'
      | 'setMenu'
      | 'getMenu'
      | 'setIcon'
      | 'bounce'
      | 'cancelBounce'
    >
{
  #isVisible = true;
  #badge = '';
  #menu: Electron.Menu | null = null;

  hide(): void {
    this.#isVisible = false;
  }

  show(): Promise<void> {
    this.#isVisible = true;
    return Promise.resolve();
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  setBadge(text: string): void {
    this.#badge = text;
  }

  getBadge(): string {
    return this.#badge;
  }

  setMenu(menu: Electron.Menu): void {
    this.#menu = menu;
  }

  getMenu(): Electron.Menu | null {
    return this.#menu;
  }

  setIcon(_image: Electron.NativeImage | string): void {}

  bounce(_type?: 'critical' | 'informational'): number {
    return 1;
  }

  cancelBounce(_id: number): void {}
}

/** There is a dock on macOS only. */
export function makeDock(): Electron.Dock | undefined {
  return process.platform === 'darwin' ? asWhole<Electron.Dock>(named('app.dock', new Dock())) : undefined;
}
