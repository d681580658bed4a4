import { mkdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, temporaryFolder } from './temporary-folder.ts';

const RELEASE_DEADLINE_MS = 5000;
const LOOK_AGAIN_MS = 20;

/** Chromium's own lock is a link to host-pid. */
function isHeld(profile: string): boolean {
  try {
    return isRunning(Number(/-(\d+)$/.exec(readlinkSync(join(profile, 'SingletonLock')))?.[1]));
  } catch {
    return false;
  }
}

/**
 * The folder for Chromium's profile, inside the app's session data, so that what pages store outlives a restart. The
 * Chromium of a killed run needs a moment to end; where another app holds the profile, a temporary one stands in.
 */
export async function claimProfile(sessionData: string): Promise<string> {
  const profile = join(sessionData, 'electron-host-chromium');
  mkdirSync(profile, { recursive: true });
  const deadline = Date.now() + RELEASE_DEADLINE_MS;
  while (isHeld(profile)) {
    if (Date.now() > deadline) return temporaryFolder('profile');
    await delay(LOOK_AGAIN_MS);
  }
  return profile;
}
