import { useMemo } from 'react';
import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import styles from './findings-list.module.css';
import { FindingRow } from './finding-row.tsx';
import { hasPlace, type NamedFinding, payloadOf } from './payload.ts';

interface FindingsListProps {
  readonly call: CallDetail;
  readonly findings: readonly NamedFinding[];
  readonly activeId: string | undefined;
  readonly onPick: (id: string) => void;
}

/** What the scan found; each leads to its place in the text. */
export function FindingsList({ call, findings, activeId, onPick }: FindingsListProps) {
  const request = useMemo(() => (call.request === null ? undefined : payloadOf(call.request)), [call.request]);
  const response = useMemo(() => (call.response === null ? undefined : payloadOf(call.response)), [call.response]);
  return (
    <ol className={styles.list}>
      {findings.map((finding) => (
        <li key={finding.id} data-finding-row={finding.id}>
          <FindingRow
            finding={finding}
            kept={hasPlace(finding, finding.direction === 'request' ? request : response)}
            active={finding.id === activeId}
            onPick={onPick}
          />
        </li>
      ))}
    </ol>
  );
}
