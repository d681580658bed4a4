import type { Stage } from '../context.ts';

/**
 * Waits for servers that are just starting: a call that comes with the first breath of the relay still finds its tool.
 * @param starting what to wait for; undefined once the start is over
 */
export function awaitStartStage(starting: () => Promise<void> | undefined): Stage {
  return { name: 'await_start', phase: 'policy', run: () => starting() };
}
