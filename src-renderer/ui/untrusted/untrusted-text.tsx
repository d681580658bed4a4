import { useState } from 'react';
import { Button } from '../button.tsx';
import { formatCount } from '../number-format.ts';
import { BoxedText } from './boxed-text.tsx';
import { MarkedSpan } from './marked-span.tsx';
import { type Mark, segmentsOf } from './segments.ts';
import { cutAt, SHOW_STEP } from './show-cap.ts';
import styles from './untrusted-text.module.css';

/** A range of the text that a finding is about. */
export interface Highlight extends Mark {
  readonly verdict: 'allow' | 'mask' | 'ask' | 'block';
  /** What it is, for screen readers and the tooltip. */
  readonly label: string;
}

interface UntrustedTextProps {
  readonly text: string;
  readonly highlights?: readonly Highlight[];
  /** The highlight that is under the reader's eye now. */
  readonly activeId?: string | undefined;
  readonly onPick?: ((id: string) => void) | undefined;
  /** Runs within a line instead of standing as a block. */
  readonly inline?: boolean;
  /** Characters shown at first. */
  readonly first?: number;
  /** Runs within a line in the letters around it: a sentence of the relay that may hold words of others. */
  readonly prose?: boolean;
}

const NONE: readonly Highlight[] = [];

/**
 * Text from a server or client: text nodes only, in mono, with invisible and bidi characters drawn as labelled boxes and
 * findings highlighted; 64 Ki characters at first, more on request.
 */
export function UntrustedText(props: UntrustedTextProps) {
  const { text, highlights = NONE, activeId, onPick, inline, prose, first = SHOW_STEP } = props;
  const [most, setMost] = useState(first);
  const needed = highlights.find((one) => one.id === activeId)?.end ?? 0;
  const cut = cutAt(text, Math.max(most, needed));
  const segments = segmentsOf(text.slice(0, cut), highlights);
  return (
    <span className={prose ? styles.prose : inline ? styles.inline : styles.block} dir="ltr">
      {segments.map((segment) =>
        segment.marks.length === 0 ? (
          <BoxedText key={segment.start} text={segment.text} />
        ) : (
          <MarkedSpan key={segment.start} segment={segment} activeId={activeId} onPick={onPick} />
        ),
      )}
      {cut < text.length && (
        <span className={styles.more}>
          <Button onClick={() => setMost(cut + SHOW_STEP)}>Show more</Button>
          <span>{formatCount(text.length - cut)} more characters</span>
        </span>
      )}
    </span>
  );
}
