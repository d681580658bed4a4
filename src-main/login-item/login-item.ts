import { app } from 'electron';
import { linuxLoginItem } from './linux.ts';

/** Given to an app that the login started: it stays in the tray. */
export const HIDDEN_FLAG = '--hidden';

/** Whether the app starts at login, and the switch for it. */
export const loginItem = {
  get isOn(): boolean {
    return process.platform === 'linux'
      ? linuxLoginItem.isOn
      : app.getLoginItemSettings({ args: [HIDDEN_FLAG] }).openAtLogin;
  },
  set(on: boolean): void {
    if (process.platform === 'linux') linuxLoginItem.set(on, [HIDDEN_FLAG]);
    else app.setLoginItemSettings({ openAtLogin: on, args: [HIDDEN_FLAG] });
  },
};
