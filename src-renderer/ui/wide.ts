import { useSyncExternalStore } from 'react';

const query = matchMedia('(min-width: 1100px)');

function subscribe(changed: () => void): () => void {
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether the window is wide enough for two panes side by side. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
