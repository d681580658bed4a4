/** One big call from a thread of its own, so that taking it in does not stop the callers whose waiting is measured. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { Client } from '../client.ts';
import { big } from './calls.ts';

const order = z.object({
  endpoint: z.object({
    url: z.string(),
    transport: z.enum(['streamable', 'sse']),
    headers: z.record(z.string(), z.string()),
  }),
  bytes: z.number(),
  times: z.number(),
});

function post(text: string): void {
  // The rule thinks of browser windows; a worker's port has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(text);
}

const { endpoint, bytes, times } = order.parse(workerData);
const client = new Client(endpoint);
const session = await client.open();
const tool = await client.toolName(session, 'big');
post('ready');
try {
  for (let i = 0; i < times; i++) await big(session, tool, bytes);
} catch (error) {
  post(`failed ${error instanceof Error ? error.message : String(error)}`);
}
await client.end(session).catch(() => {});
await client.destroy();
