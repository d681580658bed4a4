/**
 * A module for `-r`: notes on globalThis.desktopRecord what an app does with the desktop, for specs to read and to click
 * on through app.evaluate. It uses nothing but Electron's public API, so it works the same on real Electron. What would
 * open something outside the app, or wait for a person, is noted and not done.
 * @typedef {import('./record.d.ts').DesktopRecord} DesktopRecord
 */
const { dialog, Menu, nativeImage, Notification, shell, Tray } = require('electron');

/** @type {WeakMap<object, string>} */
const paths = new WeakMap();

/** @type {DesktopRecord} */
const record = {
  trays: [],
  notifications: [],
  opened: [],
  dialogs: [],
  answers: [],
  tray() {
    const living = record.trays.filter(({ tray }) => !tray.isDestroyed());
    return living.at(-1);
  },
  trayItem(idOrLabel) {
    const menu = record.tray()?.menu ?? undefined;
    const item = menu?.getMenuItemById(idOrLabel) ?? menu?.items.find(({ label }) => label === idOrLabel);
    if (item === undefined) throw new Error(`The tray has no item ${idOrLabel}`);
    return item;
  },
  clickTrayItem(idOrLabel) {
    const item = record.trayItem(idOrLabel);
    Reflect.apply(item.click, item, []);
  },
};
globalThis.desktopRecord = record;

/** @param {unknown} value @returns {value is import('electron').Tray} */
const isTray = (value) => value instanceof Tray;
/** @param {unknown} value @returns {value is import('electron').Notification} */
const isNotification = (value) => value instanceof Notification;
/** @param {unknown} value @returns {value is import('electron').Menu} */
const isMenu = (value) => value instanceof Menu;
/** @param {unknown} value @returns {value is import('electron').NativeImage} */
const isImage = (value) => typeof value === 'object' && value !== null && 'isEmpty' in value;

/** @param {import('electron').Tray} tray */
function noteOf(tray) {
  const known = record.trays.find((note) => note.tray === tray);
  if (known !== undefined) return known;
  const note = { tray, toolTip: '', title: '', image: '', menu: null };
  record.trays.push(note);
  return note;
}

/**
 * Lets a note be taken before a method does its work.
 * @param {object} owner
 * @param {string} name
 * @param {(self: unknown, first: unknown) => void} note
 */
function before(owner, name, note) {
  /** @type {unknown} */
  const original = Reflect.get(owner, name);
  if (typeof original !== 'function') throw new TypeError(`Electron has no ${name} to note`);
  Reflect.set(
    owner,
    name,
    /** @this {unknown} @param {unknown[]} given @returns {unknown} */
    function noted(...given) {
      note(this, given[0]);
      /** @type {unknown} */
      const result = Reflect.apply(original, this, given);
      return result;
    },
  );
}

/** @type {unknown} */
const createFromPath = Reflect.get(nativeImage, 'createFromPath');
nativeImage.createFromPath = (path) => {
  /** @type {unknown} */
  const image = typeof createFromPath === 'function' ? Reflect.apply(createFromPath, nativeImage, [path]) : undefined;
  if (!isImage(image)) throw new TypeError('Electron made no image');
  paths.set(image, path);
  return image;
};

before(Tray.prototype, 'setContextMenu', (tray, menu) => {
  if (isTray(tray)) noteOf(tray).menu = isMenu(menu) ? menu : null;
});
before(Tray.prototype, 'setImage', (tray, image) => {
  if (isTray(tray)) noteOf(tray).image = isImage(image) ? (paths.get(image) ?? '') : String(image);
});
before(Tray.prototype, 'setTitle', (tray, title) => {
  if (isTray(tray)) noteOf(tray).title = String(title);
});
before(Tray.prototype, 'setToolTip', (tray, toolTip) => {
  if (isTray(tray)) noteOf(tray).toolTip = String(toolTip);
});
before(Notification.prototype, 'show', (notification) => {
  if (!isNotification(notification)) return;
  const { title, body } = notification;
  record.notifications.push({ notification, title, body });
});

Object.assign(shell, {
  /** @param {string} url */
  openExternal(url) {
    record.opened.push(url);
    return Promise.resolve();
  },
  /** @param {string} path */
  openPath(path) {
    record.opened.push(path);
    return Promise.resolve('');
  },
  /** @param {string} path */
  showItemInFolder(path) {
    record.opened.push(path);
  },
});

/**
 * Each question takes the next of desktopRecord.answers; without one it fails rather than to make an answer up.
 * @param {import('./record.d.ts').DialogName} name
 */
function answerTo(name) {
  /** @param {unknown[]} given */
  return (...given) => {
    record.dialogs.push({ name, options: given.at(-1) });
    const answer = record.answers.shift();
    if (answer === undefined) return Promise.reject(new Error(`No answer in desktopRecord.answers for dialog.${name}`));
    return Promise.resolve(answer);
  };
}
Object.assign(dialog, {
  showMessageBox: answerTo('showMessageBox'),
  showOpenDialog: answerTo('showOpenDialog'),
  showSaveDialog: answerTo('showSaveDialog'),
});
