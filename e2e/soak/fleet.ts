import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort } from '../../bench/targets/port.ts';
import type { World } from '../harness/create-world.ts';
import { descendants } from '../harness/processes.ts';
import { fromRepository } from '../harness/repository.ts';
import type { ServerEntry } from '../harness/servers.ts';
import { TIMEOUT_S, kindOfServer, serverName } from './names.ts';

const MAIN = fromRepository('e2e/soak/server/main.ts');
const DOWN_MS = 500;

interface Member {
  readonly name: string;
  readonly args: readonly string[];
  /** Of a listener, which is started here and not by the relay. */
  readonly port?: number;
  child?: ChildProcess;
}

/** The servers behind the relay, of every kind. */
export class Fleet {
  readonly #world: World;
  readonly #members: readonly Member[];
  #isStopped = false;
  kills = 0;

  private constructor(world: World, members: readonly Member[]) {
    this.#world = world;
    this.#members = members;
    world.onEnd(() => this.stop());
  }

  static async start(world: World, count: number): Promise<Fleet> {
    const members: Member[] = [];
    for (let index = 0; index < count; index += 1) {
      const name = serverName(index);
      const kind = kindOfServer(name);
      const isLegacy = kind.endsWith('legacy');
      const port = kind.startsWith('HTTP') ? await freePort() : undefined;
      const args = [
        MAIN,
        name,
        ...(isLegacy ? ['--legacy'] : []),
        ...(port === undefined ? [] : ['--port', `${port}`]),
      ];
      members.push({ name, args, ...(port !== undefined && { port }) });
    }
    const fleet = new Fleet(world, members);
    for (const member of members) fleet.#run(member);
    return fleet;
  }

  get names(): readonly string[] {
    return this.#members.map(({ name }) => name);
  }

  entries(): Readonly<Record<string, ServerEntry>> {
    return Object.fromEntries(
      this.#members.map(({ name, args, port }): [string, ServerEntry] => {
        const entry: ServerEntry =
          port === undefined
            ? { command: process.execPath, args }
            : { url: `http://127.0.0.1:${port}/mcp`, type: 'http' };
        const isModern = kindOfServer(name) === 'stdio, modern';
        return [name, { ...entry, timeout: TIMEOUT_S, ...(isModern && { protocol: '2026-07-28' }) }];
      }),
    );
  }

  /** Kills one, whichever; the relay starts its own again, a listener is started again here. @returns what was killed */
  killOne(relayPid: number): string | undefined {
    const member = this.#members[Math.floor(Math.random() * this.#members.length)];
    if (member === undefined) return undefined;
    const pid = member.port === undefined ? pidOf(member, relayPid) : member.child?.pid;
    if (pid === undefined) return undefined;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      return undefined;
    }
    this.kills += 1;
    return member.name;
  }

  stop(): void {
    this.#isStopped = true;
    for (const { child } of this.#members) child?.kill('SIGKILL');
  }

  #run(member: Member): void {
    if (member.port === undefined || this.#isStopped) return;
    const child = spawn(process.execPath, member.args, { cwd: this.#world.folder, stdio: 'ignore' });
    child.on('exit', () => {
      void sleep(DOWN_MS).then(() => this.#run(member));
    });
    member.child = child;
  }
}

function pidOf({ args }: Member, relayPid: number): number | undefined {
  const script = args.join('\0');
  return descendants(relayPid).find(({ pid }) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(script);
    } catch {
      return false;
    }
  })?.pid;
}
