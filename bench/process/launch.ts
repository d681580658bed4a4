import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, readProcess, tree } from './tree.ts';
import type { ProcessInfo } from './tree.ts';

const started = new Set<Launched>();

/** One started program with all that descends from it. */
export class Launched {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly #known = new Map<number, number>();
  #stderr = '';
  #ended = false;

  constructor(command: string, args: string[], env: Record<string, string>, cwd: string) {
    // A group of its own: Ctrl-C in the terminal reaches the runner, which then stops everything in order.
    this.child = spawn(command, args, { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.pid = this.child.pid ?? 0;
    started.add(this);
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-2000);
    });
    this.child.on('error', (error) => {
      this.#stderr += error.message;
      this.#ended = true;
    });
    this.child.on('exit', () => {
      this.#ended = true;
    });
  }

  get running(): boolean {
    return !this.#ended;
  }

  /** The last thing it said, for a failure's reason. */
  get lastWords(): string {
    const lines = this.#stderr.trim().split('\n');
    return (lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? '').trim().slice(0, 160);
  }

  /** First line of stdout; whatever follows is read and dropped. */
  async firstLine(): Promise<string> {
    if (this.child.stdout === null) throw new Error('no stdout');
    const lines = createInterface({ input: this.child.stdout });
    const line = await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('close', () => reject(new Error(`ended before it said where it listens: ${this.lastWords}`)));
    });
    lines.removeAllListeners('close');
    return line;
  }

  discardOutput(): void {
    this.child.stdout?.resume();
  }

  /** The tree as it is now; remembered, so that what outlives its parent is still stopped. */
  processes(): ProcessInfo[] {
    const found = tree(this.pid);
    for (const one of found) this.#known.set(one.pid, one.started);
    return found;
  }

  /** SIGTERM to the program itself, then SIGKILL to whatever of its tree is left. Says how many were. */
  async stop(graceMs = 3000): Promise<number> {
    this.processes();
    if (this.running) this.child.kill('SIGTERM');
    const limit = Date.now() + graceMs;
    while (this.#survivors().length > 0 && Date.now() < limit) await sleep(10);
    const left = this.#survivors();
    this.killNow();
    const gone = Date.now() + 2000;
    while (this.#survivors().length > 0 && Date.now() < gone) await sleep(10);
    started.delete(this);
    return left.length;
  }

  killNow(): void {
    this.processes();
    for (const pid of this.#survivors()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone meanwhile, which is what was wanted.
      }
    }
  }

  #survivors(): number[] {
    return [...this.#known].filter(([pid, start]) => readProcess(pid)?.started === start).map(([pid]) => pid);
  }
}

/** For Ctrl-C and crashes of the runner: synchronous, nothing is left. */
export function killEverything(): void {
  for (const one of started) one.killNow();
}

export function runsScript(pid: number, script: string): boolean {
  return commandLine(pid)[1] === script;
}
