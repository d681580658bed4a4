import { messageOf } from '../protocol/errors.ts';
import type { Log } from '../protocol/log.ts';
import { Checkpointer } from '../store/checkpointer.ts';
import type { Sqlite } from '../store/database.ts';
import type { Audit, CallRecord, EventRecord } from './record.ts';

/** A crash loses at most what was recorded within this time or count, blocks excepted. */
const FLUSH_MS = 50;
const FLUSH_ROWS = 64;
/** What is kept in memory while the disk takes nothing. */
const MAX_QUEUE_BYTES = 64 * 1024 * 1024;
const MAX_EVENTS = 10_000;
const RETRY_MS = 2000;
/** What a row takes beside its payloads, about. */
const ROW_BYTES = 500;

/** A record with its place in the log. */
export interface Written<T> {
  readonly seq: number;
  readonly record: T;
}

/** Hears what was written, right after it stands in the log. */
export type AuditReader = (calls: readonly Written<CallRecord>[], events: readonly Written<EventRecord>[]) => void;

/** The audit log in SQLite: calls only queue a record; a writer flushes them in batches. */
export class SqliteAudit implements Audit {
  readonly #database: Sqlite;
  readonly #log: Log;
  readonly #checkpointer: Checkpointer;
  readonly #begin;
  readonly #commit;
  readonly #insertCall;
  readonly #insertEvent;
  #calls: CallRecord[] = [];
  #bytes = 0;
  #events: EventRecord[] = [];
  #timer: NodeJS.Timeout | undefined;
  #failing = false;
  #failure: string | undefined;
  #onFailureChange: () => void = () => {};
  #reader: AuditReader | undefined;

  constructor(database: Sqlite, log: Log) {
    this.#database = database;
    this.#log = log;
    this.#checkpointer = new Checkpointer(database);
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#insertCall = database.prepare(
      `INSERT INTO calls (entry_id, ts, client, session, method, server, tool, shown_tool, status, verdict, bypassed, code, reason,
       findings, request, response, request_bytes, response_bytes, duration_us, policy_us,
       request_scan_us, server_us, response_scan_us)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#insertEvent = database.prepare(
      'INSERT INTO events (ts, type, client, server, tool, message) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  call(record: CallRecord): void {
    this.#calls.push(record);
    this.#bytes += sizeOf(record);
    if (this.#failing) this.#keepWithinLimit();
    // What was blocked stands in the log before the client hears of it.
    else if (record.status === 'blocked' || this.#calls.length >= FLUSH_ROWS) this.flush();
    else this.#schedule(FLUSH_MS);
  }

  event(record: EventRecord): void {
    this.#events.push(record);
    if (this.#events.length > MAX_EVENTS) this.#events.shift();
    this.#schedule(FLUSH_MS);
  }

  /** Why the log cannot be written at the moment; undefined where it can. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /**
   * Tells somebody what is written from now on.
   * @param onFailure hears that the log cannot be written any more, or can again
   */
  attach(reader: AuditReader, onFailure: () => void): void {
    this.#reader = reader;
    this.#onFailureChange = onFailure;
  }

  /** Writes everything that is queued. A failure keeps the queue and tries again later. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#calls.length + this.#events.length === 0) return;
    const calls = this.#calls.slice(0, FLUSH_ROWS);
    const events = this.#events;
    const written: { calls: Written<CallRecord>[]; events: Written<EventRecord>[] } = { calls: [], events: [] };
    try {
      this.#begin.run();
      try {
        for (const record of calls) written.calls.push({ seq: this.#writeCall(record), record });
        for (const record of events) written.events.push({ seq: this.#writeEvent(record), record });
        this.#commit.run();
      } catch (error) {
        if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
      const bytes = calls.reduce((sum, record) => sum + sizeOf(record), 0);
      this.#checkpointer.wrote(bytes);
      this.#bytes -= bytes;
      this.#calls = calls.length === this.#calls.length ? [] : this.#calls.slice(calls.length);
      this.#events = [];
      if (this.#failing) this.#log.info('the audit log is written again');
      this.#setFailure(undefined);
      // What piled up while the disk took nothing follows in slices, so that nobody waits for all of it.
      if (this.#calls.length > 0) this.#schedule(0);
    } catch (error) {
      this.#onFailure(error);
      return;
    }
    this.#reader?.(written.calls, written.events);
  }

  /** Writes what is left and ends the writer. */
  async close(): Promise<void> {
    do this.flush();
    while (this.#calls.length > 0 && !this.#failing);
    if (this.#calls.length > 0) this.#log.error(`${this.#calls.length} audit entries could not be written`);
    clearTimeout(this.#timer);
    await this.#checkpointer.close();
  }

  #schedule(ms: number): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#failing ? RETRY_MS : ms);
  }

  #onFailure(error: unknown): void {
    if (!this.#failing) {
      this.#log.error(
        `the audit log cannot be written (${messageOf(error)}); entries are kept in memory and tried again. Free space on the disk.`,
      );
    }
    this.#setFailure(messageOf(error));
    this.#keepWithinLimit();
    this.#schedule(RETRY_MS);
  }

  #setFailure(failure: string | undefined): void {
    const isOther = failure !== this.#failure;
    this.#failing = failure !== undefined;
    this.#failure = failure;
    if (isOther) this.#onFailureChange();
  }

  #keepWithinLimit(): void {
    let lost = 0;
    while (this.#bytes > MAX_QUEUE_BYTES && this.#calls.length > 1) {
      const oldest = this.#calls.shift();
      if (oldest) this.#bytes -= sizeOf(oldest);
      lost += 1;
    }
    if (lost > 0) this.#log.error(`audit entries were lost (${lost}): the log could not be written for too long`);
  }

  /** Gives the row's place. */
  #writeCall(record: CallRecord): number {
    const { lastInsertRowid } = this.#insertCall.run(
      record.entryId,
      record.ts,
      record.client,
      record.session,
      record.method,
      record.server ?? null,
      record.tool ?? null,
      record.shownTool ?? null,
      record.status,
      record.verdict,
      record.bypassed ? 1 : 0,
      record.code ?? null,
      record.reason ?? null,
      record.findings.length === 0 ? null : JSON.stringify(record.findings),
      record.request ?? null,
      record.response ?? null,
      record.requestBytes,
      record.responseBytes,
      record.durationUs,
      record.phases.policy,
      record.phases.requestScan,
      record.phases.server,
      record.phases.responseScan,
    );
    return Number(lastInsertRowid);
  }

  #writeEvent(event: EventRecord): number {
    const { lastInsertRowid } = this.#insertEvent.run(
      event.ts,
      event.type,
      event.client ?? null,
      event.server ?? null,
      event.tool ?? null,
      event.message,
    );
    return Number(lastInsertRowid);
  }
}

function sizeOf(record: CallRecord): number {
  return ROW_BYTES + (record.request?.length ?? 0) + (record.response?.length ?? 0);
}
