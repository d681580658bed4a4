import type * as Electron from 'electron';
import { guarded } from './guard.ts';

/** Electron's shell. Nothing outside is opened: a spec that wants to know what was asked for patches it (record.cjs). */
export const shell = guarded('shell', {
  /** A URL without a scheme is refused by Electron too. */
  openExternal(url: string, _options?: Electron.OpenExternalOptions): Promise<void> {
    return URL.canParse(url) ? Promise.resolve() : Promise.reject(new Error('Invalid URL'));
  },
  openPath(_path: string): Promise<string> {
    return Promise.resolve('');
  },
  showItemInFolder(_path: string) {},
  beep() {},
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'>);
