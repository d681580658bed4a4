import { Worker } from 'node:worker_threads';
import type { Endpoint } from '../client.ts';

/** Big calls that run in a worker thread, one after the other. */
export class BigCalls {
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  readonly #done: Promise<string | undefined>;
  ended = false;

  /** At most `times` calls of `bytes` each. */
  constructor(endpoint: Endpoint, bytes: number, times: number) {
    const url = new URL('big-call-worker.ts', import.meta.url);
    this.#worker = new Worker(url, { workerData: { endpoint, bytes, times } });
    let failure: string | undefined;
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: unknown) => {
        if (message === 'ready') resolve();
        else if (typeof message === 'string' && message.startsWith('failed ')) failure = message.slice(7);
      });
      this.#worker.on('error', reject);
    });
    this.#ready.catch(() => {});
    this.#done = new Promise((resolve) => {
      this.#worker.on('error', (error) => {
        failure ??= error instanceof Error ? error.message : 'worker failed';
      });
      this.#worker.on('exit', () => {
        this.ended = true;
        resolve(failure);
      });
    });
  }

  /** Connected, the first call is under way. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** Why a call failed, undefined when all worked. */
  done(): Promise<string | undefined> {
    return this.#done;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
