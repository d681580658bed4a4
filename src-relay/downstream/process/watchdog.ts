import { spawn, type ChildProcess } from 'node:child_process';

/** Environment variable that marks everything a relay starts, inherited by grandchildren. */
const CHILD_MARK = 'MCP_RELAY_CHILD_OF';

/**
 * Ends what it was told of when its standard input closes, which happens however the relay dies: SIGTERM to each process
 * group, SIGKILL a second later, and then to any process that still carries the mark (one that left its group).
 */
const SCRIPT = `
groups=""
while read -r op group; do
  case "$op" in
    +) groups="$groups $group" ;;
    -) left=""; for g in $groups; do [ "$g" = "$group" ] || left="$left $g"; done; groups="$left" ;;
  esac
done
marked() {
  for file in /proc/[0-9]*/environ; do
    pid="\${file#/proc/}"; pid="\${pid%/environ}"
    [ "$pid" = "$$" ] || { grep -qz "^$MARK=$ID\\$" "$file" 2>/dev/null && echo "$pid"; }
  done
}
for g in $groups; do kill -TERM "-$g" 2>/dev/null; done
[ -z "$groups" ] || sleep 1
for g in $groups; do kill -KILL "-$g" 2>/dev/null; done
if [ -r /proc/self/environ ]; then for pid in $(marked); do kill -KILL "$pid" 2>/dev/null; done; fi
exit 0
`;

/** A watchdog that has died is started again after this long, in milliseconds. */
const RESTART_MS = 100;

/** Watches over the relay's child process groups. POSIX only; elsewhere it does nothing. */
export class Watchdog {
  readonly #id: string;
  readonly #groups = new Set<number>();
  #process: ChildProcess | undefined;
  #isClosed = false;

  /** @param id the value of CHILD_MARK that this relay's children carry */
  constructor(id: string) {
    this.#id = id;
  }

  get mark(): Readonly<Record<string, string>> {
    return { [CHILD_MARK]: this.#id };
  }

  /** Starts watching if it does not yet. It comes before the first child: one started unwatched could be left behind. */
  start(): void {
    if (process.platform === 'win32' || this.#isClosed || this.#process) return;
    const watcher = this.#spawn();
    this.#process = watcher;
    for (const group of this.#groups) watcher.stdin?.write(`+ ${group}\n`);
    // Somebody may end the watchdog itself; nobody would notice before it is needed.
    watcher.once('exit', () => {
      if (this.#process !== watcher) return;
      this.#process = undefined;
      setTimeout(() => this.start(), RESTART_MS).unref();
    });
  }

  add(group: number): void {
    this.#groups.add(group);
    this.#process?.stdin?.write(`+ ${group}\n`);
  }

  remove(group: number): void {
    this.#groups.delete(group);
    this.#process?.stdin?.write(`- ${group}\n`);
  }

  /** Lets the watchdog end by itself: it then kills only what is still listed. */
  close(): void {
    this.#isClosed = true;
    const watcher = this.#process;
    this.#process = undefined;
    watcher?.stdin?.end();
  }

  #spawn(): ChildProcess {
    const child = spawn('/bin/sh', ['-c', SCRIPT], {
      // Its own session: what kills the relay's group does not take the watchdog along.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: process.env.PATH, MARK: CHILD_MARK, ID: this.#id },
      cwd: '/',
    });
    child.on('error', () => {});
    child.stdin?.on('error', () => {});
    child.unref();
    return child;
  }
}
