import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import { useStore } from 'zustand/react';
import { appearance, ROW_HEIGHT } from '../../theme/appearance.ts';
import type { ToolLine } from './group-tools.ts';
import { type VisibleGroup, visibleGroups } from './visible-groups.ts';

/** Height of the names of the columns over the list, in pixels. */
const HEAD_HEIGHT = 28;

interface VirtualLines {
  readonly groups: readonly VisibleGroup[];
  /** Height of the whole list, in pixels. */
  readonly height: number;
  /** Takes a row to be measured. */
  readonly measure: (row: HTMLElement | null) => void;
  readonly isDrawn: (index: number) => boolean;
  /** Brings a line into sight. */
  readonly reveal: (index: number, align?: 'auto' | 'center') => void;
}

/** Of a list of any length, what is in sight: drawn, measured and scrolled to. */
export function useVirtualLines(scroller: RefObject<HTMLElement | null>, lines: readonly ToolLine[]): VirtualLines {
  const rowHeight = ROW_HEIGHT[useStore(appearance, (s) => s.rows)];
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 12,
    // The server's name stays over the first row; the names of the columns take from the height.
    scrollPaddingStart: rowHeight,
    scrollPaddingEnd: HEAD_HEIGHT,
    useFlushSync: false,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const shown = virtualizer.getVirtualItems();
  const height = virtualizer.getTotalSize();
  return {
    groups: visibleGroups(lines, shown, (index) => virtualizer.measurementsCache[index]?.start ?? 0, height),
    height,
    measure: virtualizer.measureElement,
    isDrawn: (index) => shown.some((item) => item.index === index),
    reveal: (index, align = 'auto') => virtualizer.scrollToIndex(index, { align }),
  };
}

/** Brings the line that is open into sight: at the start in the middle, later only where it is out of sight. */
export function useReveal(index: number | undefined, reveal: VirtualLines['reveal']): void {
  const shown = useRef<number>(undefined);
  useEffect(() => {
    if (index === undefined || index === shown.current) return;
    reveal(index, shown.current === undefined ? 'center' : 'auto');
    shown.current = index;
  });
}
