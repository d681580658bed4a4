import type { Page } from '@playwright/test';
import { z } from 'zod';
import { quantile } from '../statistics.ts';

/** Times between frames while something happened, in milliseconds; a long task keeps the page from answering for over 50. */
export interface FrameTimes {
  readonly frames: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
  readonly longTasks: number;
}

const watchedSchema = z.object({ times: z.array(z.number()), long: z.number() });

/** Runs in the page. */
const WATCH = `{
  const watched = { times: [], long: 0, isOver: false };
  globalThis.watchedFrames = watched;
  new PerformanceObserver((list) => { watched.long += list.getEntries().length; }).observe({ type: 'longtask' });
  let last = performance.now();
  const onFrame = (now) => {
    watched.times.push(now - last);
    last = now;
    if (!watched.isOver) requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
}`;

/** Watches a page's frames while an action runs. */
export async function framesDuring(page: Page, action: () => Promise<void>): Promise<FrameTimes> {
  await page.evaluate(WATCH);
  await action();
  const { times, long } = watchedSchema.parse(await page.evaluate('(watchedFrames.isOver = true, watchedFrames)'));
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    frames: times.length,
    p50: round(quantile(times, 0.5)),
    p95: round(quantile(times, 0.95)),
    p99: round(quantile(times, 0.99)),
    longest: round(Math.max(...times)),
    longTasks: long,
  };
}

/** Turns the wheel over the list, down and up again, for this long. */
export async function scrollThrough(page: Page, seconds: number): Promise<void> {
  const grid = page.getByRole('grid');
  await grid.hover();
  const end = Date.now() + seconds * 1000;
  for (let step = 0; Date.now() < end; step += 1) await page.mouse.wheel(0, step % 200 < 150 ? 400 : -400);
}
