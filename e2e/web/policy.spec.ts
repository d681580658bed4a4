import { fixture } from '../harness/servers.ts';
import { expect, test } from '../ui/harness/fixtures.ts';
import { relayState } from '../ui/harness/relay-state.ts';
import { startNeighbour } from '../ui/harness/neighbour.ts';
import type { PageDocument, PageNavigator, PageWindow } from '../ui/harness/page-world.ts';

declare const document: PageDocument;
declare const window: PageWindow;
declare const navigator: PageNavigator;

// What is refused is written down: just so.
test.use({ expectedTrouble: /./u });

test('injected code does not run, and the page talks to nobody else', async ({ world, start }) => {
  const { page, info } = await start({ echo: fixture('echo') });
  await expect(relayState(page)).toHaveText('Scanning');
  const neighbour = await startNeighbour(world);
  const before = neighbour.got().length;
  const results = await page.evaluate(async (foreign) => {
    const ran: string[] = [];
    // What a debugger runs is free of the policy; what a timer runs is the page's own.
    await new Promise((resolve) => setTimeout(resolve, 0));
    Object.assign(window, { ran: (what: string) => ran.push(what) });
    const attempt = async (what: string, run: () => unknown): Promise<void> => {
      try {
        await run();
        ran.push(`no error: ${what}`);
      } catch {
        // Refused: just so.
      }
    };
    const quiet = (run: () => unknown): void => {
      try {
        run();
      } catch {
        // Refused already when it was written.
      }
    };
    await attempt('eval', () => Reflect.apply(Reflect.get(globalThis, 'eval'), undefined, ['window.ran("eval")']));
    await attempt('Function', () => Reflect.construct(Function, ['window.ran("Function")']));
    await attempt('fetch', () => fetch(foreign, { mode: 'no-cors' }));
    await attempt('import', () => import(foreign));
    const add = (name: string, properties: object): void =>
      quiet(() => {
        const node = document.createElement(name);
        document.body.append(node);
        Object.assign(node, properties);
      });
    quiet(() => Reflect.apply(setTimeout, undefined, ['window.ran("timeout")', 0]));
    add('div', { innerHTML: '<img src="x:" onerror="window.ran(\'onerror\')">' });
    add('script', { text: 'window.ran("script")' });
    add('script', { src: 'data:text/javascript,window.ran("data")' });
    add('script', { src: foreign });
    add('iframe', { src: foreign });
    add('iframe', { srcdoc: '<script>parent.ran("srcdoc")</script>' });
    add('object', { data: foreign });
    add('img', { src: `${foreign}leak.png` });
    add('link', { rel: 'stylesheet', href: foreign });
    quiet(() => {
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.ran("attribute")');
      Object.assign(image, { src: 'x:' });
      document.body.append(image);
    });
    quiet(() => {
      const link = document.createElement('a');
      Object.assign(link, { href: 'javascript:window.ran("link")' });
      document.body.append(link);
      link.click();
    });
    quiet(() => {
      const form = document.createElement('form');
      Object.assign(form, { action: foreign, method: 'POST' });
      document.body.append(form);
      form.submit();
    });
    quiet(() => navigator.sendBeacon(foreign, 'leak'));
    // Whatever was going to run has run when two tasks later an allowed request is answered.
    await fetch('/ui/');
    await new Promise((resolve) => setTimeout(resolve, 0));
    return ran;
  }, `http://127.0.0.1:${neighbour.port}/`);
  expect(results).toEqual([]);
  expect(neighbour.got().length - before, 'nothing left the page').toBe(0);
  expect(page.url()).toContain(info.baseUrl);
});
