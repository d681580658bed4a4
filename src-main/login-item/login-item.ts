import { app } from 'electron';
import { HIDDEN_FLAG } from './hidden-flag.ts';
import { linuxLoginItem } from './linux.ts';

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
