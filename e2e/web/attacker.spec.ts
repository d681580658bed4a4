import type { BrowserContext, Frame, Page } from '@playwright/test';
import { calm, witness } from '../harness/calm.ts';
import { ROUTES } from '../harness/listener-routes.ts';
import { TOKEN } from '../harness/relay.ts';
import { expect, test } from '../ui/harness/fixtures.ts';
import { ATTACK_PAGE, REBOUND_ADDRESS, startAttacker, startRebinding } from '../ui/harness/attacker.ts';
import { createLink } from '../harness/page-session.ts';
import { relayState } from '../ui/harness/relay-state.ts';
import type { PageDocument } from '../ui/harness/page-world.ts';

declare const document: PageDocument;
/** Of the attacker's page: tries one address in all ways, and gives what it could read. */
declare const attack: (url: string, token: string) => Promise<readonly string[]>;
/** Tries addresses from its service worker, and gives what that could read. */
declare const throughWorker: (urls: readonly string[], token: string) => Promise<readonly string[]>;
/** Opens an address in a window of its own; gives what can be read of the last one that was opened. */
declare const openWindow: (url: string) => void;
declare const readWindow: () => string | undefined;

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        `--host-resolver-rules=MAP attacker.example 127.0.0.1, MAP rebound.example ${REBOUND_ADDRESS}`,
      ],
    });
  },
});

const PATHS = [...new Set(ROUTES.map(({ path }) => path))];
/** One path of each kind, for where all of them would only take longer. */
const KINDS = ['/mcp', '/sse', '/control/relay.pause', '/control/events', '/ui/', '/health'];
/** Ways of one attack of which every browser sends a request at all. */
const LEAST_WAYS = 10;

interface Place {
  readonly context: BrowserContext;
  /** The port of the attacker's own server, and where the relay is. */
  readonly port: number;
  readonly baseUrl: string;
}

/** Puts the attacker's page into a frame of a page at this address, written down as this attribute. */
async function inFrame({ context, port }: Place, attributes: Readonly<Record<string, string>>): Promise<Frame> {
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  const loaded = page.waitForEvent(
    'framenavigated',
    (frame) => frame.name() === 'inner' || frame.parentFrame() !== null,
  );
  await page.evaluate((given) => {
    const frame = document.createElement('iframe');
    for (const [name, value] of Object.entries({ name: 'inner', ...given })) frame.setAttribute(name, value);
    document.body.append(frame);
  }, attributes);
  const frame = await loaded;
  await frame.waitForFunction(() => typeof attack === 'function');
  return frame;
}

async function at({ context }: Place, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const places: readonly {
  readonly name: string;
  readonly open: (place: Place) => Promise<Page | Frame>;
  readonly paths?: readonly string[];
}[] = [
  { name: 'another port of 127.0.0.1', open: (place) => at(place, `http://127.0.0.1:${place.port}/`), paths: PATHS },
  { name: 'another port of localhost', open: (place) => at(place, `http://localhost:${place.port}/`) },
  { name: 'a foreign site', open: (place) => at(place, `http://attacker.example:${place.port}/`) },
  {
    name: 'a sandboxed frame, whose origin is null',
    open: (place) => inFrame(place, { sandbox: 'allow-scripts allow-forms', src: `http://127.0.0.1:${place.port}/` }),
  },
  {
    name: 'a data: address',
    open: (place) => inFrame(place, { src: `data:text/html;base64,${Buffer.from(ATTACK_PAGE).toString('base64')}` }),
  },
  {
    name: 'a blob: address',
    open: async (place) => {
      const outer = await at(place, `http://attacker.example:${place.port}/`);
      const url = await outer.evaluate(
        (html) => URL.createObjectURL(new Blob([html], { type: 'text/html' })),
        ATTACK_PAGE,
      );
      const opened = outer.waitForEvent('framenavigated', (frame) => frame.parentFrame() !== null);
      await outer.evaluate((src) => {
        const frame = document.createElement('iframe');
        frame.setAttribute('src', src);
        document.body.append(frame);
      }, url);
      const frame = await opened;
      await frame.waitForFunction(() => typeof attack === 'function');
      return frame;
    },
  },
];

for (const { name, open, paths = KINDS } of places) {
  test(`a page of ${name} reads nothing and does nothing, with a token or without`, async ({ world, start }) => {
    test.setTimeout(120_000);
    const { page, info } = await start({ witness: witness(world) });
    await expect(relayState(page)).toHaveText('Scanning');
    const place = { context: page.context(), port: await startAttacker(world), baseUrl: info.baseUrl };
    const link = await createLink(world, { info });
    const peace = await calm(world, { info });
    const attacker = await open(place);
    for (const path of [...paths, new URL(link).pathname]) {
      const found = await attacker.evaluate(([url, token]) => attack(url, token), [
        info.baseUrl + path,
        TOKEN,
      ] as const);
      expect(found, path).toEqual([]);
    }
    await peace.holds({ 'was refused': LEAST_WAYS * paths.length });
    // Neither was the person's own page hurt, nor the link used up.
    await page.reload();
    await expect(relayState(page)).toHaveText('Scanning');
    const fresh = await at(place, link);
    await expect(relayState(fresh)).toHaveText('Scanning');
  });
}

test('a name that comes to point here in the middle (DNS rebinding) reads refusals alone', async ({ world, start }) => {
  test.skip(process.platform !== 'linux', 'only Linux listens on all of 127.0.0.0/8 as it is');
  const { page, info } = await start({ witness: witness(world) });
  await expect(relayState(page)).toHaveText('Scanning');
  const link = new URL(await createLink(world, { info }));
  const peace = await calm(world, { info });
  const port = Number(new URL(info.baseUrl).port);
  const rebind = await startRebinding(world, port);
  const rebound = await page.context().newPage();
  const own = `http://rebound.example:${port}`;
  await rebound.goto(`${own}/`);
  rebind();
  const asked = [...KINDS, link.pathname];
  for (const path of asked) {
    const found = await rebound.evaluate(([url, token]) => attack(url, token), [own + path, TOKEN] as const);
    const refused = /^[^:]+(?:: (?:framed: )?(?:403 )?\{"detail":"This Host or Origin may not connect."\})$/u;
    expect(
      found.filter((line) => !refused.test(line)),
      path,
    ).toEqual([]);
    expect(found.length, `${path}: it is its own origin, so it reads what it is told`).toBeGreaterThan(5);
  }
  await peace.holds({ 'foreign Host or Origin': LEAST_WAYS * asked.length });
  const fresh = await page.context().newPage();
  await fresh.goto(link.href);
  await expect(relayState(fresh)).toHaveText('Scanning');
});

test('a service worker reads nothing in place of its page', async ({ world, start }) => {
  const { page, info } = await start({ witness: witness(world) });
  await expect(relayState(page)).toHaveText('Scanning');
  const peace = await calm(world, { info });
  const port = await startAttacker(world);
  for (const name of ['127.0.0.1', 'localhost']) {
    const attacker = await at({ context: page.context(), port, baseUrl: info.baseUrl }, `http://${name}:${port}/`);
    const urls = PATHS.map((path) => info.baseUrl + path);
    const found = await attacker.evaluate(([given, token]) => throughWorker(given, token), [urls, TOKEN] as const);
    expect(found).toEqual([]);
  }
  // Of each, one without CORS, one with, two that post; and what is asked before the last.
  await peace.holds({ 'was refused': 2 * 4 * PATHS.length });
  await page.reload();
  await expect(relayState(page)).toHaveText('Scanning');
});

test('a page that opens windows on it sees nothing in them, and they do nothing', async ({ world, start }) => {
  const { page, info } = await start({ witness: witness(world) });
  await expect(relayState(page)).toHaveText('Scanning');
  const peace = await calm(world, { info });
  const port = await startAttacker(world);
  for (const name of ['127.0.0.1', 'attacker.example']) {
    const attacker = await at({ context: page.context(), port, baseUrl: info.baseUrl }, `http://${name}:${port}/`);
    for (const path of PATHS) {
      const popup = attacker.waitForEvent('popup');
      await attacker.evaluate((url) => openWindow(url), info.baseUrl + path);
      const shown = await popup;
      await shown.waitForLoadState('domcontentloaded').catch(() => {});
      expect(await attacker.evaluate(() => readWindow()), path).toBeUndefined();
      await shown.close();
    }
  }
  const guarded = PATHS.filter((path) => /^\/(?:mcp|sse|messages|metrics|control)/u.test(path));
  await peace.holds({ 'was refused': 2 * guarded.length });
  await page.reload();
  await expect(relayState(page)).toHaveText('Scanning');
});
