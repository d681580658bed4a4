import { useSyncExternalStore } from 'react';

const TICK_MS = 1000;

/** Makes one clock for all who read it, which runs only while someone does. */
function createClock() {
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();
  return {
    read: () => now,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      // It stood still while nobody read it.
      if (timer === undefined) now = Date.now();
      timer ??= setInterval(() => {
        now = Date.now();
        for (const each of listeners) each();
      }, TICK_MS);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

const clock = createClock();
const subscribe = (listener: () => void): (() => void) => clock.subscribe(listener);

/** The time now, to the second or to a coarser step in milliseconds: the component renders anew at each step. */
export function useNow(stepMs = TICK_MS): number {
  return useSyncExternalStore(subscribe, () => Math.floor(clock.read() / stepMs) * stepMs);
}
