import { Worker } from 'node:worker_threads';
import {
  callDetailSchema,
  PROCEDURES,
  summarySchema,
  type CallDetail,
  type CallFilter,
  type ProcedureInput,
  type ProcedureOutput,
  type Summary,
} from '../contract.ts';
import type { LogQuestion, LogReply, LogRequest } from './worker-messages.ts';

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Asks the audit log in a thread of its own: a search through a million rows must not make calls wait. The thread starts
 * with the first question and never keeps the process alive; if it dies the next question starts a new one.
 */
export class LogReader {
  readonly #file: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #nextId = 1;

  /** @param file the relay's database */
  constructor(file: string) {
    this.#file = file;
  }

  async list(input: ProcedureInput<'calls.list'>): Promise<ProcedureOutput<'calls.list'>> {
    return PROCEDURES['calls.list'].output.parse(await this.#ask({ what: 'list', input }));
  }

  /** How many calls match, and the place of the last row that was looked at. */
  async count(filter: CallFilter): Promise<ProcedureOutput<'calls.count'>> {
    return PROCEDURES['calls.count'].output.parse(await this.#ask({ what: 'count', input: filter }));
  }

  async get(entryId: string): Promise<CallDetail | undefined> {
    return callDetailSchema.optional().parse(await this.#ask({ what: 'get', input: entryId }));
  }

  async facets(): Promise<ProcedureOutput<'calls.facets'>> {
    return PROCEDURES['calls.facets'].output.parse(await this.#ask({ what: 'facets' }));
  }

  async summary(input: ProcedureInput<'calls.summary'>): Promise<Summary> {
    return summarySchema.parse(await this.#ask({ what: 'summary', input }));
  }

  async notices(input: ProcedureInput<'notices.list'>): Promise<ProcedureOutput<'notices.list'>> {
    return PROCEDURES['notices.list'].output.parse(await this.#ask({ what: 'notices', input }));
  }

  /** Stops the thread; what still waits is rejected. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#lose(worker, new Error('the log is being closed'));
    await worker?.terminate();
  }

  #ask(question: LogQuestion): Promise<unknown> {
    const worker = (this.#worker ??= this.#start());
    const request: LogRequest = { id: this.#nextId++, question };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      worker.postMessage(request);
    });
  }

  #start(): Worker {
    // Run from source this is worker.ts beside this file; the build emits log-worker.js beside the bundle.
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './log-worker.js';
    const worker = new Worker(new URL(file, import.meta.url), { workerData: this.#file });
    worker.on('message', (reply: LogReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('error' in reply) waiting?.reject(new Error(reply.error));
      else waiting?.resolve(reply.output);
    });
    worker.on('error', (error) => this.#lose(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.#lose(worker, new Error('the thread that reads the log has ended')));
    worker.unref();
    return worker;
  }

  #lose(worker: Worker | undefined, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const waiting of all) waiting.reject(error);
  }
}
