import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../../protocol/errors.ts';
import { takeLock } from '../../store/file-lock.ts';
import { ClientError } from '../client-error.ts';
import { ALL_STRATEGIES, strategyOf } from '../strategies/registry.ts';
import type { ClientStrategy } from '../strategies/strategy.ts';
import type {
  ClientAction,
  ClientBook,
  ClientId,
  ClientPlan,
  ClientStatus,
  PlanOptions,
  RestoredClients,
} from '../types.ts';
import { applyDraft, settle } from './apply.ts';
import { lookAt } from './client-file.ts';
import type { Draft } from './draft.ts';
import type { BookParts } from './parts.ts';
import { draftConnect } from './plan-connect.ts';
import { draftDisconnect } from './plan-disconnect.ts';
import { draftUndo } from './plan-undo.ts';
import { readRecord, writeRecord, type Connection } from './record.ts';
import { showPlan } from './show-plan.ts';
import { isRunning, statusOf } from './status.ts';
import { watchClients, type Watching } from './watch.ts';

/** Plans that nobody has asked to be written; the oldest is forgotten first. */
const MAX_PLANS = 20;
/** How long another process may hold the lock, and how often it is asked for, in milliseconds. */
const PATIENCE_MS = 15_000;
const POLL_MS = 25;

/** Connects AI clients to the relay and gives them back what they had (spec/clients.md, "Writing"). */
export class FileClientBook implements ClientBook {
  readonly #parts: BookParts;
  readonly #plans = new Map<string, Draft>();
  /** What is being written: one change after the other within this process too. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: BookParts) {
    this.#parts = parts;
  }

  async list(): Promise<readonly ClientStatus[]> {
    const running = await this.#parts.runningPrograms();
    let record = readRecord(this.#parts.disk, this.#parts.recordFile);
    if (record.pending) {
      await this.#exclusively(() => Promise.resolve());
      record = readRecord(this.#parts.disk, this.#parts.recordFile);
    }
    const look = lookAt(this.#parts);
    return ALL_STRATEGIES.flatMap((strategy) =>
      strategy.files(this.#parts.places, look).map((file) => statusOf(this.#parts, strategy, file, record, running)),
    );
  }

  async plan(id: ClientId, action: ClientAction, options: PlanOptions = {}): Promise<ClientPlan> {
    await this.#exclusively(() => Promise.resolve());
    const strategy = strategyOf(id);
    const draft = await this.#draft(strategy, action, options);
    const planId = randomUUID();
    const plan = showPlan(this.#parts, planId, draft, await this.#warnings(strategy));
    this.#plans.set(planId, draft);
    const [oldest] = this.#plans.keys();
    if (this.#plans.size > MAX_PLANS && oldest !== undefined) this.#plans.delete(oldest);
    return plan;
  }

  async apply(planId: string): Promise<ClientStatus> {
    const draft = this.#plans.get(planId);
    if (!draft) throw new ClientError('unknown-plan', 'This plan is no longer known. Look at the changes anew.');
    const { strategy, files, next } = draft;
    await this.#exclusively(() => applyDraft(this.#parts, draft));
    // One that failed may be tried again: it is written only where its files still are what it was made for.
    this.#plans.delete(planId);
    const first = files.find(({ role }) => role === 'client')?.file ?? next[0]?.connection.file ?? '';
    return this.#status(strategy, first);
  }

  async setKeepsItself(id: ClientId, file: string, keepsItself: boolean): Promise<ClientStatus> {
    const strategy = strategyOf(id);
    await this.#exclusively(() => {
      const { disk, recordFile } = this.#parts;
      const record = readRecord(disk, recordFile);
      const isIt = (one: Connection): boolean => one.id === id && one.file === file;
      if (!record.connections.some((one) => isIt(one))) {
        throw new ClientError('not-connected', `${strategy.title} is not connected in ${file}. Connect it first.`);
      }
      const connections = record.connections.map((one) => (isIt(one) ? { ...one, keepsItself } : one));
      writeRecord(disk, recordFile, { ...record, connections });
      return Promise.resolve();
    });
    return this.#status(strategy, file);
  }

  watch(onChange: (status: ClientStatus) => void): Watching {
    return watchClients(this, this.#parts, onChange);
  }

  async restoreAll(): Promise<RestoredClients> {
    const plans: ClientPlan[] = [];
    const problems: RestoredClients['problems'][number][] = [];
    const { connections } = readRecord(this.#parts.disk, this.#parts.recordFile);
    const present = (await this.list()).filter(({ state }) => state !== 'not-connected' && state !== 'broken');
    const ids = new Set([...connections.map(({ id }) => id), ...present.map(({ id }) => id)]);
    for (const { id, title } of ALL_STRATEGIES.filter((strategy) => ids.has(strategy.id))) {
      try {
        const plan = await this.plan(id, 'disconnect', { restoreServers: true });
        await this.apply(plan.planId);
        this.#parts.forgetToken(id);
        plans.push(plan);
      } catch (error) {
        // One that cannot be restored keeps none of the others.
        problems.push({ id, title, message: messageOf(error) });
      }
    }
    return { plans, problems };
  }

  async #draft(strategy: ClientStrategy, action: ClientAction, options: PlanOptions): Promise<Draft> {
    const record = readRecord(this.#parts.disk, this.#parts.recordFile);
    switch (action) {
      case 'connect':
      case 'repair':
        return draftConnect(this.#parts, strategy, record, action, options);
      case 'disconnect':
        return draftDisconnect(this.#parts, strategy, record, options);
      case 'undo':
        return draftUndo(this.#parts, strategy, record, options);
    }
  }

  async #warnings(strategy: ClientStrategy): Promise<string[]> {
    if (!strategy.rewritesItsFile) return [];
    const { title } = strategy;
    if (!isRunning(this.#parts, strategy, await this.#parts.runningPrograms())) return [];
    return [
      `${title} runs now and may overwrite its file when it ends: quit it first, or let the entry be put back by itself.`,
    ];
  }

  async #status(strategy: ClientStrategy, file: string): Promise<ClientStatus> {
    const record = readRecord(this.#parts.disk, this.#parts.recordFile);
    return statusOf(this.#parts, strategy, file, record, await this.#parts.runningPrograms());
  }

  /** Works under the lock that all processes share, after what a dead one has begun is settled. */
  #exclusively(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(async () => {
      this.#parts.disk.makeFolder(this.#parts.backupFolder, 0o700);
      const release = await patientLock(`${this.#parts.recordFile}.lock`);
      try {
        settle(this.#parts);
        await work();
      } finally {
        release();
      }
    });
    this.#last = turn.catch(() => {});
    return turn;
  }
}

async function patientLock(file: string): Promise<() => void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const release = takeLock(file);
    if (release) return release;
    if (performance.now() > deadline) {
      throw new ClientError(
        'busy',
        "Another program of the relay is changing clients' files and does not end. Try again.",
      );
    }
    await wait(POLL_MS);
  }
}
