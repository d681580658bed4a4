import { parentPort, workerData } from 'node:worker_threads';
import { parseJson } from '../../protocol/json.ts';
import { ItemScanner } from '../item-scan.ts';
import { LOCAL_RULES, withoutDetector } from '../registry.ts';
import type { WorkerReply, WorkerRequest, WorkerSetup } from './worker-messages.ts';

// Entry of the scan worker thread: one item at a time, in the order in which they come.
// In a bundle this file is emitted beside the caller's as `scan-worker.js`; see worker-client.ts.
const setup = readSetup(workerData);
const scanner = new ItemScanner(setup.disabledDetectors.reduce(withoutDetector, LOCAL_RULES));

parentPort?.on('message', (request: WorkerRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer({ id, source, direction, share }: WorkerRequest): WorkerReply {
  try {
    return { id, found: scanner.scanShare(parseJson(source), direction, share) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

function readSetup(data: unknown): WorkerSetup {
  const ids: unknown =
    typeof data === 'object' && data !== null && 'disabledDetectors' in data ? data.disabledDetectors : [];
  return { disabledDetectors: Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [] };
}
