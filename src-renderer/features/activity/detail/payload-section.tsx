import { useMemo, useState } from 'react';
import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import { formatBytes } from '../../../ui/number-format.ts';
import { ViewChoice } from './view-choice.tsx';
import type { NamedFinding, Side } from './payload.ts';
import { payloadOf, wasCut } from './payload.ts';
import styles from './payload-section.module.css';
import { PrettyPayload } from './pretty-payload.tsx';
import { RawPayload } from './raw-payload.tsx';
import { Section } from './section.tsx';
import { cutSentence, whyNoPayload } from './words.ts';

interface PayloadSectionProps {
  readonly side: Side;
  readonly call: CallDetail;
  readonly findings: readonly NamedFinding[];
  readonly activeId: string | undefined;
  readonly onPick: (id: string) => void;
}

const TITLES = { request: 'Request', response: 'Answer' } as const;

/** The request or the answer: decoded for reading, or as the JSON text that the log holds. */
export function PayloadSection({ side, call, ...shown }: PayloadSectionProps) {
  const raw = side === 'request' ? call.request : call.response;
  const bytes = side === 'request' ? call.requestBytes : call.responseBytes;
  const payload = useMemo(() => (raw === null ? undefined : payloadOf(raw)), [raw]);
  const [wantsRaw, setWantsRaw] = useState(false);
  const readable = payload?.value !== undefined;
  return (
    <Section
      title={TITLES[side]}
      note={bytes > 0 && (payload || call.bypassed) ? formatBytes(bytes) : undefined}
      controls={readable && <ViewChoice raw={wantsRaw} onChange={setWantsRaw} label={TITLES[side]} />}
    >
      {payload ? (
        <>
          {wasCut(payload) && <p className={styles.note}>{cutSentence(bytes)}</p>}
          {readable && !wantsRaw ? (
            <PrettyPayload side={side} value={payload.value} {...shown} />
          ) : (
            <RawPayload side={side} raw={payload.raw} {...shown} />
          )}
        </>
      ) : (
        <p className={styles.note}>{whyNoPayload(call, side)}</p>
      )}
    </Section>
  );
}
