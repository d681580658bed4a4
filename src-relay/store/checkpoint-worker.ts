import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/** The thread of Checkpointer: one checkpoint for each message, which never makes a reader or the writer wait. */
const file: unknown = workerData;
if (typeof file !== 'string') throw new TypeError('The worker needs the path of a database.');
const database = new Database(file);

parentPort?.on('message', () => {
  database.pragma('wal_checkpoint(PASSIVE)');
  parentPort?.postMessage('done');
});
