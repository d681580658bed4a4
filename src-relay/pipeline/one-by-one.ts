export interface OneByOne<T> {
  (item: T): void;
  /** Resolves when all that came so far is done; undefined where nothing is left to do. */
  readonly idle: () => Promise<void> | undefined;
}

/**
 * Works on what comes one after the other, and of what comes meanwhile only the last `most` are kept, so that a flood costs
 * no memory. What the work throws is dropped with the item.
 */
export function oneByOne<T>(most: number, work: (item: T) => Promise<void>): OneByOne<T> {
  const waiting: T[] = [];
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item).catch(() => {});
    running = undefined;
  };
  const take = (item: T): void => {
    waiting.push(item);
    if (waiting.length > most) waiting.shift();
    running ??= run();
  };
  return Object.assign(take, { idle: () => running });
}
