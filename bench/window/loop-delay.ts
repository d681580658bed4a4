import type { ElectronApplication } from '@playwright/test';
import { z } from 'zod';

/** How late the event loop was, in milliseconds. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

const delaysSchema = z.tuple([z.number(), z.number(), z.number()]);

/** Watches the event loop of the desktop app's main process while an action runs. */
export async function loopDelayDuring(app: ElectronApplication, action: () => Promise<void>): Promise<LoopDelay> {
  // The histogram and what reads it stay in the app: only numbers can come over.
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    Reflect.set(globalThis, 'readLoopDelay', () => {
      histogram.disable();
      return [histogram.percentile(50), histogram.percentile(99), histogram.max];
    });
  });
  await action();
  const delays: unknown = await app.evaluate((): unknown => {
    const read: unknown = Reflect.get(globalThis, 'readLoopDelay');
    return typeof read === 'function' ? Reflect.apply(read, undefined, []) : [];
  });
  const [p50, p99, longest] = delaysSchema.parse(delays);
  return { p50: late(p50), p99: late(p99), longest: late(longest) };
}

/** From nanoseconds; the histogram counts its own interval of a millisecond, too. */
function late(nanoseconds: number): number {
  return Math.round(Math.max(0, nanoseconds / 1e6 - 1) * 10) / 10;
}
