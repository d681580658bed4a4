import { setTimeout as sleep } from 'node:timers/promises';

import type { World } from '../harness/create-world.ts';
import { until, within } from '../harness/deadline.ts';
import { readRelayJson } from '../harness/listening-relay.ts';
import { type RunningCommand, relayCommand, run } from '../harness/relay.ts';
import { descendants, survivors } from '../harness/processes.ts';

const START_MS = 60_000;
/** spec/relay.md: a stop takes at most this, in milliseconds. */
const STOP_MS = 5000;
/** What a watchdog may take after `kill -9`, in milliseconds. */
const ORPHAN_MS = 5000;

/** The relay as a process that is stopped, killed and started again on the same port. */
export class RelayProcess {
  readonly #world: World;
  readonly #configFile: string;
  readonly #port: number;
  #command: RunningCommand | undefined;
  #isUp = false;
  #startedAt = 0;
  /** One for each start, as `relay.json` says it. */
  readonly instances: string[] = [];
  readonly pids: number[] = [];

  constructor(world: World, configFile: string, port: number) {
    this.#world = world;
    this.#configFile = configFile;
    this.#port = port;
  }

  get pid(): number {
    return this.#command?.pid ?? -1;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Milliseconds since its last start. */
  get age(): number {
    return performance.now() - this.#startedAt;
  }

  get log(): string {
    return this.#command?.stderr() ?? '';
  }

  async start(): Promise<void> {
    const flags = ['--transport', 'http', '--port', String(this.#port), '--max-mcp-tools', '200'];
    const command = run(this.#world, relayCommand(['--config-file', this.#configFile, ...flags]), { LOGLEVEL: 'warn' });
    this.#command = command;
    this.#startedAt = performance.now();
    const info = await until(
      'the relay listens',
      () => {
        if (command.child.exitCode !== null) throw new Error(`the relay ended at its start:\n${command.stderr()}`);
        const found = readRelayJson(this.#world.dataDir);
        return found?.pid === command.pid && found;
      },
      START_MS,
    );
    this.instances.push(info.instanceId);
    this.pids.push(command.pid);
    this.#isUp = true;
  }

  /** @returns what was wrong with its end */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<readonly string[]> {
    const command = this.#command;
    if (command === undefined) return [];
    this.#isUp = false;
    const children = descendants(command.pid);
    const begin = performance.now();
    command.child.kill(signal);
    const exit = await within(`the relay's end after ${signal}`, command.exit, 30_000);
    const ms = performance.now() - begin;
    const faults: string[] = [];
    if (signal === 'SIGTERM' && exit.code !== 0) {
      faults.push(`after SIGTERM the relay ended with ${exit.code ?? exit.signal}, not 0`);
    }
    if (signal === 'SIGTERM' && ms > STOP_MS) faults.push(`the relay took ${ms.toFixed(0)} ms to stop`);
    const end = Date.now() + (signal === 'SIGKILL' ? ORPHAN_MS : 500);
    while (survivors(children).length > 0 && Date.now() < end) await sleep(50);
    const left = survivors(children);
    if (left.length > 0) faults.push(`after ${signal} these of its processes were left: ${left.join(', ')}`);
    return faults;
  }
}
