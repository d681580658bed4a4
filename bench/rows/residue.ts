import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../rpc.ts';
import { slope } from '../statistics.ts';
import { Client } from '../client.ts';
import { echo, load } from './calls.ts';
import type { Step } from './single.ts';
import type { Stage } from './stage.ts';

/** Resident memory over many calls; the slope is that of the second half, when the heap has found its size. */
export const memory: Step = {
  row: 'memory',
  turns: 1,
  async run(stage) {
    const tool = await stage.client.toolName(stage.session, 'echo');
    const sessions: Session[] = [stage.session];
    for (let i = 0; i < 7; i++) sessions.push(await stage.client.open());
    const total = stage.setting.effort.memoryCalls;
    const points: { x: number; y: number }[] = [];
    for (let part = 1; part <= 20; part++) {
      await load({ sessions, tool, inFlight: 32, seconds: 30, maxCalls: total / 20 });
      points.push({ x: (part * total) / 20 / 1000, y: stage.rssMegabytes() });
    }
    for (const session of sessions.slice(1)) await stage.client.end(session);
    const note = `${String(total)} calls`;
    return { rss: { value: points.at(-1)?.y ?? 0, note }, slope: { value: slope(points.slice(10)), note } };
  },
};

const sessionCount = 200;
const memoryAllowance = 10;
/** A target that takes longer than this for two batches is spared the third. */
const enoughMs = 10_000;

/**
 * Sessions that are opened, used once and closed: processes, open files and memory afterwards against before. Memory is
 * compared over three batches and the smaller growth counts: what leaks grows every time, a heap at rest does not.
 */
export const sessions: Step = {
  row: 'sessions',
  turns: 1,
  async run(stage) {
    await openAndClose(stage, 40);
    await sleep(500);
    const before = { processes: stage.processCount(), files: stage.openFiles() };
    const memory: number[] = [];
    const limit = performance.now() + enoughMs;
    for (let batch = 0; batch < 3 && (batch < 2 || performance.now() < limit); batch++) {
      await openAndClose(stage, sessionCount);
      await settle(stage, before);
      memory.push(stage.rssMegabytes());
    }
    const growth = Math.min(...memory.slice(1).map((after, index) => after - (memory[index] ?? 0)));
    const left = [
      remainder('processes', stage.processCount() - before.processes, 0),
      remainder('open files', stage.openFiles() - before.files, 0),
      remainder('MB', Math.round(growth), memoryAllowance),
    ].filter((text) => text !== '');
    return {
      sessions: { value: left.length === 0 ? 1 : 0, note: left.length === 0 ? 'nothing left' : left.join(', ') },
    };
  },
};

/** Gives connections and children up to 3 s to go. */
async function settle(stage: Stage, before: { processes: number; files: number }): Promise<void> {
  const limit = Date.now() + 3000;
  while (Date.now() < limit && (stage.processCount() > before.processes || stage.openFiles() > before.files)) {
    await sleep(50);
  }
}

function remainder(what: string, more: number, allowed: number): string {
  return more > allowed ? `${String(more)} ${what} more` : '';
}

async function openAndClose(stage: Stage, count: number): Promise<void> {
  const client = new Client(stage.endpoint);
  const tool = await stage.client.toolName(stage.session, 'echo');
  const one = async (): Promise<void> => {
    const session = await client.open();
    await echo(session, tool);
    await client.end(session);
  };
  for (let done = 0; done < count; done += 20) await Promise.all(Array.from({ length: 20 }, one));
  await client.destroy();
}
