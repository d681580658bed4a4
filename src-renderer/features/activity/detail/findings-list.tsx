import { useMemo, useState } from 'react';
import type { CallDetail } from '../../../../src-relay/control/contract.ts';
import { POLICY_LINK } from '../../../app/route.ts';
import { Button } from '../../../ui/button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ExceptFinding } from '../../exceptions/except-finding.tsx';
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
  const [excepted, setExcepted] = useState<number>();
  const chosen = excepted === undefined ? undefined : findings[excepted];
  return (
    <ol className={styles.list}>
      {findings.map((finding, index) => (
        <li key={finding.id} data-finding-row={finding.id} className={styles.row}>
          <FindingRow
            finding={finding}
            kept={hasPlace(finding, finding.direction === 'request' ? request : response)}
            active={finding.id === activeId}
            onPick={onPick}
          />
          {finding.exception !== undefined && (
            <LinkButton kind="quiet" href={POLICY_LINK}>
              Excepted
            </LinkButton>
          )}
          {finding.exception === undefined && finding.verdict !== 'allow' && call.server !== null && (
            <Button
              kind="quiet"
              aria-label={`Allow ${finding.detector} from now on`}
              onClick={() => setExcepted(index)}
            >
              Allow…
            </Button>
          )}
        </li>
      ))}
      {excepted !== undefined && chosen && (
        <ExceptFinding call={call} finding={chosen} index={excepted} onClose={() => setExcepted(undefined)} />
      )}
    </ol>
  );
}
