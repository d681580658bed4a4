import type { Menu, MenuItem, Notification, Tray } from 'electron';

export type DialogName = 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog';

/** What record.cjs notes of an app in globalThis.desktopRecord of its main process. */
export interface DesktopRecord {
  readonly trays: { readonly tray: Tray; toolTip: string; title: string; image: string; menu: Menu | null }[];
  readonly notifications: { readonly notification: Notification; readonly title: string; readonly body: string }[];
  /** URLs and paths that the app wanted opened; nothing was. */
  readonly opened: string[];
  readonly dialogs: { readonly name: DialogName; readonly options: unknown }[];
  /** What the next dialogs answer, first to last. */
  readonly answers: object[];
  /** The tray that the app has now. */
  tray(): DesktopRecord['trays'][number] | undefined;
  /** An item of the tray's menu, by its id or label. */
  trayItem(idOrLabel: string): MenuItem;
  /** Does what a person's click on that item does. */
  clickTrayItem(idOrLabel: string): void;
}

declare global {
  var desktopRecord: DesktopRecord;
}
