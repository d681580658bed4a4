import { BrowserWindow } from 'electron';
import { PAGE_ORIGIN } from '../src-relay/control/contract-carriers.ts';
import { PRODUCT } from '../src-relay/protocol/product.ts';
import { PRELOAD_FILE, resourceFile } from './paths.ts';

/** How often a page that crashed is loaded again: one that always crashes must not keep the machine busy. */
const MAX_RELOADS = 5;

/** The app's one window. It is made when first shown, and hides when it is closed: the relay goes on in the tray. */
export class MainWindow {
  #window: BrowserWindow | undefined;
  #isQuitting = false;
  readonly #navigate: (to: string) => void;

  /** @param navigate has a page that is loaded already show a place */
  constructor(navigate: (to: string) => void) {
    this.#navigate = navigate;
  }

  /** Shows the window, at a place of the page if one is given, e.g. `/activity/ENTRY_ID`. */
  show(to?: string): void {
    const window = this.#window;
    if (!window || window.isDestroyed()) {
      this.#window = this.#open(to ?? '/overview');
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    if (to !== undefined) this.#navigate(to);
  }

  /** From now on closing closes. */
  letClose(): void {
    this.#isQuitting = true;
  }

  #open(to: string): BrowserWindow {
    const window = new BrowserWindow({
      width: 1280,
      height: 800,
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: PRODUCT.name,
      icon: resourceFile('icon.png'),
      autoHideMenuBar: true,
      webPreferences: {
        preload: PRELOAD_FILE,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
      },
    });
    window.once('ready-to-show', () => window.show());
    window.on('close', (event) => {
      if (this.#isQuitting) return;
      event.preventDefault();
      window.hide();
    });
    let reloads = 0;
    window.webContents.on('render-process-gone', () => {
      reloads += 1;
      if (!this.#isQuitting && reloads <= MAX_RELOADS) window.webContents.reload();
    });
    window.loadURL(`${PAGE_ORIGIN}/index.html#${to}`).catch((error: unknown) => {
      process.stderr.write(`the window could not be loaded: ${String(error)}\n`);
    });
    return window;
  }
}
