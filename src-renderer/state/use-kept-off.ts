import { useMemo } from 'react';
import { useStore } from 'zustand/react';
import { useReview } from './hooks.ts';
import { createKeptOff, type KeptOffState } from './kept-off.ts';
import { toolKey } from './tools.ts';

const STORED = 'mcp-relay-kept-off';

/** The decisions made in this browser or window. */
export const keptOff = createKeptOff({
  read: () => localStorage.getItem(STORED),
  write: (text) => localStorage.setItem(STORED, text),
});

/** Which definitions of tools were decided to be left off: here, or in Review, where the relay keeps it. */
export function useKeptOff(): KeptOffState {
  const here = useStore(keptOff.store);
  const items = useReview((s) => s.items);
  return useMemo(() => {
    const decided = (items ?? []).flatMap(({ kind, server, tool, hash, isKeptOff }) =>
      kind === 'tool' && tool !== null && isKeptOff ? [[toolKey(server, tool), hash] as const] : [],
    );
    return { ...here, ...Object.fromEntries(decided) };
  }, [here, items]);
}
