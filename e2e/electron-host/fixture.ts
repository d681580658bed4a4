import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';

const SAMPLE = join(import.meta.dirname, 'sample');
const RECORD = join(import.meta.dirname, 'record.cjs');

interface LaunchOptions {
  /** Instead of the sample app's folder. */
  readonly app?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A launcher of its own, as a packed app has. */
  readonly executablePath?: string;
}

interface Fixtures {
  /** A fresh folder for the app's data, gone after the test. */
  readonly userData: string;
  /** Starts an app; it is closed after the test at the latest. */
  readonly launch: (options?: LaunchOptions) => Promise<ElectronApplication>;
  /** The running sample app, with record.cjs. */
  readonly sample: ElectronApplication;
  /** The sample's window, loaded. */
  readonly page: Page;
}

function definedEnvironment(): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) defined[name] = value;
  return defined;
}

/** Playwright's test, with the sample app. */
export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern
  userData: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'electron-host-test-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launch: async ({ userData }, use) => {
    const started: ElectronApplication[] = [];
    await use(async ({ app = SAMPLE, args = [], env = {}, executablePath } = {}) => {
      const launched = await _electron.launch({
        args: [...(executablePath === undefined ? ['-r', RECORD, app] : []), `--user-data-dir=${userData}`, ...args],
        env: { ...definedEnvironment(), ...env },
        // Playwright would otherwise decide on light or dark itself.
        colorScheme: null,
        ...(executablePath === undefined ? {} : { executablePath }),
      });
      started.push(launched);
      // Playwright does not wait for it, on Electron neither.
      await launched.evaluate(({ app: electronApp }) => electronApp.whenReady());
      return launched;
    });
    for (const app of started) await app.close();
  },
  sample: async ({ launch }, use) => {
    await use(await launch());
  },
  page: async ({ sample }, use) => {
    const page = await sample.firstWindow();
    await page.waitForFunction(() => globalThis.stopTicks !== undefined);
    await use(page);
  },
});

export { expect } from '@playwright/test';
