import { useStore } from 'zustand/react';
import { createStore } from 'zustand/vanilla';
import { app } from './app.ts';
import { type Failing, failingAfter } from './failing.ts';

const failing = createStore<{ readonly failing: Failing }>(() => ({ failing: {} }));

const follow = (): void => {
  const { servers } = app.servers.store.getState();
  if (servers) failing.setState((s) => ({ failing: failingAfter(s.failing, servers) }));
};
follow();
app.servers.store.subscribe(follow);

/** Why servers are down, by name; it holds while they are tried again. */
export function useFailing(): Failing {
  return useStore(failing, (s) => s.failing);
}
