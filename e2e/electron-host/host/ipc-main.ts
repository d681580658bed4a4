import type * as Electron from 'electron';
import { GuardedEmitter, named } from './guard.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];

/** Electron's ipcMain: listeners by channel, and at most one handler a channel. */
export class IpcMain
  extends GuardedEmitter
  implements Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>
{
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...given: unknown[]) => {
      this.removeHandler(channel);
      const answer: unknown = handler(event, ...given);
      return answer;
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  handlerOf(channel: string): Handler | undefined {
    return this.#handlers.get(channel);
  }
}

export const ipcMain = named('ipcMain', new IpcMain());
// As in Electron: a channel named "error" is not an error.
ipcMain.on('error', () => undefined);
