import { UntrustedText } from '../../../ui/untrusted/untrusted-text.tsx';
import styles from './diff-view.module.css';
import type { Part } from './word-diff.ts';

interface DiffLineProps {
  readonly parts: readonly Part[];
  /** Whether the line went, came, or is the same in both. */
  readonly kind: 'same' | 'removed' | 'added';
}

const SIGNS = { same: ' ', removed: '−', added: '+' } as const;

/** One line of one of the texts, with its sign. */
export function DiffLine({ parts, kind }: DiffLineProps) {
  const Whole = kind === 'removed' ? 'del' : kind === 'added' ? 'ins' : 'span';
  return (
    <div className={[styles.line, styles[kind]].join(' ')}>
      <span className={styles.sign} aria-hidden>
        {SIGNS[kind]}
      </span>
      <Whole className={styles.text}>
        {parts.map((part, index) =>
          part.isChanged ? (
            <mark key={index} className={styles.word}>
              <UntrustedText inline text={part.text} />
            </mark>
          ) : (
            <UntrustedText key={index} inline text={part.text} />
          ),
        )}
      </Whole>
    </div>
  );
}
