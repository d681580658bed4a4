import { createStore } from 'zustand/vanilla';

/** Whether the command search is open. */
export const palette = createStore<{ readonly open: boolean }>(() => ({ open: false }));

/** Opens or closes the command search. */
export function setPalette(open: boolean): void {
  palette.setState({ open });
}
