import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Where Linux distributions put Chromium. */
const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium of this machine: the one that a variable names, the system's, else Playwright's own; undefined for none. */
export function findChromium(): string | undefined {
  const candidates = [process.env.CHROMIUM_PATH ?? '', ...SYSTEM, chromium.executablePath()];
  return candidates.find((path) => path !== '' && existsSync(path));
}
