import { CopyButton } from './copy-button.tsx';
import styles from './copy-text.module.css';

interface CopyTextProps {
  /** An endpoint, a command, a path. */
  readonly text: string;
  /** What copying it does: "Copy the command". */
  readonly label: string;
}

/** A text in mono to be taken elsewhere, with its copy button. */
export function CopyText({ text, label }: CopyTextProps) {
  return (
    <span className={styles.box}>
      <code className={styles.text}>{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  );
}
