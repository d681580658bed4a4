import { Worker } from 'node:worker_threads';
import type { ScanDirection } from '../../protocol/scan-types.ts';
import type { Share, ShareFindings } from '../item-scan.ts';
import type { WorkerReply, WorkerRequest, WorkerSetup } from './worker-messages.ts';

interface Waiting {
  readonly resolve: (found: ShareFindings) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One worker thread that scans large items, or shares of them. It starts with the first item and is reused; it never keeps the process
 * alive; if it dies, what it was asked is rejected and the next item starts a new one. Waiting ends with the caller's
 * signal; the item itself is scanned to its end, which is bounded because no rule takes super-linear time.
 */
export class ScanWorker {
  private readonly setup: WorkerSetup;
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | undefined;
  private nextId = 1;

  constructor(disabledDetectors: readonly string[]) {
    this.setup = { disabledDetectors };
  }

  /** Rejects when the scan fails, the worker dies, or the signal aborts. */
  scan(source: string, direction: ScanDirection, share: Share, signal: AbortSignal): Promise<ShareFindings> {
    if (signal.aborted) return Promise.reject(abortError(signal));
    const worker = (this.worker ??= this.start());
    const request: WorkerRequest = { id: this.nextId++, source, direction, share };
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.settle(request.id)?.reject(abortError(signal));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.waiting.set(request.id, {
        resolve: (found) => {
          signal.removeEventListener('abort', onAbort);
          resolve(found);
        },
        reject: (error) => {
          signal.removeEventListener('abort', onAbort);
          reject(error);
        },
      });
      worker.ref();
      worker.postMessage(request);
    });
  }

  /** Scans asked for and not answered yet. */
  get load(): number {
    return this.waiting.size;
  }

  /** Stops the thread; what is still waiting is rejected. */
  async close(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    this.failAll(new Error('the scan worker was closed'));
    await worker?.terminate();
  }

  private start(): Worker {
    // Run from source this is worker.ts beside this file; the bundle's build emits scan-worker.js beside the bundle.
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './scan-worker.js';
    const worker = new Worker(new URL(file, import.meta.url), { workerData: this.setup });
    worker.on('message', (reply: WorkerReply) => {
      const waiting = this.settle(reply.id);
      if ('error' in reply) waiting?.reject(new Error(`scan failed: ${reply.error}`));
      else waiting?.resolve(reply.found);
    });
    worker.on('error', (error) => this.lose(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => this.lose(worker, new Error(`the scan worker ended with code ${code}`)));
    worker.unref();
    return worker;
  }

  private lose(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.failAll(error);
  }

  private settle(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    // Only while somebody waits does the thread keep the process alive.
    if (this.waiting.size === 0) this.worker?.unref();
    return waiting;
  }

  private failAll(error: Error): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const waiting of all) waiting.reject(error);
  }
}

function abortError(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('the scan was aborted');
}
