import { describe, expect, it, vi } from 'vitest';
import { ScanWorker } from './worker-client.ts';

const signal = new AbortController().signal;

// The real thread is exercised in engines.test.ts; here a stand-in that dies on demand.
vi.mock('node:worker_threads', async () => {
  const { EventEmitter } = await import('node:events');
  class Worker extends EventEmitter {
    ref(): void {}
    unref(): void {}
    postMessage(request: { id: number; source: string }): void {
      queueMicrotask(() => {
        if (request.source === 'die') this.emit('error', new Error('out of memory'));
        else if (request.source === 'exit') this.emit('exit', 1);
        else this.emit('message', { id: request.id, found: { findings: [], positions: [] } });
      });
    }
    terminate(): Promise<number> {
      return Promise.resolve(0);
    }
  }
  return { Worker };
});

describe('ScanWorker', () => {
  it('rejects everything in flight when the thread dies, and starts a new one', async () => {
    const worker = new ScanWorker([]);
    const results = await Promise.allSettled([
      worker.scan('die', 'response', { index: 0, of: 1 }, signal),
      worker.scan('fine', 'response', { index: 0, of: 1 }, signal),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(worker.scan('exit', 'response', { index: 0, of: 1 }, signal)).rejects.toThrow('code 1');
    expect(await worker.scan('fine', 'response', { index: 0, of: 1 }, signal)).toEqual({ findings: [], positions: [] });
    await worker.close();
  });
});
