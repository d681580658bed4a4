import { useMemo } from 'react';
import { UntrustedText } from '../../../ui/untrusted/untrusted-text.tsx';
import styles from './payload-section.module.css';
import { type NamedFinding, rawHighlights, type Side } from './payload.ts';

interface RawPayloadProps {
  readonly side: Side;
  readonly raw: string;
  readonly findings: readonly NamedFinding[];
  readonly activeId: string | undefined;
  readonly onPick: (id: string) => void;
}

/** The JSON text as the log holds it. */
export function RawPayload({ side, raw, findings, activeId, onPick }: RawPayloadProps) {
  const highlights = useMemo(() => rawHighlights(findings, side), [findings, side]);
  return (
    <div className={styles.raw}>
      <UntrustedText text={raw} highlights={highlights} activeId={activeId} onPick={onPick} />
    </div>
  );
}
