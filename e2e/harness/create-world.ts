import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { processesIn } from './processes.ts';

/** A temporary folder in which a test may do everything; what it starts and writes there is gone afterwards. */
export interface World {
  readonly folder: string;
  /** The relay's data folder. It does not exist until a relay makes it. */
  readonly dataDir: string;
  readonly path: (...names: string[]) => string;
  readonly write: (name: string, content: string) => string;
  readonly onEnd: (clean: () => void | Promise<void>) => void;
}

/** Makes a world and what ends it, for whichever test runner. */
export function createWorld(): { world: World; end: () => Promise<void> } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-relay-e2e-')));
  const cleaners: (() => void | Promise<void>)[] = [];
  const world: World = {
    folder,
    dataDir: join(folder, 'data'),
    path: (...names) => join(folder, ...names),
    write: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    onEnd: (clean) => cleaners.push(clean),
  };
  const end = async (): Promise<void> => {
    for (const clean of cleaners.toReversed()) await clean();
    for (const pid of processesIn(folder)) killNow(pid);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { world, end };
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}
