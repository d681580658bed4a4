import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { findChromium } from './harness/chromium.ts';
import { fromRepository } from './harness/repository.ts';
import type { HostKind } from './ui/harness/host.ts';

/**
 * Specs that need a browser. `ui` holds in every host; `desktop` is about what the desktop app has besides, `web` about
 * what the browser's page has besides, `electron-host` about the stand-in itself. `npm run e2e:electron` runs the first
 * two on real Electron.
 */
const chromium = findChromium();
// Playwright takes Electron's own program where its package holds one, and the stand-in where it does not.
if (!existsSync(fromRepository('node_modules/electron/path.txt'))) {
  process.env.ELECTRON_OVERRIDE_DIST_PATH ??= fromRepository('e2e/electron-host');
}

export default defineConfig<object, { host: HostKind }>({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // More than a small machine has processors: most of the time a spec waits for a browser or a server.
  workers: 3,
  fullyParallel: true,
  forbidOnly: true,
  use: {
    launchOptions: { ...(chromium === undefined ? {} : { executablePath: chromium }), args: ['--no-sandbox'] },
  },
  projects: [
    { name: 'headless', testMatch: ['ui/**/*.spec.ts', 'web/**/*.spec.ts'], use: { host: 'headless' } },
    { name: 'desktop', testMatch: ['ui/**/*.spec.ts', 'desktop/**/*.spec.ts'], use: { host: 'stand-in' } },
    { name: 'electron-host', testMatch: 'electron-host/**/*.spec.ts' },
    ...(process.env.REAL_ELECTRON
      ? [
          {
            name: 'electron',
            testMatch: ['ui/**/*.spec.ts', 'desktop/**/*.spec.ts'],
            use: { host: 'electron' as const },
          },
        ]
      : []),
  ],
});
