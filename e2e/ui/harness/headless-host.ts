import type { Browser } from '@playwright/test';
import type { World } from '../../harness/create-world.ts';
import { within } from '../../harness/deadline.ts';
import { listenWith } from '../../harness/listening-relay.ts';
import { createLink } from '../../harness/page-session.ts';
import { runRelay } from '../../harness/relay.ts';
import type { UiHost } from './host.ts';
import { watchTrouble } from './trouble.ts';

/** A headless relay, and a browser that has opened its one-time link. */
export async function startHeadless(
  world: World,
  configFile: string,
  browser: Browser,
  env: Readonly<Record<string, string>> = {},
): Promise<UiHost> {
  const relay = await listenWith(world, configFile, { env });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  world.onEnd(() => context.close());
  const page = await context.newPage();
  const trouble = watchTrouble(page);
  // The command that gives a link to a person is tested by itself: a program less to start here.
  await page.goto(await createLink(world, relay));
  return {
    kind: 'headless',
    page,
    info: relay.info,
    configFile,
    trouble,
    async stop() {
      relay.child.kill('SIGTERM');
      await within('stop', relay.exit);
    },
  };
}

/** A link to the page of the world's running relay, as a person gets one. */
export async function newLink(world: World): Promise<string> {
  const { stdout, stderr } = await runRelay(world, ['ui']);
  const link = stdout.trim();
  if (!URL.canParse(link)) throw new Error(`no link: ${stdout}${stderr}`);
  return link;
}
