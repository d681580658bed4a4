import { BoxedText } from './boxed-text.tsx';
import type { Segment } from './segments.ts';
import type { Highlight } from './untrusted-text.tsx';
import styles from './untrusted-text.module.css';

interface MarkedSpanProps {
  readonly segment: Segment<Highlight>;
  readonly activeId: string | undefined;
  readonly onPick: ((id: string) => void) | undefined;
}

const VERDICT_CLASS = { allow: 'noted', mask: 'masked', ask: 'asked', block: 'blocked' } as const;
const RANK = ['allow', 'mask', 'ask', 'block'] as const;

/** A highlighted run; the first of a finding's runs can be focused and leads to the finding. */
export function MarkedSpan({ segment, activeId, onPick }: MarkedSpanProps) {
  const worst = segment.marks.reduce((a, b) => (RANK.indexOf(b.verdict) > RANK.indexOf(a.verdict) ? b : a));
  const active = segment.marks.some((mark) => mark.id === activeId);
  const target = segment.first[0] ?? worst;
  const label = segment.marks.map((mark) => mark.label).join('; ');
  return (
    <mark
      className={[styles.mark, styles[VERDICT_CLASS[worst.verdict]], active && styles.active].filter(Boolean).join(' ')}
      title={label}
      data-finding={segment.first.map((mark) => mark.id).join(' ') || undefined}
      {...(onPick &&
        segment.first.length > 0 && {
          role: 'button',
          tabIndex: 0,
          onKeyDown: (event) => {
            if (event.key === 'Enter') onPick(target.id);
          },
        })}
      onClick={onPick && (() => onPick(target.id))}
    >
      <BoxedText text={segment.text} />
    </mark>
  );
}
