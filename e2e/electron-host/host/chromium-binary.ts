import { existsSync } from 'node:fs';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium to use: the one named by ELECTRON_HOST_CHROMIUM, else an installed one, else Playwright's own. */
export async function findChromium(): Promise<string> {
  const named = process.env['ELECTRON_HOST_CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed !== undefined) return installed;
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}
