import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { launch } from './launch-state.ts';
import { reportError } from './report.ts';
import { temporaryFolder } from './temporary-folder.ts';

const MESSENGER = fileURLToPath(new URL('single-instance-messenger.ts', import.meta.url));
const ANSWER_DEADLINE_MS = 20_000;

const messageSchema = z.object({
  argv: z.array(z.string()),
  workingDirectory: z.string(),
  additionalData: z.unknown().optional(),
});

/** What a second instance tells the first one. */
export type SecondInstance = z.infer<typeof messageSchema>;

/**
 * app.requestSingleInstanceLock(): a file in userData names the socket of the first instance. The socket, not the file,
 * shows whether that instance still runs, so a killed one holds no lock.
 */
export class SingleInstance {
  #release: (() => void) | undefined;

  has(): boolean {
    return this.#release !== undefined;
  }

  /** Takes the lock, or tells its holder of this instance and returns false. */
  request(userData: string, additionalData: unknown, onSecond: (second: SecondInstance) => void): boolean {
    if (this.has()) return true;
    mkdirSync(userData, { recursive: true });
    const lock = join(userData, 'electron-host.lock');
    const socket = join(temporaryFolder('lock'), 'socket');
    const server = listen(socket, onSecond);
    const message: SecondInstance = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    while (!tryTake(lock, socket)) {
      const holder = readLock(lock);
      if (holder === undefined) continue;
      if (tell(holder, message)) {
        server.close();
        return false;
      }
      removeLockOf(holder, lock);
    }
    const release = (): void => {
      server.close();
      rmSync(lock, { force: true });
    };
    process.once('exit', release);
    this.#release = release;
    return true;
  }

  release(): void {
    if (this.#release === undefined) return;
    process.off('exit', this.#release);
    this.#release();
    this.#release = undefined;
  }
}

function listen(socket: string, onSecond: (second: SecondInstance) => void): Server {
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    const receive = async (): Promise<void> => {
      const message = messageSchema.parse(JSON.parse(await text(connection)));
      connection.end('seen');
      onSecond(message);
    };
    receive().catch((error: unknown) => reportError('a second instance', error));
  });
  return server.listen(socket).unref();
}

/** Links a complete file to the lock's name, so that nobody ever reads half of one. */
function tryTake(lock: string, socket: string): boolean {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, socket);
  try {
    linkSync(own, lock);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** The socket of the lock's holder, unless it has let go in the meantime. */
function readLock(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}

/** Removes what a killed instance left. Where another one was faster and holds the lock by now, it gets it back. */
function removeLockOf(holder: string, lock: string): void {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (readFileSync(aside, 'utf8') !== holder) linkSync(aside, lock);
  } catch {
    // Somebody else has removed it, or taken it: the next try shows.
  } finally {
    rmSync(aside, { force: true });
  }
}

/** The lock has to be answered at once, so another process does the talking while this one waits. */
function tell(socket: string, message: SecondInstance): boolean {
  const { status } = spawnSync(launch().node, [MESSENGER, socket], {
    input: JSON.stringify(message),
    timeout: ANSWER_DEADLINE_MS,
  });
  return status === 0;
}
