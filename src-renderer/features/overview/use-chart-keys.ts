import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { Outcome } from '../../../src-relay/control/contract.ts';
import { type Stop, stopAfterKey, stopName } from './chart-stops.ts';
import type { Slot } from './day-slots.ts';

/** Makes the chart one stop for Tab, in which arrow keys move. */
export function useChartKeys(frame: RefObject<Element | null>, slots: readonly Slot[]) {
  const [chosen, setChosen] = useState<Stop>();
  const latest = slots.findLastIndex((slot) => slot.total > 0);
  const isThere =
    chosen !== undefined &&
    (chosen.outcome === undefined
      ? (slots[chosen.slot]?.total ?? 0)
      : (slots[chosen.slot]?.counts[chosen.outcome] ?? 0)) > 0;
  const stop = isThere ? chosen : latest < 0 ? undefined : { slot: latest, outcome: undefined };
  return {
    stop,
    onFocus: (slot: number, outcome: Outcome | undefined): void => setChosen({ slot, outcome }),
    onKeyDown: (event: KeyboardEvent): void => {
      if (stop === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = stopAfterKey(event.key, slots, stop);
      if (!next) return;
      event.preventDefault();
      const link = frame.current?.querySelector(`[data-stop="${stopName(next)}"]`);
      if (link instanceof SVGElement) link.focus();
    },
  };
}
