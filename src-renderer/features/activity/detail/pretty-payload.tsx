import { useMemo } from 'react';
import { ContentBlock } from './content-block.tsx';
import { JsonMembers } from './json-tree.tsx';
import { contentBlocksOf, restOf } from './mcp-result.ts';
import { highlightsByPlace, type Json, type NamedFinding, type Path, type Side } from './payload.ts';
import styles from './pretty-payload.module.css';
import { PayloadContext } from './payload-context.ts';

interface PrettyPayloadProps {
  readonly side: Side;
  readonly value: Json;
  readonly findings: readonly NamedFinding[];
  readonly activeId: string | undefined;
  readonly onPick: (id: string) => void;
}

const ROOT: Path = [];

/** A payload for reading: strings decoded, text of MCP content as text, the rest as a tree. */
export function PrettyPayload({ side, value, findings, activeId, onPick }: PrettyPayloadProps) {
  const context = useMemo(() => {
    const active = findings.find((finding) => finding.id === activeId && finding.direction === side);
    return {
      highlights: highlightsByPlace(findings, side),
      paths: findings.filter((finding) => finding.direction === side).map((finding) => finding.path),
      activeId,
      activePath: active?.path,
      onPick,
    };
  }, [findings, side, activeId, onPick]);
  const blocks = contentBlocksOf(value);
  const rest = restOf(value);
  return (
    <PayloadContext value={context}>
      <div className={styles.payload}>
        {blocks?.map((block, index) => (
          <ContentBlock key={index} block={block} path={['content', index]} />
        ))}
        {rest !== undefined && <JsonMembers value={rest} path={ROOT} depth={0} />}
      </div>
    </PayloadContext>
  );
}
