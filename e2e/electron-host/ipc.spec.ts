import { expect, test } from './fixture.ts';

test('invoke goes to the handler and comes back', async ({ page }) => {
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.locator('#sum')).toHaveText('5');
  const answer = await page.evaluate(() => globalThis.hostSample.add(2, 3));
  expect(answer).toEqual({ sum: 5, missing: undefined });
});

test('undefined, nested data and odd numbers arrive as they were sent', async ({ page }) => {
  const arrived = await page.evaluate(async () => {
    const sent = { none: undefined, list: [1, null, undefined, { deep: ['x'] }] };
    const echoed = await globalThis.hostSample.invoke('echo', sent);
    const numbers = await globalThis.hostSample.invoke('echo', [NaN, Infinity, -0]);
    return {
      echoed: JSON.stringify(echoed),
      hasNone: typeof echoed === 'object' && echoed !== null && 'none' in echoed,
      numbers: Array.isArray(numbers) ? numbers.map((value) => (Object.is(value, -0) ? '-0' : String(value))) : [],
    };
  });
  expect(arrived).toEqual({
    echoed: '{"list":[1,null,null,{"deep":["x"]}]}',
    hasNone: true,
    numbers: ['NaN', 'Infinity', '-0'],
  });
});

test('errors come with the words of Electron', async ({ page }) => {
  const messages = await page.evaluate(() =>
    Promise.all(
      [
        globalThis.hostSample.add('1', 2),
        globalThis.hostSample.invoke('nobody'),
        globalThis.hostSample.invoke('uncloneable'),
      ].map((answer) =>
        answer.then(
          () => 'no error',
          (error: unknown) => (error instanceof Error ? error.message : 'another error'),
        ),
      ),
    ),
  );
  expect(messages).toEqual([
    "Error invoking remote method 'add': TypeError: not numbers",
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    "Error invoking remote method 'uncloneable': Error: An object could not be cloned.",
  ]);
});

test('what cannot be cloned is refused on both sides', async ({ page, sample }) => {
  const inPage = await page.evaluate(async () => {
    const circle: { self?: object } = {};
    circle.self = circle;
    const messages: unknown[] = [];
    for (const value of [new Date(), new Map(), Symbol('x'), new Error('x'), circle, 1n]) {
      try {
        messages.push(await globalThis.hostSample.invoke('echo', value));
      } catch (error) {
        messages.push(error instanceof Error ? error.message : 'another error');
      }
    }
    return messages;
  });
  expect(inPage).toEqual(Array.from({ length: 6 }, () => 'An object could not be cloned.'));
  const inMain = await sample.evaluate(({ webContents }) => {
    try {
      webContents.getAllWebContents()[0]?.send('tick', () => 1);
      return 'no error';
    } catch (error) {
      return error instanceof Error ? error.message : 'another error';
    }
  });
  expect(inMain).toBe('An object could not be cloned.');
});

test('messages go both ways, with the frame that sent them', async ({ page, sample }) => {
  const noted = await page.evaluate(
    () =>
      new Promise((resolve) => {
        globalThis.hostSample.onNoted(resolve);
        globalThis.hostSample.note('hello');
      }),
  );
  expect(noted).toBe('hello');
  const notes = await sample.evaluate(() => globalThis.sampleLog.filter((line) => line.startsWith('note')));
  expect(notes).toEqual(['note hello app://sample/']);
});

test('callbacks are called until the returned function ends it', async ({ page }) => {
  await expect(page.locator('#tick')).toHaveText(/tick \d+/);
  const counts = await page.evaluate(async () => {
    const ticks: number[] = [];
    const next = (): Promise<void> =>
      new Promise((resolve) => {
        const stop = globalThis.hostSample.onTick((tick) => {
          ticks.push(tick);
          stop();
          resolve();
        });
      });
    await next();
    const before = ticks.length;
    await next();
    return { before, after: ticks.length, isOrdered: (ticks[1] ?? 0) > (ticks[0] ?? 0) };
  });
  expect(counts).toEqual({ before: 1, after: 2, isOrdered: true });
});

test('functions cross the bridge in both directions', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const { hostSample } = globalThis;
    const twice = (value: unknown): number => Number(value) * 2;
    let failure = 'none';
    try {
      hostSample.fail();
    } catch (error) {
      failure = error instanceof Error ? error.message : 'another error';
    }
    const returned = hostSample.nested.same(twice);
    return {
      sync: hostSample.call(twice, 4),
      async: await hostSample.call(() => Promise.resolve('in time')),
      data: hostSample.call((...values) => values, 1, { two: [2] }),
      same: returned === twice,
      later: await hostSample.later(),
      failure,
      list: hostSample.nested.list,
    };
  });
  expect(outcome).toEqual({
    sync: 8,
    async: 'in time',
    data: [1, { two: [2] }],
    same: true,
    later: 'later',
    failure: 'failed in the preload script',
    list: [1, { two: 2 }],
  });
});
