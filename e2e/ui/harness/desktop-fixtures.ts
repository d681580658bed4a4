import { type RelayConfig, writeConfig } from '../../harness/relay.ts';
import { type DesktopHost, type DesktopKind, startDesktop } from './desktop-host.ts';
import { test as base } from './fixtures.ts';

interface Fixtures {
  readonly kind: DesktopKind;
  /** Starts the desktop app in front of these servers, with its window open. */
  readonly startApp: (mcpServers: RelayConfig['mcpServers']) => Promise<DesktopHost>;
}

/** Tests about what the desktop app has besides the page. */
export const test = base.extend<Fixtures>({
  kind: async ({ host }, use) => {
    await use(host === 'headless' ? 'stand-in' : host);
  },
  startApp: async ({ world, kind }, use) => {
    await use((mcpServers) => startDesktop(world, writeConfig(world, { mcpServers }), kind));
  },
});

export { expect } from '@playwright/test';
