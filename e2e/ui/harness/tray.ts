import type { ElectronApplication } from '@playwright/test';

/** What the tray says: its tool tip, and the labels of its menu. */
export async function trayText(app: ElectronApplication): Promise<{ toolTip: string; labels: readonly string[] }> {
  return app.evaluate(() => {
    const note = globalThis.desktopRecord.tray();
    return { toolTip: note?.toolTip ?? '', labels: note?.menu?.items.map(({ label }) => label) ?? [] };
  });
}

/** Clicks an item of the tray's menu, by its id or label. */
export async function clickTray(app: ElectronApplication, item: string): Promise<void> {
  await app.evaluate((_, idOrLabel) => globalThis.desktopRecord.clickTrayItem(idOrLabel), item);
}

/** Whether the app's window is there, and seen. */
export async function windowState(app: ElectronApplication): Promise<{ count: number; isVisible: boolean }> {
  return app.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows();
    return { count: windows.length, isVisible: windows[0]?.isVisible() ?? false };
  });
}
