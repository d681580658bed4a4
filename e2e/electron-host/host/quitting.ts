import type { EventEmitter } from 'node:events';
import { makeEvent } from './event.ts';
import { openWindows, watchWindows } from './window-list.ts';

/**
 * How an Electron app ends: before-quit, each window's close, will-quit, quit. The first three can be prevented. It is
 * kept in the order and with the conditions of Electron's own browser.cc.
 */
export class Quitting {
  readonly #app: EventEmitter;
  readonly #end: (exitCode: number) => void;
  #isQuitting = false;
  #isExiting = false;
  #isShutDown = false;
  #exitCode = 0;

  constructor(app: EventEmitter, end: (exitCode: number) => void) {
    this.#app = app;
    this.#end = end;
    watchWindows({
      allClosed: () => this.#allClosed(),
      closeCancelled: () => {
        this.#isQuitting = false;
      },
    });
  }

  quit(): void {
    if (this.#isQuitting) return;
    this.#isQuitting = !this.#isPrevented('before-quit');
    if (!this.#isQuitting) return;
    if (openWindows().length === 0) setImmediate(() => this.#notifyAndShutDown());
    else for (const window of openWindows()) window.close();
  }

  exit(exitCode: number): void {
    this.#exitCode = exitCode;
    this.#isQuitting = true;
    this.#isExiting = true;
    if (openWindows().length === 0) this.#shutDown();
    else for (const window of openWindows()) window.destroy();
  }

  #isPrevented(name: string): boolean {
    const event = makeEvent({});
    this.#app.emit(name, event);
    return event.defaultPrevented;
  }

  #allClosed(): void {
    if (this.#isExiting) this.#shutDown();
    else if (this.#isQuitting) this.#notifyAndShutDown();
    else if (this.#app.listenerCount('window-all-closed') === 0) this.quit();
    else this.#app.emit('window-all-closed', makeEvent({}));
  }

  #notifyAndShutDown(): void {
    if (this.#isShutDown) return;
    if (this.#isPrevented('will-quit')) {
      this.#isQuitting = false;
      return;
    }
    this.#shutDown();
  }

  #shutDown(): void {
    if (this.#isShutDown) return;
    this.#isShutDown = true;
    this.#app.emit('quit', makeEvent({}), this.#exitCode);
    this.#end(this.#exitCode);
  }
}
