import { setTimeout as sleep } from 'node:timers/promises';
import { Client, listTools } from '../client.ts';
import { openFiles, readProcess } from '../process/tree.ts';
import type { ProcessInfo } from '../process/tree.ts';
import { runsScript } from '../process/launch.ts';
import type { Session } from '../rpc.ts';
import type { Started, Target } from '../targets/target.ts';
import type { Downstream, Workplace } from '../workplace.ts';

/** Sizes of the loops, smaller with --quick. */
export interface Effort {
  warmSeconds: number;
  loadSeconds: number;
  sequentialCalls: number;
  repeats: number;
  memoryCalls: number;
}

export interface Setting {
  place: Workplace;
  target: Target;
  servers: Downstream[];
  maxTools: number;
  /** The list is complete with this many of the fixtures' tools. */
  expectedTools: number;
  limitMs: number;
  effort: Effort;
}

/** A target that runs, with a client and one open session that has seen the complete tool list. */
export class Stage {
  readonly setting: Setting;
  readonly client: Client;
  readonly session: Session;
  /** From the start of the program to the first complete list. */
  readonly coldMs: number;
  readonly #started: Started;

  private constructor(setting: Setting, started: Started, client: Client, session: Session, coldMs: number) {
    this.setting = setting;
    this.#started = started;
    this.client = client;
    this.session = session;
    this.coldMs = coldMs;
  }

  static async open(setting: Setting): Promise<Stage> {
    const begin = performance.now();
    const started = await setting.target.start(setting.place, setting.servers, setting.maxTools);
    const client = new Client(started.endpoint);
    try {
      const session = await firstComplete(client, setting, begin + setting.limitMs);
      return new Stage(setting, started, client, session, performance.now() - begin);
    } catch (error) {
      await client.destroy();
      await started.launched.stop();
      throw error;
    }
  }

  get endpoint(): Started['endpoint'] {
    return this.#started.endpoint;
  }

  /** The target's own processes: its tree without the fixture servers. */
  ownProcesses(): ProcessInfo[] {
    const { fixtureScript } = this.setting.place;
    return this.#started.launched
      .processes()
      .filter((one) => !this.setting.target.forwards || !runsScript(one.pid, fixtureScript));
  }

  cpuMicros(): number {
    return this.ownProcesses().reduce((sum, one) => sum + one.cpuMicros, 0);
  }

  rssMegabytes(): number {
    return this.ownProcesses().reduce((sum, one) => sum + one.rssBytes, 0) / 1_048_576;
  }

  processCount(): number {
    return this.#started.launched.processes().length;
  }

  openFiles(): number {
    return this.ownProcesses().reduce((sum, one) => sum + openFiles(one.pid), 0);
  }

  /** How many of its processes outlived a SIGTERM. */
  async close(): Promise<number> {
    await this.client.destroy();
    return this.#started.launched.stop();
  }

  get alive(): boolean {
    return readProcess(this.#started.launched.pid) !== undefined;
  }
}

/** Asks until the list holds all the fixtures' tools, on whichever connection that first works. */
async function firstComplete(client: Client, setting: Setting, limit: number): Promise<Session> {
  let session: Session | undefined;
  let last = '';
  while (performance.now() < limit) {
    try {
      session ??= await within(client.open(), limit - performance.now(), 'no answer to initialize');
      const names = await within(listTools(session), limit - performance.now(), 'no answer to tools/list');
      const found = names.filter((name) => isFixtureTool(name)).length;
      if (found >= setting.expectedTools) return session;
      last = `${String(found)} of ${String(setting.expectedTools)} tools listed`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
      session = undefined;
    }
    await sleep(5);
  }
  throw new Error(`no complete list within ${String(setting.limitMs / 1000)} s (${last})`);
}

/** The relay lists a tool of its own, the peers may do so too. */
function isFixtureTool(name: string): boolean {
  return /(?:^|_)(?:echo|big)$|list_[a-z]+_\d+$/.test(name);
}

export async function within<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${(ms / 1000).toFixed(0)} s`)), Math.max(1, ms));
  });
  promise.catch(() => {});
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
