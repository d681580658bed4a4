import { defineConfig } from '@playwright/test';
import { findChromium } from './harness/chromium.ts';
import type { HostKind } from './ui/harness/host.ts';

/**
 * Specs that need a browser. `ui` holds in every host; `desktop` is about what the desktop app has besides, `web` about
 * what the browser's page has besides, `electron-host` about the stand-in itself. `npm run e2e:electron` runs the first
 * two on real Electron.
 */
const chromium = findChromium();

export default defineConfig<object, { host: HostKind }>({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
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
