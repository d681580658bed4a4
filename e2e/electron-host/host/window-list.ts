/** What quitting needs to know of a window. */
export interface ListedWindow {
  readonly id: number;
  close(): void;
  destroy(): void;
}

const windows = new Map<number, ListedWindow>();
let whenAllClosed: () => void = () => undefined;
let whenCloseCancelled: () => void = () => undefined;

/** Every open window, oldest first. */
export function openWindows(): readonly ListedWindow[] {
  return [...windows.values()];
}

export function addWindow(window: ListedWindow): void {
  windows.set(window.id, window);
}

export function removeWindow(window: ListedWindow): void {
  if (windows.delete(window.id) && windows.size === 0) whenAllClosed();
}

/** An app's quitting stops where a window refuses to close. */
export function reportCloseCancelled(): void {
  whenCloseCancelled();
}

/** Who hears that the last window closed, or that one refused to. */
export function watchWindows(watch: { readonly allClosed: () => void; readonly closeCancelled: () => void }): void {
  whenAllClosed = watch.allClosed;
  whenCloseCancelled = watch.closeCancelled;
}
