import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { z } from 'zod';

/** The thread of Checkpointer: one checkpoint for each message, which never makes a reader or the writer wait. */
const database = new Database(z.string().parse(workerData));

parentPort?.on('message', () => {
  database.pragma('wal_checkpoint(PASSIVE)');
  parentPort?.postMessage('done');
});
