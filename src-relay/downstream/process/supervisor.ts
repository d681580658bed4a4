import { messageOf } from '../../protocol/errors.ts';
import type { Log } from '../../protocol/log.ts';
import { defaultEnvironment } from './environment.ts';
import { CHILD_MARK, markValue } from './mark.ts';
import { identityOf, type ProcessIdentity } from './orphans/identity.ts';
import { ChildLedger } from './orphans/ledger.ts';
import { MarkedProcesses } from './orphans/marked-processes.ts';
import { needsSweep } from './orphans/read-ledgers.ts';
import { ErrorOutput, type Mask } from './output/error-output.ts';
import { hiddenValues } from './output/hidden-values.ts';
import { readLimit } from './output/rate-limit.ts';
import { logFileOf, RotatingFile } from './output/rotating-file.ts';
import type { RunningPackage } from './package/package-of.ts';
import { resolveProgram, type ProgramSpec } from './program/resolve-program.ts';
import { loginPath, ownPath, type MorePath } from './program/search-path.ts';
import { spawnProgram, type SpawnedProgram } from './program/spawn-program.ts';
import { spawnFailure } from './program/start-failure.ts';
import { endWindowsFamily } from './windows/taskkill.ts';
import { killGroup, settles, stopChild } from './stop.ts';
import { Watchdog } from './watchdog.ts';

/** Size of a server's log file, in bytes; one that is full is kept beside the new one. */
const MAX_LOG_BYTES = 1024 * 1024;
/** How long the last error output of a program that was stopped is waited for, in milliseconds. */
const LAST_OUTPUT_MS = 200;
/** How long a stop waits for logs that cannot be written, in milliseconds. */
const LAST_FLUSH_MS = 500;

export interface SupervisorParts {
  /** Names this relay in all that it starts. */
  readonly instanceId: string;
  /** Where it is written down what runs, and what servers say on their error output; undefined writes nothing. */
  readonly folders: { readonly children: string; readonly logs: string } | undefined;
  /** Loads what takes secrets out of error output. */
  readonly mask: () => Promise<Mask>;
  /** Whether programs are looked for on the PATH of the login shell too: for an app that no terminal has started. */
  readonly asksLoginShell?: boolean;
  readonly log: Log;
}

/** A program that the supervisor answers for. Its error output is taken care of. */
export interface SupervisedProgram extends Omit<SpawnedProgram, 'stderr'> {
  /** Ends it with all that it has started; resolves when nothing is left. Never rejects. */
  stop(): Promise<void>;
}

/** Starts the programs of one relay and answers for their end, however the relay itself ends. */
export class ProcessSupervisor {
  readonly #parts: SupervisorParts;
  readonly #watchdog: Watchdog;
  readonly #ledger: ChildLedger | undefined;
  readonly #marked = new MarkedProcesses();
  readonly #basicEnv = defaultEnvironment(process.env);
  readonly #outputs = new Map<string, ErrorOutput>();
  readonly #runs = new Map<string, string>();
  /** The process of each server that was started last. */
  readonly #pids = new Map<string, number>();
  readonly #readLimit = readLimit();
  #search: MorePath = ownPath(process.env.PATH ?? '');
  #launches = 0;
  #isStarted = false;
  #isClosed = false;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    this.#watchdog = new Watchdog(parts.instanceId);
    if (parts.folders) this.#ledger = new ChildLedger(parts.folders.children, parts.instanceId, parts.log);
  }

  /** Ends what killed relays have left behind; undefined where there is nothing to wait for. */
  sweep(): Promise<void> | undefined {
    const { folders, instanceId: ownId, log } = this.#parts;
    if (!folders || !needsSweep(folders.children, ownId)) return undefined;
    const parts = { folder: folders.children, ownId, marked: this.#marked, log, platform: process.platform };
    return import('./orphans/sweep.ts').then(({ sweepOrphans }) => sweepOrphans(parts));
  }

  /** Begins to watch over what will be started. It comes before the first program. */
  start(): void {
    if (this.#isStarted || this.#isClosed) return;
    this.#isStarted = true;
    this.#watchdog.start();
    this.#ledger?.open();
    if (this.#parts.asksLoginShell !== true || process.platform === 'win32') return;
    this.#search = loginPath(this.#basicEnv, {
      onStart: (group) => this.#watchdog.add(identityOf(group)),
      onEnd: (group) => this.#watchdog.remove(group),
    });
    // Asked beside all else: what is found without it is not waited for.
    void this.#search.learn();
  }

  /**
   * Starts a program. Rejects with an Error that says what is wrong and what to do.
   * @param signal ends the wait for a program that is looked for; one that runs is ended by its `stop`
   */
  async launch(spec: ProgramSpec, signal: AbortSignal): Promise<SupervisedProgram> {
    this.start();
    const { plan, env } = await resolveProgram(spec, {
      platform: process.platform,
      basicEnv: this.#basicEnv,
      search: this.#search,
      signal,
    });
    if (this.#isClosed || signal.aborted) throw new Error('it was stopped');
    this.#runs.set(spec.name, plan.runs);
    this.#launches += 1;
    const mark = markValue(this.#parts.instanceId, this.#launches);
    const startedAt = Date.now();
    let spawned: SpawnedProgram;
    try {
      spawned = await spawnProgram(plan, { cwd: spec.cwd, env: { ...env, [CHILD_MARK]: mark } });
    } catch (error) {
      throw new Error(spawnFailure(spec.command, plan.file, error), { cause: error });
    }
    return this.#adopt(spec, spawned, identityOf(spawned.pid, startedAt), mark);
  }

  /** The error output of a server, over all its starts. */
  outputOf(server: string): ErrorOutput {
    const known = this.#outputs.get(server);
    if (known) return known;
    const { folders, mask, log } = this.#parts;
    const file = folders ? new RotatingFile(logFileOf(folders.logs, server), MAX_LOG_BYTES) : undefined;
    const output = new ErrorOutput({ server, file, mask, readLimit: this.#readLimit, log });
    this.#outputs.set(server, output);
    return output;
  }

  /** The file that a server's error output is kept in; undefined where it is not kept, or the server never was started. */
  logFile(server: string): string | undefined {
    return this.#outputs.get(server)?.file;
  }

  /** What runs for a server, as paths: the program, and its script where a shim named one; undefined before its first start. */
  runs(server: string): string | undefined {
    return this.#runs.get(server);
  }

  /** The package that runs for a server, found from what runs now; undefined where none is found. Never rejects. */
  async packageOf(server: string): Promise<RunningPackage | undefined> {
    const pid = this.#pids.get(server);
    if (pid === undefined) return undefined;
    const [{ packageOf }, { commandLinesUnder }] = await Promise.all([
      import('./package/package-of.ts'),
      import('./package/running-programs.ts'),
    ]);
    return packageOf(await commandLinesUnder(pid));
  }

  /** Starts nothing any more; resolves when all is written down. What was started must have been stopped before. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const flushed = Promise.all([...this.#outputs.values()].map((output) => output.flush()));
    await Promise.all([settles(flushed, LAST_FLUSH_MS), this.#ledger?.close()]);
    this.#watchdog.close();
  }

  #adopt(spec: ProgramSpec, spawned: SpawnedProgram, identity: ProcessIdentity, mark: string): SupervisedProgram {
    const { child, pid, stdin, stdout, stderr } = spawned;
    this.#watchdog.add(identity);
    this.#ledger?.add(identity);
    this.#pids.set(spec.name, pid);
    this.outputOf(spec.name).drain(stderr, hiddenValues(spec.env, spec.secrets));
    const drained = new Promise<void>((resolve) => {
      stderr.once('close', resolve);
    });
    child.once('exit', () => {
      // What the child started must not outlive it.
      killGroup(child, 'SIGKILL');
      this.#watchdog.remove(pid);
      this.#ledger?.remove(pid);
      if (this.#pids.get(spec.name) === pid) this.#pids.delete(spec.name);
    });
    const stop = async (): Promise<void> => {
      await stopChild(child);
      await this.#endRest(identity, mark);
      await settles(drained, LAST_OUTPUT_MS);
      // Somebody who has got away may hold the other ends open.
      for (const stream of [stdin, stdout, stderr]) stream.destroy();
    };
    let stopping: Promise<void> | undefined;
    return { child, pid, stdin, stdout, stop: () => (stopping ??= stop()) };
  }

  /** Ends what has left the group of a child that has ended. */
  async #endRest(identity: ProcessIdentity, mark: string): Promise<void> {
    try {
      if (process.platform === 'win32') await endWindowsFamily(identity);
      else await this.#marked.end((found) => found === mark);
    } catch (error) {
      this.#parts.log.warn(`what a server has started was not looked for: ${messageOf(error)}`);
    }
  }
}
