import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { expect, test } from './fixture.ts';

/** The contents of all files under a folder, as text. */
function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

test('safeStorage encrypts, across restarts', async ({ launch, userData }) => {
  const first = await launch();
  const stored = await first.evaluate(async ({ safeStorage }) => ({
    isAvailable: await safeStorage.isAsyncEncryptionAvailable(),
    backend: safeStorage.getSelectedStorageBackend(),
    encrypted: (await safeStorage.encryptStringAsync('a very secret token')).toString('base64'),
    damaged: await safeStorage.decryptStringAsync(Buffer.from('v11 and nothing that makes sense')).then(
      () => 'decrypted',
      (error: unknown) => (error instanceof Error ? error.message : 'another error'),
    ),
  }));
  expect(stored).toMatchObject({ isAvailable: true, backend: 'basic_text' });
  expect(stored.damaged).toContain('Error while decrypting');
  expect(Buffer.from(stored.encrypted, 'base64').toString('latin1')).not.toContain('secret');
  await first.close();
  // Now that Chromium makes and removes no more files there.
  expect(everythingIn(userData)).not.toContain('a very secret token');
  const second = await launch({ env: { ELECTRON_HOST_PASSWORD_STORE: 'gnome-libsecret' } });
  const read = await second.evaluate(async ({ safeStorage }, base64) => {
    const { result } = await safeStorage.decryptStringAsync(Buffer.from(base64, 'base64'));
    return [result, safeStorage.getSelectedStorageBackend()];
  }, stored.encrypted);
  expect(read).toEqual(['a very secret token', 'gnome_libsecret']);
});

test('clipboard, shortcuts, screen and login items remember', async ({ sample }) => {
  const facts = await sample.evaluate(async ({ app, clipboard, globalShortcut, screen }) => {
    await clipboard.writeText('copied');
    app.setLoginItemSettings({ openAtLogin: true });
    app.setBadgeCount(3);
    return {
      text: await clipboard.readText(),
      isText: await clipboard.has('text/plain'),
      selection: await clipboard.selection.readText(),
      shortcuts: [
        globalShortcut.register('Control+Shift+R', () => undefined),
        globalShortcut.register('Control+Shift+R', () => undefined),
        globalShortcut.isRegistered('Control+Shift+R'),
      ],
      workArea: screen.getPrimaryDisplay().workArea.width > 0,
      login: app.getLoginItemSettings().openAtLogin,
      badge: app.getBadgeCount(),
    };
  });
  expect(facts).toEqual({
    text: 'copied',
    isText: true,
    selection: '',
    shortcuts: [true, false, true],
    workArea: true,
    login: true,
    badge: 3,
  });
});

test('images have the size of their header, and a missing file is empty', async ({ sample }) => {
  const icon = join(import.meta.dirname, 'sample', 'trayTemplate.png');
  const facts = await sample.evaluate(({ nativeImage }, path) => {
    const image = nativeImage.createFromPath(path);
    const copy = nativeImage.createFromDataURL(image.toDataURL());
    return {
      size: image.getSize(),
      isTemplate: image.isTemplateImage(),
      copy: copy.getSize(),
      resized: image.resize({ width: 8 }).getSize(),
      missing: nativeImage.createFromPath('/no/such/file.png').isEmpty(),
      buffer: nativeImage.createFromBuffer(image.toPNG()).isEmpty(),
    };
  }, icon);
  expect(facts).toEqual({
    size: { width: 16, height: 16 },
    isTemplate: true,
    copy: { width: 16, height: 16 },
    resized: { width: 8, height: 8 },
    missing: true,
    buffer: false,
  });
});

test('the window takes its title from the page', async ({ page, sample }) => {
  const window = await sample.browserWindow(page);
  const title = (): Promise<string> => window.evaluate((win: BrowserWindow) => win.getTitle());
  await expect.poll(title).toBe('Host Sample');
  await page.evaluate(`document.title = 'Another'`);
  await expect.poll(title).toBe('Another');
  expect(await sample.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getTitle())).toBe('Another');
});

test('zooming makes the pixels of the page larger', async ({ page, sample }) => {
  await sample.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.setZoomFactor(2));
  await expect.poll(() => page.evaluate('[innerWidth, innerHeight, devicePixelRatio]')).toEqual([450, 300, 2]);
});

test('a page that cannot be loaded rejects, and says so', async ({ page, sample }) => {
  await expect(page.getByRole('heading')).toBeVisible();
  const failure = await sample.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false });
    const events: unknown[] = [];
    window.webContents.on('did-fail-load', (_event, code, description, url) => events.push([code, description, url]));
    const error = await window.loadURL('app://sample/missing').then(
      () => 'loaded',
      () => 'failed',
    );
    const refused = await window.loadURL('http://127.0.0.1:9/').then(
      () => 'loaded',
      (reason: unknown) => (reason instanceof Error ? reason.message : 'another error'),
    );
    window.destroy();
    return { error, refused, events };
  });
  expect(failure.error).toBe('loaded');
  expect(failure.refused).toMatch(/^ERR_[A-Z_]+ \(-\d+\) loading 'http:\/\/127\.0\.0\.1:9\/'$/);
  expect(failure.events).toHaveLength(1);
});

test('a crashed page is told, and can be loaded again', async ({ page, sample }) => {
  await expect(page.getByRole('heading')).toBeVisible();
  const reason = await sample.evaluate(
    ({ webContents }) =>
      new Promise((resolve) => {
        const [contents] = webContents.getAllWebContents();
        contents?.once('render-process-gone', (_event, details) => resolve(details.reason));
        contents?.forcefullyCrashRenderer();
      }),
  );
  expect(reason).toBe('crashed');
  const reloaded = await sample.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    await contents?.loadURL('app://sample/');
    return [contents?.isCrashed(), contents?.getURL()];
  });
  expect(reloaded).toEqual([false, 'app://sample/']);
});

test('a child window goes with its parent', async ({ page, sample }) => {
  await expect(page.getByRole('heading')).toBeVisible();
  const facts = await sample.evaluate(({ BrowserWindow }) => {
    const parent = new BrowserWindow({ show: false });
    const child = new BrowserWindow({ show: false, parent, modal: true, width: 420, height: 320 });
    const before = [parent.getChildWindows().length, child.getParentWindow() === parent, child.isModal()];
    parent.destroy();
    return [...before, child.isDestroyed(), BrowserWindow.getAllWindows().length];
  });
  expect(facts).toEqual([1, true, true, true, 1]);
});

test('downloads are cancelled and told', async ({ page, sample }) => {
  const told = await sample.evaluateHandle(({ session }) => {
    const items: string[] = [];
    session.defaultSession.on('will-download', (_event, item) => {
      items.push(`${item.getURL()} ${item.getFilename()} ${item.getState()}`);
    });
    return items;
  });
  await page.evaluate(`(() => {
    const link = document.createElement('a');
    link.href = '/index.js';
    link.download = 'saved.js';
    document.body.append(link);
    link.click();
  })()`);
  await expect.poll(() => told.jsonValue()).toEqual(['app://sample/index.js saved.js cancelled']);
});

test('the app hears of keys', async ({ page, sample }) => {
  const keys = await sample.evaluateHandle(({ webContents }) => {
    const pressed: string[] = [];
    webContents.getAllWebContents()[0]?.on('before-input-event', (_event, input) => {
      pressed.push([input.type, ...input.modifiers, input.key].join(' '));
    });
    return pressed;
  });
  await page.keyboard.press('Control+k');
  await expect
    .poll(() => keys.jsonValue())
    .toEqual(['keyDown control Control', 'keyDown control k', 'keyUp control k', 'keyUp Control']);
});

test('a window that is gone refuses to be used', async ({ page, sample }) => {
  await expect(page.getByRole('heading')).toBeVisible();
  const messages = await sample.evaluate(({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false });
    const { webContents } = window;
    window.destroy();
    return [() => webContents.send('tick', 1), () => window.show(), () => window.webContents].map((use) => {
      try {
        use();
        return 'no error';
      } catch (error) {
        return error instanceof Error ? error.message : 'another error';
      }
    });
  });
  expect(messages).toEqual(Array.from({ length: 3 }, () => 'Object has been destroyed'));
});
