import { useMemo } from 'react';
import type { ToolDetail } from '../../../src-relay/control/contract.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import { prettyJson } from './pretty-json.ts';
import styles from './tool-definition.module.css';
import detailStyles from './tool-detail.module.css';

/** The whole definition, laid out; secrets in it are masked. */
export function ToolDefinition({ detail }: { readonly detail: ToolDetail }) {
  const pretty = useMemo(() => prettyJson(detail.definition), [detail.definition]);
  return (
    <section className={detailStyles.section} aria-labelledby="tool-definition">
      <div className={detailStyles.heading}>
        <h3 id="tool-definition">Definition</h3>
        <CopyButton text={detail.definition} label="Copy the definition" />
      </div>
      <div className={styles.json}>
        <UntrustedText text={pretty} />
      </div>
    </section>
  );
}
