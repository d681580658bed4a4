import { type RefObject, useEffect, useState } from 'react';
import type { NamedFinding } from './payload.ts';

const TYPING = 'input, textarea, select, [role="dialog"], [role="menu"]';

/** Which finding is under the reader's eye; `n` and `p` step through them, and each step brings its text into sight. */
export function useFindingSteps(findings: readonly NamedFinding[], body: RefObject<HTMLElement | null>) {
  const [picked, setPicked] = useState<{ readonly id: string }>();

  useEffect(() => {
    if (!picked) return;
    // After the highlight's place was unfolded and drawn.
    const frame = requestAnimationFrame(() => {
      const mark = body.current?.querySelector(`mark[data-finding~="${picked.id}"]`);
      const row = body.current?.querySelector(`[data-finding-row="${picked.id}"]`);
      if (mark) mark.scrollIntoView({ block: 'center' });
      else row?.scrollIntoView({ block: 'nearest' });
    });
    return () => cancelAnimationFrame(frame);
  }, [picked, body]);

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      const by = { n: 1, p: -1 }[event.key];
      if (by === undefined || findings.length === 0) return;
      event.preventDefault();
      setPicked((now) => {
        const at = findings.findIndex((finding) => finding.id === now?.id);
        const next = at < 0 && by < 0 ? findings.length - 1 : (at + by + findings.length) % findings.length;
        return { id: findings[next]?.id ?? '' };
      });
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [findings]);

  return { activeId: picked?.id, pick: (id: string) => setPicked({ id }) };
}
