import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { app } from '../../../state/app.ts';
import { useCalls } from '../../../state/hooks.ts';

/** Scrolled less than this the list counts as being at its top. */
const AT_TOP_PX = 4;

/**
 * Pins the list while someone reads: scrolled away from the top, with a call open, or with the keyboard's mark in it. At
 * the top, with nothing open, it follows the log.
 */
export function usePinning(scroller: RefObject<HTMLElement | null>, entryId: string | undefined, marked: boolean) {
  const reading = entryId !== undefined || marked;

  // Before the first paint, so that the list is where it was when the reader left the screen.
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = app.calls.place.top;
  }, [scroller]);

  // Other filters are another list, which begins at its top.
  const query = useCalls((s) => s.query);
  const shown = useRef(query);
  useEffect(() => {
    if (shown.current === query) return;
    shown.current = query;
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [query, scroller]);

  useEffect(() => {
    if (entryId !== undefined) app.calls.pin();
  }, [entryId]);

  useEffect(() => {
    const atTop = (scroller.current?.scrollTop ?? 0) < AT_TOP_PX;
    if (reading) app.calls.pin();
    else if (atTop) app.calls.unpin();
  }, [reading, scroller]);

  return {
    scrolled: (): void => {
      const top = scroller.current?.scrollTop ?? 0;
      app.calls.place.top = top;
      if (top >= AT_TOP_PX) app.calls.pin();
      else if (!reading) app.calls.unpin();
    },
    follow: (): void => {
      app.calls.unpin();
      if (scroller.current) scroller.current.scrollTop = 0;
    },
  };
}
