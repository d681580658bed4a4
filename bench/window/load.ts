import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '../client.ts';
import type { Session } from '../rpc.ts';

const IN_FLIGHT = 16;
/** How often the paced load catches up with its rate, in milliseconds. */
const TICK_MS = 10;
const PARAMS = JSON.stringify({ name: 'echo', arguments: { text: 'x'.repeat(80) } });

/** Makes this many calls as fast as they go. */
export async function fillLog(client: Client, count: number): Promise<void> {
  const session = await client.open();
  let left = count;
  const caller = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await call(session);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, caller));
  await client.end(session);
}

/** Calls at a steady rate, answered or not: an open loop, so that a slow relay is not waited for. */
export async function callsAtRate(client: Client, perSecond: number, seconds: number): Promise<void> {
  const session = await client.open();
  const begin = performance.now();
  const running: Promise<void>[] = [];
  const total = perSecond * seconds;
  while (running.length < total) {
    const due = Math.min(total, ((performance.now() - begin) / 1000) * perSecond);
    while (running.length < due) running.push(call(session));
    await wait(TICK_MS);
  }
  await Promise.all(running);
  await client.end(session);
}

async function call(session: Session): Promise<void> {
  const answer = await session.request('tools/call', PARAMS);
  if (answer.result?.isError === true || answer.error) throw new Error(`a call failed: ${JSON.stringify(answer)}`);
}
