import type { ToolDetail } from '../../../src-relay/control/contract.ts';
import { app } from '../../state/app.ts';
import { BoxedText } from '../../ui/untrusted/boxed-text.tsx';
import { ExceptionDialog } from './exception-dialog.tsx';
import styles from './exceptions.module.css';

interface ExceptToolProps {
  /** The definition that is on the screen. */
  readonly tool: ToolDetail;
  readonly onClose: () => void;
}

/** Excepts what keeps a tool's definition off, and with it gives the tool to clients. */
export function ExceptTool({ tool, onClose }: ExceptToolProps) {
  const { server, name, hash, reason } = tool;
  return (
    <ExceptionDialog
      title="Offer this tool all the same"
      onClose={onClose}
      add={(terms) => app.exceptions.addForTool({ server, name, hash, ...terms })}
    >
      <p className={styles.about}>
        <BoxedText text={reason ?? ''} /> Read the definition first: clients, and the model behind them, get it word for
        word. A definition that changes is scanned anew.
      </p>
    </ExceptionDialog>
  );
}
