import { JsonString } from './json-string.tsx';
import styles from './json-tree.module.css';
import type { Json, Path } from './payload.ts';

/** A string, number, truth value or null. */
export function JsonScalar({ value, path }: { readonly value: Json; readonly path: Path }) {
  if (typeof value === 'string') return <JsonString text={value} path={path} />;
  return <span className={styles.literal}>{JSON.stringify(value)}</span>;
}
