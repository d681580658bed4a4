import { useMemo, useRef } from 'react';
import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import { CallActions } from './call-actions.tsx';
import styles from './call-detail-view.module.css';
import { CallHeader } from './call-header.tsx';
import { FindingsList } from './findings-list.tsx';
import { FlowList } from './flow-list.tsx';
import { named } from './payload.ts';
import { PayloadSection } from './payload-section.tsx';
import { Section } from './section.tsx';
import { TimeBar } from './time-bar.tsx';
import { useFindingSteps } from './use-finding-steps.ts';
import { keptSafe, whySentence } from './words.ts';

interface CallDetailViewProps {
  readonly call: CallDetail;
  readonly onClose: () => void;
}

/** All that the log holds of a call: the reason first, then what was kept safe, then what one can do. */
export function CallDetailView({ call, onClose }: CallDetailViewProps) {
  const body = useRef<HTMLDivElement>(null);
  const findings = useMemo(() => named(call.findings), [call.findings]);
  const { activeId, pick } = useFindingSteps(findings, body);
  const shared = { call, findings, activeId, onPick: pick };
  return (
    <>
      <CallHeader call={call} onClose={onClose} />
      <div ref={body} className={styles.body} tabIndex={0} role="region" aria-label="What the log holds of this call">
        <div className={styles.story}>
          <p className={styles.why}>{whySentence(call)}</p>
          <p className={styles.safe}>{keptSafe(call)}</p>
          <CallActions call={call} />
        </div>
        {call.findings.some(({ source }) => source !== undefined) && (
          <Section title="Flow">
            <FlowList call={call} />
          </Section>
        )}
        {findings.length > 0 && (
          <Section title="Findings" note={`${findings.length}`}>
            <FindingsList {...shared} />
          </Section>
        )}
        <PayloadSection side="request" {...shared} />
        <PayloadSection side="response" {...shared} />
        <Section title="Where the time went">
          <TimeBar call={call} />
        </Section>
      </div>
    </>
  );
}
