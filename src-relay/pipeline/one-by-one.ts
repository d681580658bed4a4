import { setImmediate as nextTurn } from 'node:timers/promises';

/** After so much work others get their turn, in milliseconds: most of it waits for nothing, so that nobody else would run. */
const TURN_MS = 5;

export interface OneByOne<T> {
  (item: T): void;
  /** Resolves when all that came so far is done; undefined where nothing is left to do. */
  readonly idle: () => Promise<void> | undefined;
}

/**
 * Works on what comes one after the other, and of what comes meanwhile only the last `most` are kept, so that a flood costs
 * no memory, and no other call its turn. What the work throws is dropped with the item.
 */
export function oneByOne<T>(most: number, work: (item: T) => Promise<void>): OneByOne<T> {
  const waiting: T[] = [];
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    let begin = performance.now();
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await work(item).catch(() => {});
      if (performance.now() - begin < TURN_MS) continue;
      await nextTurn();
      begin = performance.now();
    }
    running = undefined;
  };
  const take = (item: T): void => {
    waiting.push(item);
    if (waiting.length > most) waiting.shift();
    running ??= run();
  };
  return Object.assign(take, { idle: () => running });
}
