import type * as Electron from 'electron';
import { app } from './app.ts';
import { Guarded, named } from './guard.ts';

/** Electron's globalShortcut: what is registered is remembered, and no other program has taken any. */
class GlobalShortcut
  extends Guarded
  implements
    Pick<Electron.GlobalShortcut, 'register' | 'registerAll' | 'isRegistered' | 'unregister' | 'unregisterAll'>
{
  readonly #callbacks = new Map<string, () => void>();

  register(accelerator: string, callback: () => void): boolean {
    this.#ready();
    if (this.#callbacks.has(accelerator)) return false;
    this.#callbacks.set(accelerator, callback);
    return true;
  }

  registerAll(accelerators: string[], callback: () => void): void {
    for (const accelerator of accelerators) this.register(accelerator, callback);
  }

  isRegistered(accelerator: string): boolean {
    this.#ready();
    return this.#callbacks.has(accelerator);
  }

  unregister(accelerator: string): void {
    this.#ready();
    this.#callbacks.delete(accelerator);
  }

  unregisterAll(): void {
    this.#ready();
    this.#callbacks.clear();
  }

  #ready(): void {
    if (!app.isReady()) throw new Error('globalShortcut cannot be used before the app is ready');
  }
}

export const globalShortcut = named('globalShortcut', new GlobalShortcut());
