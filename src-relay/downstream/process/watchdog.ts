import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProcessIdentity } from './orphans/identity.ts';
import { CHILD_MARK } from './mark.ts';
import { systemEnvironment } from './windows/system-programs.ts';
import { watchLine } from './windows/watched.ts';

/**
 * Ends what it was told of when its standard input closes, which happens however the relay dies: SIGTERM to each process
 * group, SIGKILL a second later, and then to any process that still carries the mark (one that left its group); twice,
 * because one may be started while the others are looked for. After a dot and nothing left there is nothing to do.
 */
const SCRIPT = `
groups=""
while read -r op group rest; do
  case "$op" in
    +) groups="$groups $group" ;;
    -) left=""; for g in $groups; do [ "$g" = "$group" ] || left="$left $g"; done; groups="$left" ;;
    .) clean=1 ;;
  esac
done
[ -z "$groups" ] && [ -n "$clean" ] && exit 0
for g in $groups; do kill -TERM "-$g" 2>/dev/null; done
[ -z "$groups" ] || sleep 1
for g in $groups; do kill -KILL "-$g" 2>/dev/null; done
for round in 1 2; do
  for file in $(grep -lsz "^$MARK=$ID" /proc/[0-9]*/environ 2>/dev/null); do
    pid="\${file#/proc/}"
    kill -KILL "\${pid%/environ}" 2>/dev/null
  done
done
exit 0
`;

/** A watchdog that has died is started again after this long, and later and later where it cannot be, in milliseconds. */
const RESTART_MS = 100;
const LONGEST_RESTART_MS = 60_000;
/** One that lived this long was well, in milliseconds. */
const STABLE_MS = 10_000;

/** Watches over the relay's children from a process of its own, and ends them when the relay has died. */
export class Watchdog {
  readonly #id: string;
  readonly #children = new Map<number, ProcessIdentity>();
  #process: ChildProcess | undefined;
  #restartMs = RESTART_MS;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @param id what the mark of this relay's children begins with */
  constructor(id: string) {
    this.#id = id;
  }

  /** Starts watching if it does not yet. It comes before the first child: one started unwatched could be left behind. */
  start(): void {
    if (this.#isClosed || this.#process || this.#timer) return;
    const watcher = spawnWatcher(this.#id);
    if (!watcher) return;
    this.#process = watcher;
    const startedAt = performance.now();
    for (const child of this.#children.values()) watcher.stdin?.write(watchLine('started', child));
    // Somebody may end the watchdog itself; nobody would notice before it is needed.
    const onEnd = (): void => {
      if (this.#process !== watcher) return;
      this.#process = undefined;
      if (performance.now() - startedAt > STABLE_MS) this.#restartMs = RESTART_MS;
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.start();
      }, this.#restartMs).unref();
      this.#restartMs = Math.min(LONGEST_RESTART_MS, this.#restartMs * 2);
    };
    watcher.once('exit', onEnd);
    watcher.once('error', onEnd);
  }

  /** @param child leads a process group, where the system knows them */
  add(child: ProcessIdentity): void {
    this.#children.set(child.pid, child);
    this.#process?.stdin?.write(watchLine('started', child));
  }

  remove(pid: number): void {
    const child = this.#children.get(pid);
    if (!child) return;
    this.#children.delete(pid);
    this.#process?.stdin?.write(watchLine('ended', child));
  }

  /** Lets the watchdog end by itself: it then kills only what is still listed. All else must have been ended before. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const watcher = this.#process;
    this.#process = undefined;
    watcher?.stdin?.end('.\n');
  }
}

/** Undefined where there is nothing to watch with. */
function spawnWatcher(id: string): ChildProcess | undefined {
  const isWindows = process.platform === 'win32';
  // The desktop app's own program runs no scripts (its fuses); there the next start ends what was left behind.
  if (isWindows && process.versions.electron !== undefined) return undefined;
  // Its own session: what kills the relay's group does not take the watchdog along.
  const options = { detached: true, windowsHide: true, stdio: ['pipe', 'ignore', 'ignore'] as const };
  const child = isWindows
    ? spawn(process.execPath, [watcherFile()], { ...options, stdio: [...options.stdio], env: systemEnvironment() })
    : spawn('/bin/sh', ['-c', SCRIPT], {
        ...options,
        stdio: [...options.stdio],
        env: { PATH: process.env.PATH, MARK: CHILD_MARK, ID: id },
        cwd: '/',
      });
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  child.unref();
  return child;
}

function watcherFile(): string {
  // Run from source this is windows/watcher.ts; the bundle's build emits process-watcher.js beside the bundle.
  const file = import.meta.url.endsWith('.ts') ? './windows/watcher.ts' : './process-watcher.js';
  return fileURLToPath(new URL(file, import.meta.url));
}
