import { availableParallelism } from 'node:os';
import type { Finding, ScanDirection } from '../../protocol/scan-types.ts';
import { joinShares } from '../item-scan.ts';
import { ScanWorker } from './worker-client.ts';

/** An item must be this long, in UTF-16 units, for each thread that has a share in it: every one parses all of it. */
const LENGTH_PER_WORKER = 512 * 1024;
const MAX_WORKERS = 4;

/** Worker threads for large items, started when they are needed; very large items are shared out. */
export class ScanWorkerPool {
  private readonly workers: readonly ScanWorker[];

  constructor(disabledDetectors: readonly string[], count = Math.min(MAX_WORKERS, availableParallelism())) {
    this.workers = Array.from({ length: Math.max(1, count) }, () => new ScanWorker(disabledDetectors));
  }

  /** Rejects when the scan fails, a worker dies, or the signal aborts. */
  async scan(source: string, direction: ScanDirection, signal: AbortSignal): Promise<readonly Finding[]> {
    const of = Math.max(1, Math.min(this.workers.length, Math.floor(source.length / LENGTH_PER_WORKER)));
    const idlest = this.workers.toSorted((a, b) => a.load - b.load).slice(0, of);
    const shares = await Promise.all(
      idlest.map((worker, index) => worker.scan(source, direction, { index, of }, signal)),
    );
    return joinShares(shares);
  }

  /** Stops the threads; what is still waiting is rejected. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
  }
}
