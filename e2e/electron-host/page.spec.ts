import { expect, test } from './fixture.ts';

test('the content security policy of a response is enforced', async ({ page }) => {
  const outcome = await page.evaluate(async () => ({
    inlineRan: Reflect.get(globalThis, 'inlineRan') === true,
    fetched: await fetch('https://elsewhere.example/').then(
      () => 'fetched',
      (error: unknown) => (error instanceof Error ? error.name : 'failed'),
    ),
    isSecure: Reflect.get(globalThis, 'isSecureContext') === true,
  }));
  expect(outcome).toEqual({ inlineRan: false, fetched: 'TypeError', isSecure: true });
});

test('the preload script has a world of its own', async ({ page }) => {
  const seen = await page.evaluate(() => ({
    secret: typeof Reflect.get(globalThis, 'secretOfPreload'),
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    leaked: Object.getOwnPropertyNames(globalThis).filter((name) =>
      /electron|handshake|bridge|post-|receive-/i.test(name),
    ),
    isSandboxed: globalThis.hostSample.isSandboxed,
    argument: globalThis.hostSample.argument,
  }));
  expect(seen).toEqual({
    secret: 'undefined',
    require: 'undefined',
    process: 'undefined',
    leaked: [],
    isSandboxed: true,
    argument: '--sample=1',
  });
});

test('what the preload script exposes cannot be changed by the page', async ({ page }) => {
  const kinds = await page.evaluate(() => {
    Reflect.set(globalThis, 'hostSample', 'other');
    Reflect.set(globalThis.hostSample, 'add', 'other');
    Reflect.set(globalThis.hostSample.nested, 'list', 'other');
    return [typeof globalThis.hostSample, typeof globalThis.hostSample.add, typeof globalThis.hostSample.nested.list];
  });
  expect(kinds).toEqual(['object', 'function', 'object']);
});

test('a frame inside the page has neither API nor preload script', async ({ page }) => {
  const kind = await page.evaluate(`new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.src = '/index.html';
    frame.onload = () => resolve(typeof frame.contentWindow.hostSample);
    document.body.append(frame);
  })`);
  expect(kind).toBe('undefined');
});

test('the handler of the scheme sees requests and gives statuses', async ({ page, sample }) => {
  const answers = await page.evaluate(async () => {
    const echo = await fetch('/echo', { method: 'POST', body: 'häh' });
    const missing = await fetch('/missing.txt');
    return { echo: await echo.text(), missing: missing.status };
  });
  expect(answers).toEqual({ echo: '{"method":"POST","body":"häh"}', missing: 404 });
  const url = await sample.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getURL());
  expect(url).toBe('app://sample/');
});

test('permissions are what the handler of the app decides', async ({ page, sample }) => {
  const outcome = await page.evaluate(`(async () => ({
    notifications: await Notification.requestPermission(),
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', (error) => error.name),
    position: await new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(() => resolve('given'), (error) => resolve(error.code));
    }),
    copied: await navigator.clipboard.writeText('copied').then(() => 'copied', () => 'refused'),
    read: await navigator.clipboard.readText().then(() => 'read', () => 'refused'),
  }))()`);
  expect(outcome).toEqual({
    notifications: 'denied',
    camera: 'NotAllowedError',
    position: 1,
    copied: 'copied',
    read: 'refused',
  });
  const asked = await sample.evaluate(() => globalThis.sampleLog.filter((line) => line.startsWith('permission')));
  expect(asked).toEqual([
    'permission notifications',
    'permission media',
    'permission geolocation',
    'permission clipboard-sanitized-write',
    'permission clipboard-read',
  ]);
});

test('weaker windows and file URLs are refused', async ({ sample }) => {
  const errors = await sample.evaluate(async ({ BrowserWindow }) => {
    const messageOf = (use: () => unknown): string => {
      try {
        use();
        return 'no error';
      } catch (error) {
        return error instanceof Error ? error.message : 'another error';
      }
    };
    const window = new BrowserWindow({ show: false });
    const loading = window.loadURL('file:///etc/hostname').then(
      () => 'loaded',
      (error: unknown) => (error instanceof Error ? error.message : 'another error'),
    );
    const messages = [
      messageOf(() => new BrowserWindow({ webPreferences: { nodeIntegration: true } })),
      messageOf(() => new BrowserWindow({ webPreferences: { contextIsolation: false } })),
      messageOf(() => new BrowserWindow({ webPreferences: { sandbox: false } })),
      messageOf(() => new BrowserWindow({ webPreferences: { partition: 'persist:other' } })),
      await loading,
    ];
    window.destroy();
    return messages;
  });
  expect(errors).toEqual([
    'electron-host: a window with nodeIntegration: refused',
    'electron-host: a window with contextIsolation: false: refused',
    'electron-host: a window with sandbox: false: refused',
    "electron-host: the web preference 'partition' is not implemented",
    'electron-host: a page of file://, which protocol.handle can serve: refused',
  ]);
});
