import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  protocol,
  session,
  shell,
  Tray,
} from 'electron';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; frame-src 'self'";
const pages = path.join(import.meta.dirname, 'page');
/**
 * What happened, for specs to read.
 * @type {string[]}
 */
const log = [];
globalThis.sampleLog = log;

/** @param {Request} request */
async function serve(request) {
  const { host, pathname } = new URL(request.url);
  if (host !== 'sample') return new Response('no such host', { status: 404 });
  if (pathname === '/echo') return Response.json({ method: request.method, body: await request.text() });
  const file = path.join(pages, pathname === '/' ? 'index.html' : path.normalize(decodeURIComponent(pathname)));
  if (!file.startsWith(pages + path.sep)) return new Response('bad path', { status: 400 });
  const response = await net.fetch(pathToFileURL(file).href).catch(() => undefined);
  if (response === undefined) return new Response('not found', { status: 404 });
  const headers = new Headers(response.headers);
  headers.set('content-security-policy', POLICY);
  return new Response(response.body, { headers });
}

function handleIpc() {
  /** @param {import('electron').IpcMainInvokeEvent} event */
  const trusted = (event) => event.senderFrame?.origin === 'app://sample' && event.senderFrame.parent === null;
  ipcMain.handle('add', (event, a, b) => {
    if (!trusted(event)) throw new Error('untrusted sender');
    if (typeof a !== 'number' || typeof b !== 'number') throw new TypeError('not numbers');
    return { sum: a + b, missing: undefined };
  });
  ipcMain.handle('echo', (_event, /** @type {unknown} */ value) => value);
  ipcMain.handle('uncloneable', () => ({ when: () => 1 }));
  ipcMain.handle('ask', () => dialog.showMessageBox({ message: 'Sure?' }));
  ipcMain.on('note', (event, text) => {
    log.push(`note ${text} ${event.senderFrame?.url}`);
    event.reply('noted', text);
  });
}

function createWindow() {
  const window = new BrowserWindow({
    width: 900,
    height: 600,
    show: false,
    webPreferences: { preload: path.join(import.meta.dirname, 'preload.cjs'), additionalArguments: ['--sample=1'] },
  });
  const { webContents } = window;
  webContents.on('will-navigate', (event) => {
    log.push(`will-navigate ${event.url}`);
    event.preventDefault();
  });
  webContents.setWindowOpenHandler(({ url }) => {
    log.push(`open ${url}`);
    void shell.openExternal(url);
    return { action: 'deny' };
  });
  for (const name of ['show', 'hide', 'focus', 'blur', 'close', 'closed', 'ready-to-show']) {
    window.on(name, () => log.push(`window ${name}`));
  }
  for (const name of ['dom-ready', 'did-finish-load', 'did-navigate', 'destroyed']) {
    webContents.on(name, () => log.push(`contents ${name}`));
  }
  window.once('ready-to-show', () => window.show());
  return window;
}

/** @param {string} what */
function tell(what) {
  if (process.env.SAMPLE_TELL !== undefined) process.stdout.write(`app ${what}\n`);
}

export async function start() {
  let isQuitting = false;
  for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed']) {
    app.on(name, () => {
      log.push(`app ${name}`);
      tell(name);
    });
  }
  app.on('before-quit', () => {
    isQuitting = true;
  });
  protocol.handle('app', serve);
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) => {
    log.push(`permission ${permission}`);
    decide(permission === 'clipboard-sanitized-write');
  });
  session.defaultSession.setPermissionCheckHandler(() => false);
  handleIpc();
  const window = createWindow();
  app.on('second-instance', (_event, argv, _folder, data) => {
    log.push(`second-instance ${data?.from} ${argv.includes('--again')}`);
    window.show();
  });
  window.on('close', (event) => {
    if (isQuitting) return;
    event.preventDefault();
    window.hide();
  });
  const tray = new Tray(nativeImage.createFromPath(path.join(import.meta.dirname, 'trayTemplate.png')));
  tray.setToolTip('Sample');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { id: 'open', label: 'Open', click: () => window.show() },
      { id: 'pause', label: 'Pause', type: 'checkbox', click: (item) => log.push(`paused ${item.checked}`) },
      { type: 'separator' },
      { id: 'light', label: 'Light', type: 'radio', checked: true, click: () => (nativeTheme.themeSource = 'light') },
      { id: 'dark', label: 'Dark', type: 'radio', click: () => (nativeTheme.themeSource = 'dark') },
      { id: 'notify', label: 'Notify', click: () => notify(window) },
      { role: 'quit' },
    ]),
  );
  await window.loadURL('app://sample/');
  tell('loaded');
  let tick = 0;
  setInterval(() => {
    tick += 1;
    if (!window.isDestroyed()) window.webContents.send('tick', tick);
  }, 50).unref();
}

/** @param {import('electron').BrowserWindow} window */
function notify(window) {
  const notification = new Notification({ title: 'Blocked', body: 'One call' });
  notification.on('click', () => {
    log.push('notification clicked');
    window.show();
  });
  notification.show();
}
