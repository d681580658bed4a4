import { setTimeout as wait } from 'node:timers/promises';

/** What a test that starts processes may take on a busy machine. */
export const TEST_MS = 90_000;

/** Asks again and again until the answer is neither undefined nor false; fails after the deadline, saying what for. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = 20_000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`not within ${deadlineMs} ms: ${what}`);
    await wait(20);
  }
}

/** The promise's value, or a failure that says what did not come in time. */
export async function within<T>(what: string, promise: Promise<T>, deadlineMs = 20_000): Promise<T> {
  const stop = new AbortController();
  const late = wait(deadlineMs, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`not within ${deadlineMs} ms: ${what}`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop.abort();
    late.catch(() => {});
  }
}
