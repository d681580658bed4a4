import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../harness/create-world.ts';

/** Has the set-up left before the relay starts: the page opens with the overview. */
export function leaveSetup({ dataDir }: World): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dataDir, 'setup-seen'), '');
}
