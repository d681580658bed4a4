import type * as Electron from 'electron';
import { notImplemented } from './guard.ts';

type Role = NonNullable<Electron.MenuItemConstructorOptions['role']>;
type Action = (window: Electron.BaseWindow | undefined) => void;

const LABELS: Partial<Readonly<Record<Role, string>>> = {
  about: 'About',
  appMenu: 'App',
  close: 'Close Window',
  copy: 'Copy',
  cut: 'Cut',
  delete: 'Delete',
  editMenu: 'Edit',
  fileMenu: 'File',
  forceReload: 'Force Reload',
  help: 'Help',
  hide: 'Hide',
  hideOthers: 'Hide Others',
  minimize: 'Minimize',
  paste: 'Paste',
  pasteAndMatchStyle: 'Paste and Match Style',
  quit: 'Quit',
  redo: 'Redo',
  reload: 'Reload',
  resetZoom: 'Actual Size',
  selectAll: 'Select All',
  services: 'Services',
  toggleDevTools: 'Toggle Developer Tools',
  togglefullscreen: 'Toggle Full Screen',
  undo: 'Undo',
  unhide: 'Show All',
  viewMenu: 'View',
  window: 'Window',
  windowMenu: 'Window',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
};

const actions = new Map<Role, Action>();

/** Gives roles their effect. The menu itself knows neither the app nor its windows. */
export function setRoleActions(given: Partial<Record<Role, Action>>): void {
  for (const [role, action] of Object.entries(given)) {
    if (isRole(role) && action !== undefined) actions.set(role, action);
  }
}

function isRole(role: string): role is Role {
  return role in LABELS;
}

export function labelOfRole(role: Role | undefined): string {
  return role === undefined ? '' : (LABELS[role] ?? role);
}

/** Does what the role says; false where there is no role. */
export function runRole(role: Role | undefined, window: Electron.BaseWindow | undefined): boolean {
  if (role === undefined) return false;
  const action = actions.get(role) ?? notImplemented(`a click on the menu role '${role}'`);
  action(window);
  return true;
}
