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

/** Watches over the relay's child process groups. POSIX only; elsewhere it does nothing. */
export class Watchdog {
  readonly #id: string;
  #process: ChildProcess | undefined;

  /** @param id the value of CHILD_MARK that this relay's children carry */
  constructor(id: string) {
    this.#id = id;
  }

  get mark(): Readonly<Record<string, string>> {
    return { [CHILD_MARK]: this.#id };
  }

  add(group: number): void {
    this.#tell(`+ ${group}\n`);
  }

  remove(group: number): void {
    this.#tell(`- ${group}\n`);
  }

  /** Lets the watchdog end by itself: it then kills only what is still listed. */
  close(): void {
    this.#process?.stdin?.end();
    this.#process = undefined;
  }

  #tell(line: string): void {
    if (process.platform === 'win32') return;
    this.#process ??= this.#start();
    this.#process.stdin?.write(line);
  }

  #start(): ChildProcess {
    const child = spawn('/bin/sh', ['-c', SCRIPT], {
      // Its own session: what kills the relay's group does not take the watchdog along.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: process.env.PATH, MARK: CHILD_MARK, ID: this.#id },
      cwd: '/',
    });
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    child.unref();
    return child;
  }
}
