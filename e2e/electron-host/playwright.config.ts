import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// Playwright takes Electron's own binary where there is one, and this stand-in where there is none.
const hasElectron = existsSync(new URL('../../node_modules/electron/path.txt', import.meta.url));
if (!hasElectron) process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= import.meta.dirname;

/** The stand-in's own specs. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../dist/electron-host-results',
  fullyParallel: true,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 5000 },
  reporter: 'list',
});
