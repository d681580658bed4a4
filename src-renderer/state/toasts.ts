import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** Takes back what the text says was done. */
  readonly undo: (() => void) | undefined;
}

/** Short messages over the corner of the window, each with an undo where there is one. */
export interface Toasts {
  readonly store: StoreApi<{ readonly toasts: readonly Toast[] }>;
  show(text: string, undo?: () => void): void;
  dismiss(id: number): void;
}

const MOST = 3;

/** Makes the store of toasts. */
export function createToasts(): Toasts {
  const store = createStore<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));
  let next = 1;
  return {
    store,
    show: (text, undo) => store.setState((s) => ({ toasts: [...s.toasts, { id: next++, text, undo }].slice(-MOST) })),
    dismiss: (id) => store.setState((s) => ({ toasts: s.toasts.filter((toast) => toast.id !== id) })),
  };
}
