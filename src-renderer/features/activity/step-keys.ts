import { useEffect } from 'react';
import { closeCall, stepCall } from './open-call.ts';

const TYPING = 'input, textarea, select, [role="dialog"], [role="menu"]';

/** While a call is open: `j` and `k` lead to the next and the previous call, Esc closes it, wherever the focus is. */
export function useStepKeys(entryId: string | undefined): void {
  const open = entryId !== undefined;
  useEffect(() => {
    if (!open) return;
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      if (event.key === 'j') stepCall(1);
      else if (event.key === 'k') stepCall(-1);
      else if (event.key === 'Escape') closeCall();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [open]);
}
