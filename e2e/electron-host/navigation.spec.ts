import { expect, test } from './fixture.ts';
import type { ElectronApplication } from '@playwright/test';

function logged(sample: ElectronApplication, beginning: string): Promise<string[]> {
  return sample.evaluate(
    (_electron, start) => globalThis.sampleLog.filter((line) => line.startsWith(start)),
    beginning,
  );
}

/** Expressions for the page: the project's types have no DOM, which belongs to the renderer alone. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  'location.href': `location.href = 'https://elsewhere.example/page'`,
  'location.replace': `location.replace('https://elsewhere.example/page')`,
  'a link': `document.querySelector('#away').click()`,
  'a form': `document.querySelector('#form button').click()`,
  'meta refresh': `document.head.insertAdjacentHTML(
    'beforeend', '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/page">')`,
  'a page of its own': `location.href = '/index.html'`,
  'an address of its own scheme': `location.href = 'app://sample/index.html'`,
  'another program': `location.href = 'mailto:somebody@elsewhere.example'`,
};

for (const [name, leave] of Object.entries(WAYS_OUT)) {
  test(`a page cannot leave by ${name} when will-navigate is prevented`, async ({ page, sample }) => {
    await page.evaluate(() => Reflect.set(globalThis, 'stillHere', true));
    await page.evaluate(leave);
    await expect.poll(() => logged(sample, 'will-navigate')).toHaveLength(1);
    expect(await page.evaluate('stillHere')).toBe(true);
    expect(await page.title()).toBe('Host Sample');
  });
}

test('will-navigate says where the page wants to go', async ({ page, sample }) => {
  await page.locator('#away').click();
  await expect.poll(() => logged(sample, 'will-navigate')).toEqual(['will-navigate https://elsewhere.example/page']);
});

test('what is not prevented is loaded, and a frame asks as well', async ({ page, sample }) => {
  const seen = await sample.evaluateHandle(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    contents?.removeAllListeners('will-navigate');
    const seen: string[] = [];
    contents?.on('will-frame-navigate', ({ url, isMainFrame }) => seen.push(`${url} ${isMainFrame}`));
    return seen;
  });
  await page.evaluate(`location.href = 'app://sample/index.html'`);
  await expect.poll(() => page.url()).toContain('/index.html');
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<iframe src="/index.html?frame"></iframe>')`);
  await expect
    .poll(() => seen.jsonValue())
    .toEqual(['app://sample/index.html true', 'app://sample/index.html?frame false']);
});

const WAYS_TO_OPEN: Readonly<Record<string, string>> = {
  'window.open': `window.open('https://elsewhere.example/popup')`,
  'a link with a target': `document.querySelector('#popup').click()`,
  'a link with a modifier key': `document.querySelector('#popup').dispatchEvent(
    new MouseEvent('click', { ctrlKey: true, bubbles: true, cancelable: true }))`,
  'a form with a target': `(() => {
    const form = document.querySelector('#form');
    form.target = '_blank';
    form.action = 'https://elsewhere.example/popup';
    form.requestSubmit();
  })()`,
  'a link that hides its click': `(() => {
    const link = document.querySelector('#popup');
    link.addEventListener('click', (event) => event.stopPropagation());
    link.click();
  })()`,
};

for (const [name, open] of Object.entries(WAYS_TO_OPEN)) {
  test(`${name} opens nothing when setWindowOpenHandler denies it`, async ({ page, sample }) => {
    await page.evaluate(open);
    await expect.poll(() => logged(sample, 'open')).toEqual(['open https://elsewhere.example/popup']);
    await expect.poll(() => sample.windows().length).toBe(1);
    expect(await sample.evaluate(() => globalThis.desktopRecord.opened)).toEqual(['https://elsewhere.example/popup']);
    expect(await sample.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
}

test('a denied window.open gives null', async ({ page }) => {
  expect(await page.evaluate(`window.open('https://elsewhere.example/popup')`)).toBeNull();
});

test('a spec may reload the page and load another one', async ({ page, sample }) => {
  await page.reload();
  await expect(page.getByRole('heading')).toHaveText('Host Sample');
  await sample.evaluate(({ webContents }) =>
    webContents.getAllWebContents()[0]?.loadURL('app://sample/index.html?again'),
  );
  await expect(page.getByRole('heading')).toHaveText('Host Sample');
  expect(await logged(sample, 'will-navigate')).toEqual([]);
});

test('webRequest can cancel a request', async ({ page, sample }) => {
  await sample.evaluate(({ session }) => {
    session.defaultSession.webRequest.onBeforeRequest({ urls: ['app://sample/echo*'] }, (details, callback) => {
      callback({ cancel: details.method === 'POST' });
    });
  });
  const outcome = await page.evaluate(() =>
    Promise.all(
      ['GET', 'POST'].map((method) =>
        fetch('/echo', { method }).then(
          () => 'answered',
          () => 'cancelled',
        ),
      ),
    ),
  );
  expect(outcome).toEqual(['answered', 'cancelled']);
});
