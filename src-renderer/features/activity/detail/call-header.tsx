import type { ReactNode } from 'react';
import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import { DetailHeader } from '../../../ui/detail-header.tsx';
import { formatDuration } from '../../../ui/number-format.ts';
import { useNow } from '../../../ui/now.ts';
import { OutcomeMark } from '../../../ui/outcome-mark.tsx';
import { fullTime, relativeTime } from '../../../ui/time-format.ts';
import { BoxedText } from '../../../ui/untrusted/boxed-text.tsx';
import { UntrustedText } from '../../../ui/untrusted/untrusted-text.tsx';
import { clientName } from '../client-name.ts';
import { methodWord } from '../method-word.ts';
import styles from './call-header.module.css';

/** What became of the call, of which tool, when, and how long it took. */
export function CallHeader({ call, onClose }: { readonly call: CallDetail; readonly onClose: () => void }) {
  const now = useNow();
  const tool = call.tool ?? call.shownTool;
  return (
    <>
      <DetailHeader onClose={onClose}>
        <OutcomeMark outcome={call.outcome} />
        <h2 className={styles.what}>
          {call.server !== null && <BoxedText text={call.server} />}
          {call.server !== null && tool !== null && <span className={styles.dot}> · </span>}
          {tool !== null && <BoxedText text={tool} />}
          {call.server === null && tool === null && `unknown ${methodWord(call.method) ?? 'tool'}`}
        </h2>
        <span className={styles.took}>{formatDuration(call.durationUs)}</span>
      </DetailHeader>
      <dl className={styles.facts}>
        <Fact title="When">
          {fullTime(call.ts)} <span className={styles.soft}>({relativeTime(call.ts, now)})</span>
        </Fact>
        <Fact title="Client">
          <UntrustedText inline text={clientName(call.client)} />
        </Fact>
        {call.method !== 'tools/call' && (
          <Fact title="Request">
            <UntrustedText inline text={call.method} />
          </Fact>
        )}
        {call.shownTool !== null && call.tool !== null && (
          <Fact title="Called as">
            <UntrustedText inline text={call.shownTool} />
          </Fact>
        )}
        {call.code !== null && (
          <Fact title="Code">
            <UntrustedText inline text={call.code} />
          </Fact>
        )}
      </dl>
    </>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
