import styles from './content-block.module.css';
import { JsonMembers } from './json-tree.tsx';
import { JsonString } from './json-string.tsx';
import { textOf } from './mcp-result.ts';
import type { Json, Path } from './payload.ts';

/** One block of a tool's result: text as text, anything else as a tree. */
export function ContentBlock({ block, path }: { readonly block: Json; readonly path: Path }) {
  const text = textOf(block);
  return (
    <div className={styles.block}>
      {text === undefined ? (
        <JsonMembers value={block} path={path} depth={0} />
      ) : text === '' ? (
        <span className={styles.empty}>An empty text.</span>
      ) : (
        <JsonString text={text} path={[...path, 'text']} plain />
      )}
    </div>
  );
}
