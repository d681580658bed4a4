import type * as Electron from 'electron';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { setRoleActions } from './menu-roles.ts';

/** Without a window of its own, a menu item means the focused one. */
function windowOf(given: Electron.BaseWindow | undefined): BrowserWindow | undefined {
  return given instanceof BrowserWindow ? given : (BrowserWindow.getFocusedWindow() ?? undefined);
}

/** What the roles of menu items do, as far as it has an effect here. */
export function bindRoles(): void {
  setRoleActions({
    quit: () => app.quit(),
    close: (window) => windowOf(window)?.close(),
    minimize: (window) => windowOf(window)?.minimize(),
    reload: (window) => windowOf(window)?.reload(),
    forceReload: (window) => windowOf(window)?.webContents.reloadIgnoringCache(),
    toggleDevTools: (window) => windowOf(window)?.webContents.toggleDevTools(),
    togglefullscreen: (window) => {
      const found = windowOf(window);
      found?.setFullScreen(!found.isFullScreen());
    },
    resetZoom: (window) => windowOf(window)?.webContents.setZoomLevel(0),
    zoomIn: (window) => zoom(windowOf(window), 0.5),
    zoomOut: (window) => zoom(windowOf(window), -0.5),
  });
}

function zoom(window: BrowserWindow | undefined, by: number): void {
  if (window !== undefined) window.webContents.setZoomLevel(window.webContents.getZoomLevel() + by);
}
