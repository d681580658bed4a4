import { rawHttp } from '../harness/raw-http.ts';
import { createLink } from '../harness/page-session.ts';
import { fixture } from '../harness/servers.ts';
import { expect, test } from '../ui/harness/fixtures.ts';
import { startNeighbour } from '../ui/harness/neighbour.ts';

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP attacker.example 127.0.0.1'],
    });
  },
});

test("a foreign name that points to the relay's own address gets nothing", async ({ world, start, browser }) => {
  const { page, info } = await start({ echo: fixture('echo') });
  const { port } = new URL(info.baseUrl);
  const own = `http://attacker.example:${port}`;
  for (const context of [page.context(), await browser.newContext()]) {
    const foreign = await context.newPage();
    for (const path of ['/', '/ui/', '/health', '/control/events']) {
      const response = await foreign.goto(own + path);
      expect(response?.status(), path).toBe(403);
      await expect(foreign.getByRole('navigation')).toHaveCount(0);
    }
    const link = new URL(await createLink(world, { info }));
    expect((await foreign.goto(own + link.pathname))?.status()).toBe(403);
    expect((await rawHttp(link.href)).status, 'the link was not used up').toBe(303);
    const statuses = await foreign.evaluate(async () => {
      const posted = await fetch('/control/relay.status', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      const mcp = await fetch('/mcp', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
      return [posted.status, mcp.status];
    });
    expect(statuses).toEqual([403, 403]);
  }
});

test('a page of a foreign site reaches nothing across', async ({ world, start }) => {
  const { page, info } = await start({ echo: fixture('echo') });
  const neighbour = await startNeighbour(world);
  const foreign = await page.context().newPage();
  await foreign.goto(`http://attacker.example:${neighbour.port}/`);
  const answers = await foreign.evaluate(async (base) => {
    const results: string[] = [];
    for (const path of ['/control/relay.status', '/ui/', '/health', '/']) {
      for (const mode of ['cors', 'no-cors'] as const) {
        try {
          const response = await fetch(base + path, { mode, credentials: 'include' });
          results.push(`${response.type} ${response.status}`);
        } catch {
          results.push('refused');
        }
      }
    }
    return results;
  }, info.baseUrl);
  for (const answer of answers) expect(['refused', 'opaque 0']).toContain(answer);
  const cookies = neighbour.got().map((headers) => headers.cookie ?? '');
  expect(cookies.join('')).toBe('');
});
