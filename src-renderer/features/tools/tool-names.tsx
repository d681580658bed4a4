import type { Tool } from '../../../src-relay/control/contract.ts';
import { Flag } from 'lucide-react';
import { spelledOut } from '../../ui/untrusted/odd-characters.ts';
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
      {tool.flags.length > 0 && (
        <span className={styles.flag} title={spelledOut(tool.flags.join('\n'))}>
          <Flag aria-label="Stands out" />
        </span>
      )}
    </span>
  );
}
