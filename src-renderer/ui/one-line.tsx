import styles from './one-line.module.css';
import { spelledOut } from './untrusted/odd-characters.ts';
import { UntrustedText } from './untrusted/untrusted-text.tsx';

/** Longest text of which more than the beginning is put on the page. */
const MOST = 400;

interface OneLineProps {
  readonly text: string;
  /** What stands in the title, where the text is only a part of it. */
  readonly whole?: string;
  readonly strong?: boolean;
}

/** A name or command of others on one line: cut where it does not fit, whole in its title. */
export function OneLine({ text, whole = text, strong }: OneLineProps) {
  const cut = text.length > MOST ? `${text.slice(0, MOST)}…` : text;
  return (
    <span
      className={[styles.line, strong && styles.strong].filter(Boolean).join(' ')}
      title={spelledOut(whole.slice(0, 4 * MOST))}
    >
      <UntrustedText inline text={cut.replaceAll(/\r?\n/gu, '↵')} />
    </span>
  );
}
