import type { Outcome } from '../../../src-relay/control/contract.ts';
import { occurring, type Slot } from './day-slots.ts';

/** Where the focus of the chart is: an hour, and of it one outcome or all. */
export interface Stop {
  readonly slot: number;
  readonly outcome: Outcome | undefined;
}

/** Where an arrow key leads from a place in the chart; undefined where it does not move. */
export function stopAfterKey(key: string, slots: readonly Slot[], { slot, outcome }: Stop): Stop | undefined {
  const withCalls = slots.flatMap((one, index) => (one.total > 0 ? [index] : []));
  const at = withCalls.indexOf(slot);
  const hour = (index: number | undefined): Stop | undefined =>
    index === undefined ? undefined : { slot: index, outcome: undefined };
  const parts = [undefined, ...occurring(slots[slot]?.counts ?? {}).map(([one]) => one)];
  const part = (index: number): Stop | undefined =>
    index < 0 || index >= parts.length ? undefined : { slot, outcome: parts[index] };
  switch (key) {
    case 'ArrowRight':
      return hour(withCalls[at + 1]);
    case 'ArrowLeft':
      return at > 0 ? hour(withCalls[at - 1]) : undefined;
    case 'Home':
      return hour(withCalls[0]);
    case 'End':
      return hour(withCalls.at(-1));
    case 'ArrowUp':
      return part(parts.indexOf(outcome) + 1);
    case 'ArrowDown':
      return part(parts.indexOf(outcome) - 1);
    default:
      return undefined;
  }
}

/** The attribute by which the parts of the chart are found. */
export function stopName({ slot, outcome }: Stop): string {
  return `${slot} ${outcome ?? 'all'}`;
}
