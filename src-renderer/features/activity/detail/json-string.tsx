import { useContext } from 'react';
import { UntrustedText } from '../../../ui/untrusted/untrusted-text.tsx';
import { PayloadContext } from './payload-context.ts';
import { type Path, placeKey } from './payload.ts';
import styles from './json-tree.module.css';

interface JsonStringProps {
  readonly text: string;
  readonly path: Path;
  /** Without quotes: where it stands for itself. */
  readonly plain?: boolean;
  /** It is the key of the member at `path`. */
  readonly inKey?: boolean;
}

/** Characters of a string within a tree that are shown at first. */
const FIRST_IN_TREE = 2000;

/** A decoded string with its findings highlighted. */
export function JsonString({ text, path, plain, inKey = false }: JsonStringProps) {
  const { highlights, activeId, onPick } = useContext(PayloadContext);
  const own = highlights.get(placeKey(path, inKey));
  const quoted = !plain && !inKey;
  const block = plain || text.includes('\n');
  const body = (
    <UntrustedText
      text={text}
      inline={!block}
      activeId={activeId}
      onPick={onPick}
      {...(own && { highlights: own })}
      {...(!plain && { first: FIRST_IN_TREE })}
    />
  );
  if (!quoted) return body;
  if (block) return <span className={styles.text}>{body}</span>;
  return (
    <span className={styles.string}>
      <span className={styles.soft}>“</span>
      {body}
      <span className={styles.soft}>”</span>
    </span>
  );
}
