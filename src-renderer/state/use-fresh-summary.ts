import { useEffect } from 'react';
import { useNow } from '../ui/now.ts';
import { app } from './app.ts';
import { startOfDay } from './day.ts';

const MINUTE = 60_000;

/** Keeps today's figures fresh while the component is there and the window is seen; a new day starts anew. */
export function useFreshSummary(): void {
  const day = startOfDay(useNow(MINUTE));
  useEffect(() => {
    let unwatch: (() => void) | undefined;
    const follow = (): void => {
      unwatch?.();
      unwatch = document.visibilityState === 'visible' ? app.summary.watch() : undefined;
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      unwatch?.();
    };
  }, [day]);
}
