import type * as Electron from 'electron';
import { Guarded, named } from './guard.ts';

/** Electron's crashReporter: it takes its settings and reports nothing. */
class CrashReporter
  extends Guarded
  implements
    Pick<
      Electron.CrashReporter,
      | 'start'
      | 'addExtraParameter'
      | 'removeExtraParameter'
      | 'getParameters'
      | 'getUploadToServer'
      | 'setUploadToServer'
    >
{
  readonly #parameters = new Map<string, string>();
  #isUploading = false;

  start(options: Electron.CrashReporterStartOptions): void {
    this.#isUploading = options.uploadToServer ?? true;
    for (const [key, value] of Object.entries(options.extra ?? {})) this.#parameters.set(key, value);
  }

  addExtraParameter(key: string, value: string): void {
    this.#parameters.set(key, value);
  }

  removeExtraParameter(key: string): void {
    this.#parameters.delete(key);
  }

  getParameters(): Record<string, string> {
    return Object.fromEntries(this.#parameters);
  }

  getUploadToServer(): boolean {
    return this.#isUploading;
  }

  setUploadToServer(isUploading: boolean): void {
    this.#isUploading = isUploading;
  }
}

export const crashReporter = named('crashReporter', new CrashReporter());
