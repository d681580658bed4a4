import { expect, test as base } from '@playwright/test';
import { createWorld, type World } from '../../harness/create-world.ts';
import { writeConfig, type RelayConfig } from '../../harness/relay.ts';
import { startDesktop } from './desktop-host.ts';
import { startHeadless } from './headless-host.ts';
import type { HostKind, UiHost } from './host.ts';

interface Fixtures {
  readonly world: World;
  /** Starts a relay in front of these servers with its page open, in whichever host the project names. */
  readonly start: (mcpServers: RelayConfig['mcpServers']) => Promise<UiHost>;
  /** Starts again with a configuration that is there already. */
  readonly startWith: (configFile: string) => Promise<UiHost>;
}

interface Options {
  readonly host: HostKind;
}

interface Expectations {
  /** What a page may report of itself in these tests, because they provoke it. */
  readonly expectedTrouble: RegExp | undefined;
}

/** Tests that hold in every host: they get a page and a relay, and cannot tell which host it is. */
export const test = base.extend<Fixtures & Expectations, Options>({
  host: ['headless', { option: true, scope: 'worker' }],
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
  world: async ({}, use) => {
    const { world, end } = createWorld();
    await use(world);
    await end();
  },
  expectedTrouble: [undefined, { option: true }],
  startWith: async ({ world, host, browser, expectedTrouble }, use) => {
    const hosts: UiHost[] = [];
    await use(async (configFile) => {
      const started =
        host === 'headless'
          ? await startHeadless(world, configFile, browser)
          : await startDesktop(world, configFile, host);
      hosts.push(started);
      return started;
    });
    const trouble = hosts.flatMap(({ trouble }) => trouble());
    expect(trouble.filter((line) => expectedTrouble?.test(line) !== true)).toEqual([]);
  },
  start: async ({ world, startWith }, use) => {
    await use((mcpServers) => startWith(writeConfig(world, { mcpServers })));
  },
});

export { expect } from '@playwright/test';
