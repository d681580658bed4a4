import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../e2e/harness/chromium.ts';

/** Sees to it that there is a browser for the tests: the system's, else Debian's package, else Playwright's own. */
export function provideBrowser(): void {
  if (findChromium() !== undefined) return;
  console.log('No Chromium was found: installing one for the browser tests.');
  if (existsSync('/etc/debian_version')) installPackage();
  if (findChromium() === undefined) {
    spawnSync('playwright', ['install', 'chromium'], { stdio: 'inherit', shell: process.platform === 'win32' });
  }
  if (findChromium() === undefined) {
    console.log('No browser could be installed. Install Chromium, or name one in CHROMIUM_PATH, and run again.');
  }
}

function installPackage(): void {
  const isRoot = process.getuid?.() === 0;
  const apt = (...args: readonly string[]): void => {
    const command = [...(isRoot ? [] : ['sudo', '-n']), 'apt-get', '-qq', ...args];
    spawnSync(command[0] ?? '', command.slice(1), {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  apt('update');
  apt('install', '-y', 'chromium');
}
