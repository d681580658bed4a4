import { expect, test as base } from '@playwright/test';
import { createWorld, type World } from '../../harness/create-world.ts';
import { writeConfig, type RelayConfig } from '../../harness/relay.ts';
import { startDesktop } from './desktop-host.ts';
import { startHeadless } from './headless-host.ts';
import type { HostKind, UiHost } from './host.ts';
import { leaveSetup } from './leave-setup.ts';

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
  /** The relay was never started before: its page opens with the set-up. */
  readonly isFirstStart: boolean;
}

/** Tests that hold in every host: they get a page and a relay, and cannot tell which host it is. */
export const test = base.extend<Fixtures & Expectations, Options>({
  host: ['headless', { option: true, scope: 'worker' }],
  isFirstStart: [false, { option: true }],
  world: async ({ isFirstStart }, use) => {
    const { world, end } = createWorld();
    if (!isFirstStart) leaveSetup(world);
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
