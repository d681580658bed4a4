import { useEffect, useEffectEvent } from 'react';

/** Whether something floats over the page that Esc closes first, or a field is being typed into. */
function isTaken(target: EventTarget | null): boolean {
  return (
    document.querySelector('[role="dialog"], [role="menu"]') !== null ||
    (target instanceof Element && target.closest('input, textarea, select') !== null)
  );
}

/** Calls back on Esc, wherever the focus is, as long as it is wanted. */
export function useEscape(isWanted: boolean, onEscape: () => void): void {
  const escape = useEffectEvent(onEscape);
  useEffect(() => {
    if (!isWanted) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isTaken(event.target)) escape();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [isWanted]);
}
