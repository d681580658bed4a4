import { useEffect, useEffectEvent } from 'react';

/** Whether keys now belong to something that is being typed into, or to what floats over the page. */
function isTaken(target: EventTarget | null): boolean {
  return (
    document.querySelector('[role="dialog"], [role="menu"]') !== null ||
    (target instanceof Element && target.closest('input, textarea, select') !== null)
  );
}

/** `a` and `x` decide on the open item, wherever the focus is. */
export function useDecisionKeys(onKey: (key: 'a' | 'x') => void): void {
  const decide = useEffectEvent(onKey);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, repeat } = event;
      // A key that is held down decides once.
      if (ctrlKey || metaKey || altKey || repeat || event.defaultPrevented || isTaken(event.target)) return;
      if (key !== 'a' && key !== 'x') return;
      event.preventDefault();
      decide(key);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
