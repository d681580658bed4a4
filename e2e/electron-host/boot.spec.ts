import { expect, test } from './fixture.ts';

test('an app starts with its name, version, paths and arguments', async ({ sample, userData }) => {
  const facts = await sample.evaluate(({ app }) => ({
    name: app.getName(),
    version: app.getVersion(),
    userData: app.getPath('userData'),
    isPackaged: app.isPackaged,
    isReady: app.isReady(),
    type: Reflect.get(process, 'type'),
    argv: process.argv.slice(1).map((argument) => argument.split('/').at(-1)),
    electron: typeof process.versions['electron'],
  }));
  expect(facts).toMatchObject({
    name: 'Host Sample',
    version: '1.2.3',
    userData,
    isPackaged: false,
    isReady: true,
    type: 'browser',
    electron: 'string',
  });
  expect(facts.argv).toContain('sample');
});

test('what the host lacks throws by its name', async ({ sample }) => {
  await sample.firstWindow();
  const errors = await sample.evaluate((electron) => {
    const messageOf = (use: () => unknown): string => {
      try {
        return `no error: ${String(use())}`;
      } catch (error) {
        return error instanceof Error ? error.message : 'another error';
      }
    };
    const [window] = electron.BrowserWindow.getAllWindows();
    return [
      messageOf(() => electron.app.setJumpList(null)),
      messageOf(() => electron.autoUpdater.checkForUpdates()),
      messageOf(() => Reflect.get(electron.BrowserWindow, 'fromBrowserView')),
      messageOf(() => window?.setTouchBar(null)),
      messageOf(() => Reflect.get(electron.Tray.prototype, 'displayBalloon')),
      messageOf(() => electron.inAppPurchase.getReceiptURL()),
      messageOf(() => new electron.WebContentsView()),
      messageOf(() => Reflect.get(electron, 'somethingNew')),
    ];
  });
  expect(errors).toEqual([
    'electron-host: app.setJumpList is not implemented',
    'electron-host: autoUpdater.checkForUpdates is not implemented',
    'electron-host: BrowserWindow.fromBrowserView is not implemented',
    'electron-host: BrowserWindow.setTouchBar is not implemented',
    'electron-host: Tray.displayBalloon is not implemented',
    'electron-host: inAppPurchase.getReceiptURL is not implemented',
    'electron-host: new WebContentsView is not implemented',
    'electron-host: electron.somethingNew is not implemented',
  ]);
});
