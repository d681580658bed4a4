import { Worker } from 'node:worker_threads';
import type { Sqlite } from './database.ts';

/** Pages (of 4 KiB) that SQLite itself would let the write-ahead log grow to before it checkpoints in the writer's thread. */
const OWN_AUTOCHECKPOINT = 1000;
/** Written bytes after which a checkpoint is asked for: about the same. */
const CHECKPOINT_BYTES = 4 * 1024 * 1024;

/**
 * Moves what the write-ahead log holds into the database in a thread of its own. A checkpoint waits for the disk; on the
 * main thread every client would wait with it. The thread starts with the first one that is due.
 */
export class Checkpointer {
  readonly #database: Sqlite;
  #bytes = 0;
  #worker: Worker | undefined;
  #isBusy = false;

  constructor(database: Sqlite) {
    this.#database = database;
    if (!database.memory) database.pragma('wal_autocheckpoint = 0');
  }

  /** Tells how many bytes were just written. */
  wrote(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes < CHECKPOINT_BYTES || this.#isBusy || this.#database.memory) return;
    this.#bytes = 0;
    this.#isBusy = true;
    this.#worker ??= this.#start();
    this.#worker.postMessage('checkpoint');
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    // The build emits checkpoint-worker.js beside the bundle.
    const file = import.meta.url.endsWith('.ts') ? './checkpoint-worker.ts' : './checkpoint-worker.js';
    const worker = new Worker(new URL(file, import.meta.url), {
      workerData: this.#database.name,
      // It makes one call now and then: what V8 would let it grow to would only stand in memory.
      resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 },
    });
    worker.unref();
    worker.on('message', () => {
      this.#isBusy = false;
    });
    worker.on('error', () => {
      // Without the thread the log would grow without end: SQLite does it in the writer's, as it does by default.
      this.#database.pragma(`wal_autocheckpoint = ${OWN_AUTOCHECKPOINT}`);
    });
    return worker;
  }
}
