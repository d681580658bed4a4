import { useStore } from 'zustand/react';
import { createKeptOff, type KeptOffState } from './kept-off.ts';

const STORED = 'mcp-relay-kept-off';

/** The decisions made in this browser or window. */
export const keptOff = createKeptOff({
  read: () => localStorage.getItem(STORED),
  write: (text) => localStorage.setItem(STORED, text),
});

/** Which definitions of tools were decided to be left off. */
export function useKeptOff(): KeptOffState {
  return useStore(keptOff.store);
}
