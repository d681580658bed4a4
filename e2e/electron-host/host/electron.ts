import type * as Common from 'electron/common';
import type * as Main from 'electron/main';
import { absentClass, absentModule } from './absent.ts';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { clipboard, ClipboardItem } from './clipboard.ts';
import { crashReporter } from './crash-reporter.ts';
import { dialog } from './dialog.ts';
import { globalShortcut } from './global-shortcut.ts';
import { guarded } from './guard.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu } from './menu.ts';
import { MenuItem } from './menu-item.ts';
import { NativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { net } from './net.ts';
import { Notification } from './notification.ts';
import { powerMonitor } from './power-monitor.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safe-storage.ts';
import { screen } from './screen.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { Tray } from './tray.ts';
import { WebContents } from './web-contents.ts';

// What the app imports as `electron`. Everything that Electron exports has to stand here, if only to throw when used.
const nativeImage = NativeImage;
const webContents = WebContents;
const autoUpdater = absentModule('autoUpdater');
const contentTracing = absentModule('contentTracing');
const desktopCapturer = absentModule('desktopCapturer');
const inAppPurchase = absentModule('inAppPurchase');
const netLog = absentModule('netLog');
const powerSaveBlocker = absentModule('powerSaveBlocker');
const pushNotifications = absentModule('pushNotifications');
const sharedTexture = absentModule('sharedTexture');
const systemPreferences = absentModule('systemPreferences');
const utilityProcess = absentModule('utilityProcess');
const webFrameMain = absentModule('webFrameMain');
const BaseWindow = absentClass('BaseWindow');
const BrowserView = absentClass('BrowserView');
const ImageView = absentClass('ImageView');
const IpcMainServiceWorker = absentClass('IpcMainServiceWorker');
const MessageChannelMain = absentClass('MessageChannelMain');
const ShareMenu = absentClass('ShareMenu');
const TouchBar = absentClass('TouchBar');
const View = absentClass('View');
const WebContentsView = absentClass('WebContentsView');
const WebSocket = absentClass('WebSocket');

const electron = guarded('electron', {
  app,
  autoUpdater,
  BaseWindow,
  BrowserView,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  ImageView,
  inAppPurchase,
  ipcMain,
  IpcMainServiceWorker,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  safeStorage,
  screen,
  session,
  sharedTexture,
  ShareMenu,
  shell,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  webContents,
  WebContentsView,
  webFrameMain,
  WebSocket,
} satisfies Record<keyof typeof Common | keyof typeof Main, object>);

export {
  app,
  autoUpdater,
  BaseWindow,
  BrowserView,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  ImageView,
  inAppPurchase,
  ipcMain,
  IpcMainServiceWorker,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  pushNotifications,
  safeStorage,
  screen,
  session,
  sharedTexture,
  ShareMenu,
  shell,
  systemPreferences,
  TouchBar,
  Tray,
  utilityProcess,
  View,
  webContents,
  WebContentsView,
  webFrameMain,
  WebSocket,
  // What require() gives instead of the namespace.
  electron as 'module.exports',
};
export default electron;
