import { randomInt } from 'node:crypto';

/**
 * Makes ids of log entries: 9 characters of time, 4 of a counter, 4 that tell two relays on one database apart, all base
 * 36. They sort by time, so that the index that holds them grows at its end.
 */
export function createEntryIds(now: () => number = Date.now): () => string {
  const instance = randomInt(36 ** 4)
    .toString(36)
    .padStart(4, '0');
  let counter = 0;
  let last = 0;
  let time = '';
  return () => {
    counter = (counter + 1) % 36 ** 4;
    const ms = now();
    if (ms !== last) {
      last = ms;
      time = ms.toString(36).padStart(9, '0');
    }
    return `${time}${counter.toString(36).padStart(4, '0')}${instance}`;
  };
}
