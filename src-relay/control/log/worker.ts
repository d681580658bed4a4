import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { messageOf } from '../../protocol/errors.ts';
import { LogQueries } from './queries.ts';
import { summarise } from './summary.ts';
import type { LogQuestion, LogReply, LogRequest } from './worker-messages.ts';

/** How long a question waits for the writer, in milliseconds. */
const BUSY_MS = 2000;

const database = new Database(z.string().parse(workerData), { readonly: true, fileMustExist: true });
database.pragma(`busy_timeout = ${BUSY_MS}`);
const queries = new LogQueries(database);

parentPort?.on('message', ({ id, question }: LogRequest) => {
  let reply: LogReply;
  try {
    reply = { id, output: answer(question) };
  } catch (error) {
    reply = { id, error: messageOf(error) };
  }
  parentPort?.postMessage(reply);
});

function answer(question: LogQuestion): unknown {
  switch (question.what) {
    case 'list':
      return queries.list(question.input);
    case 'count':
      return queries.count(question.input);
    case 'get':
      return queries.get(question.input);
    case 'facets':
      return queries.facets();
    case 'summary':
      return summarise(database, question.input.since, question.input.until, question.input.bucketMs);
    case 'notices':
      return queries.notices(question.input.before, question.input.limit);
  }
}
