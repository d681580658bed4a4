import { createStore } from 'zustand/vanilla';

/** Whether the sheet of keys is open. */
export const keysSheet = createStore<{ readonly open: boolean }>(() => ({ open: false }));

/** Opens or closes the sheet of keys. */
export function setKeysSheet(open: boolean): void {
  keysSheet.setState({ open });
}
