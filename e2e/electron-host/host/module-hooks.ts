import { registerHooks } from 'node:module';

const ELECTRON = new URL('electron.ts', import.meta.url).href;

/** Lets `electron` and `electron/main` be the host, for import and for require, in the app and in modules of `-r`. */
export function registerElectronModule(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (specifier === 'electron' || specifier === 'electron/main' || specifier === 'electron/common') {
        return { url: ELECTRON, format: 'module-typescript', shortCircuit: true };
      }
      return nextResolve(specifier, context);
    },
  });
}
