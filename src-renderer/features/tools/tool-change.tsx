import { useMemo } from 'react';
import type { ToolDetail } from '../../../src-relay/control/contract.ts';
import { fullTime } from '../../ui/time-format.ts';
import { useWide } from '../../ui/wide.ts';
import { DiffView } from './diff/diff-view.tsx';
import { diffLines } from './diff/line-diff.ts';
import { prettyJson } from './pretty-json.ts';
import detailStyles from './tool-detail.module.css';

/** The approved definition of a tool against the one it has now. */
export function ToolChange({ detail }: { readonly detail: ToolDetail }) {
  const { definition, approvedDefinition, approvedAt } = detail;
  const isWide = useWide();
  const rows = useMemo(
    () => (approvedDefinition === null ? [] : diffLines(prettyJson(approvedDefinition), prettyJson(definition))),
    [definition, approvedDefinition],
  );
  return (
    <section className={detailStyles.section} aria-labelledby="tool-change">
      <div className={detailStyles.heading}>
        <h3 id="tool-change">What changed</h3>
      </div>
      {approvedDefinition === null ? (
        <p className={detailStyles.quiet}>
          Only what is masked differs: a secret in the definition is another one than when it was approved.
        </p>
      ) : (
        <DiffView
          rows={rows}
          isSideBySide={isWide}
          before={approvedAt === null ? 'Approved' : `Approved ${fullTime(approvedAt).replace(/:\d+\.\d+$/u, '')}`}
          after="Shown now"
        />
      )}
    </section>
  );
}
