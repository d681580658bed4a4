import type { Tool } from '../../../src-relay/control/contract.ts';
import { OneLine } from '../../ui/one-line.tsx';
import styles from './tool-names.module.css';

/** The name that clients see, and softly the one at its server where that is another. */
export function ToolNames({ tool }: { readonly tool: Tool }) {
  const { name, shown } = tool;
  return (
    <span className={styles.names}>
      <OneLine text={shown ?? name} />
      {shown !== null && shown !== name && (
        <span className={styles.own}>
          <OneLine text={name} />
        </span>
      )}
    </span>
  );
}
