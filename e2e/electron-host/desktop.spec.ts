import type { BrowserWindow } from 'electron';
import { expect, test } from './fixture.ts';

test('the tray shows what the app gave it, and its items do their work', async ({ page, sample }) => {
  await expect(page.getByRole('heading')).toBeVisible();
  const tray = await sample.evaluate(() => {
    const note = globalThis.desktopRecord.tray();
    return {
      toolTip: note?.toolTip,
      items: note?.menu?.items.map(({ label, type, checked }) => [label, type, checked]),
    };
  });
  expect(tray).toEqual({
    toolTip: 'Sample',
    items: [
      ['Open', 'normal', false],
      ['Pause', 'checkbox', false],
      ['', 'separator', false],
      ['Light', 'radio', true],
      ['Dark', 'radio', false],
      ['Notify', 'normal', false],
      ['Quit', 'normal', false],
    ],
  });
  const log = await sample.evaluate(() => {
    globalThis.desktopRecord.clickTrayItem('pause');
    globalThis.desktopRecord.clickTrayItem('Pause');
    return globalThis.sampleLog.filter((line) => line.startsWith('paused'));
  });
  expect(log).toEqual(['paused true', 'paused false']);
});

test('a theme chosen in the tray reaches the page, and one radio item is checked', async ({ page, sample }) => {
  const isDark = (): Promise<unknown> => page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`);
  expect(await isDark()).toBe(false);
  const checked = await sample.evaluate(({ nativeTheme }) => {
    globalThis.desktopRecord.clickTrayItem('dark');
    return [nativeTheme.shouldUseDarkColors, globalThis.desktopRecord.trayItem('light').checked];
  });
  expect(checked).toEqual([true, false]);
  await expect.poll(isDark).toBe(true);
  await page.reload();
  await expect.poll(isDark).toBe(true);
});

test('a click on a notification reaches the app', async ({ page, sample }) => {
  await expect(page.getByRole('heading')).toBeVisible();
  const shown = await sample.evaluate(() => {
    globalThis.desktopRecord.clickTrayItem('notify');
    const [note] = globalThis.desktopRecord.notifications;
    note?.notification.emit('click');
    return { title: note?.title, body: note?.body, log: globalThis.sampleLog.at(-1) };
  });
  expect(shown).toMatchObject({ title: 'Blocked', body: 'One call', log: 'notification clicked' });
});

test('closing the window leaves the app in the tray, from where it opens again', async ({ page, sample }) => {
  const window = await sample.browserWindow(page);
  const closed = await window.evaluate((win: BrowserWindow) => {
    win.close();
    return [win.isDestroyed(), win.isVisible()];
  });
  expect(closed).toEqual([false, false]);
  const opened = await window.evaluate((win: BrowserWindow) => {
    globalThis.desktopRecord.clickTrayItem('open');
    return [win.isVisible(), win.isFocused()];
  });
  expect(opened).toEqual([true, true]);
});

test('a dialog nobody answers fails instead of choosing for the person', async ({ page, sample }) => {
  const ask = (): Promise<unknown> =>
    page.evaluate(() =>
      globalThis.hostSample.invoke('ask').catch((error: unknown) => (error instanceof Error ? error.message : '')),
    );
  expect(await ask()).toContain('No answer in desktopRecord.answers for dialog.showMessageBox');
  await sample.evaluate(() => globalThis.desktopRecord.answers.push({ response: 1, checkboxChecked: false }));
  expect(await ask()).toEqual({ response: 1, checkboxChecked: false });
  const asked = await sample.evaluate(() => globalThis.desktopRecord.dialogs.map(({ options }) => options));
  expect(asked).toEqual([{ message: 'Sure?' }, { message: 'Sure?' }]);
});

test('a window has the size it was given, and the page follows when it changes', async ({ page, sample }) => {
  const size = (): Promise<unknown> => page.evaluate('[innerWidth, innerHeight]');
  expect(await size()).toEqual([900, 600]);
  const window = await sample.browserWindow(page);
  const bounds = await window.evaluate((win: BrowserWindow) => {
    win.setSize(420, 320);
    return [win.getSize(), win.getContentSize()];
  });
  expect(bounds).toEqual([
    [420, 320],
    [420, 320],
  ]);
  await expect.poll(size).toEqual([420, 320]);
});

test('Quit in the tray ends the app', async ({ launch }) => {
  const app = await launch();
  await app.firstWindow();
  const { promise: exited, resolve } = Promise.withResolvers<number | null>();
  app.process().once('exit', resolve);
  // The process ends before it can answer, so nobody waits for an answer.
  app.evaluate(() => globalThis.desktopRecord.clickTrayItem('Quit')).catch(() => undefined);
  expect(await exited).toBe(0);
});
