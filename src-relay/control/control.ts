import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../protocol/errors.ts';
import type { Log } from '../protocol/log.ts';
import { PRODUCT } from '../protocol/product.ts';
import type { Relay } from '../relay.ts';
import { BlockedToday } from './blocked-today.ts';
import type { ClientAccess } from './client-access.ts';
import { ControlError } from './control-error.ts';
import {
  isProcedureName,
  type ControlErrorCode,
  type ControlReply,
  type EventBatch,
  type ProcedureName,
  type Status,
} from './contract.ts';
import { EventHub } from './events.ts';
import { createHandlers } from './handlers.ts';
import type { Handler } from './procedure.ts';
import { LogReader } from './log/reader.ts';
import { noticeFromRecord, rowFromRecord } from './log/row.ts';
import { clientViews, serverViews } from './views.ts';

/** How long a status waits for the count of blocked calls, in milliseconds. */
const COUNT_MS = 200;

export interface ControlParts {
  readonly relay: Relay;
  readonly log: Log;
  /** The relay's database. */
  readonly databaseFile: string;
  readonly dataFolder: string;
  /** Where a configuration file is looked for when none was read. */
  readonly configPath: string;
  /** Where clients connect; known once the listener is up. */
  readonly endpoints: () => { readonly mcp: string; readonly sse: string };
  /** The AI clients of this machine; absent where their files are not looked at. */
  readonly clients?: ClientAccess;
  /** Reads the configuration anew, and soon starts the relay anew with it; absent where it cannot start anew. */
  readonly reload?: (() => Promise<void>) | undefined;
}

/** The running relay as the control contract shows it. Carriers (IPC, HTTP) hand over what they get, and bring no logic. */
export class Control {
  readonly #parts: ControlParts;
  readonly #reader: LogReader;
  readonly #blocked: BlockedToday;
  readonly #hub: EventHub;
  readonly #handlers: Readonly<Record<ProcedureName, Handler>>;
  readonly #startedAt = Date.now();
  #blockedToday = 0;
  #isClosed = false;

  constructor(parts: ControlParts) {
    this.#parts = parts;
    const { relay } = parts;
    this.#reader = new LogReader(parts.databaseFile);
    this.#blocked = new BlockedToday(this.#reader);
    this.#hub = new EventHub(
      {
        servers: () => serverViews(relay),
        status: () => this.status(),
      },
      parts.log,
    );
    this.#handlers = createHandlers({
      relay,
      log: this.#reader,
      status: () => this.status(),
      clients: parts.clients,
      onClients: () => this.clientsChanged(),
      reload: parts.reload,
    });
    relay.observe({
      onWritten: (calls, events) => {
        // While nobody looks, a call costs nothing here.
        if (!this.#hub.hasListeners) {
          if (calls.some(({ record }) => record.status === 'blocked')) this.#blocked.add(calls.map(rowFromRecord));
          return;
        }
        const rows = calls.map(rowFromRecord);
        this.#blocked.add(rows);
        if (rows.length > 0) this.#hub.addCalls(rows);
        if (rows.some((row) => row.outcome === 'blocked')) this.#hub.changed('status');
        if (events.length > 0) this.#hub.addNotices(events.map(noticeFromRecord));
      },
      onServers: () => this.#hub.changed('servers'),
      onTools: () => {
        this.#hub.changed('tools');
        this.#hub.changed('servers');
        this.#hub.changed('status');
      },
      onStatus: () => this.#hub.changed('status'),
      onExceptions: () => this.#hub.changed('exceptions'),
    });
  }

  /** Calls a procedure by name with whatever a carrier was given. Never rejects. */
  async call(name: string, input: unknown): Promise<ControlReply> {
    if (!isProcedureName(name)) return failure('bad_input', `There is no procedure ${name.slice(0, 100)}.`);
    try {
      return { ok: true, output: await this.#handlers[name](input ?? {}) };
    } catch (error) {
      if (error instanceof ControlError) return failure(error.code, error.message);
      if (!this.#isClosed) this.#parts.log.error(`control: ${name}: ${messageOf(error)}`);
      return failure('failed', `The relay could not do this (${messageOf(error)}). Its log says more.`);
    }
  }

  /** Hears of what happens from now on; see EventHub. Gives how to end it. */
  subscribe(listener: (batch: EventBatch) => void, onEnd?: () => void): () => void {
    return this.#hub.subscribe(listener, onEnd);
  }

  /** Whether a client is connected, or somebody looks. */
  get isInUse(): boolean {
    return this.#hub.hasListeners || this.#parts.relay.sessions.size > 0;
  }

  /** Has all windows and pages show a place. */
  navigate(to: string): void {
    this.#hub.add({ type: 'navigate', to });
  }

  /** A client's file is no longer as it was. */
  clientsChanged(): void {
    this.#hub.changed('clients');
  }

  async status(): Promise<Status> {
    const { relay, endpoints, dataFolder, configPath } = this.#parts;
    const problems = relay.registryFailure === undefined ? [] : [relay.registryFailure];
    if (relay.logFailure !== undefined) {
      problems.push(
        `The log cannot be written (${relay.logFailure}): calls are kept in memory and show here once it can. Free space on the disk.`,
      );
    }
    try {
      // A search that takes long must not hold up the answer to a pause: the last known number does for a moment.
      this.#blockedToday = await Promise.race([
        this.#blocked.count(),
        wait(COUNT_MS, this.#blockedToday, { ref: false }),
      ]);
    } catch (error) {
      problems.push(`The log cannot be read (${messageOf(error)}). Free space on the disk, or restart the relay.`);
    }
    return {
      product: PRODUCT.name,
      version: PRODUCT.version,
      instanceId: relay.instanceId,
      startedAt: this.#startedAt,
      endpoints: { ...endpoints() },
      configFile: relay.config.file ?? null,
      configPath,
      dataFolder,
      pausedUntil: relay.pause.until ?? null,
      clients: clientViews(relay.sessions),
      blockedToday: this.#blockedToday,
      problems,
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#hub.close();
    await this.#reader.close();
  }
}

function failure(code: ControlErrorCode, message: string): ControlReply {
  return { ok: false, error: { code, message } };
}
