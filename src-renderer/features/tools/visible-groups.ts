import type { ToolLine } from './group-tools.ts';

/** Where a line of the list stands, in pixels. */
interface Placed {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** A server's part of the list, as far as it is drawn. */
export interface VisibleGroup {
  readonly head: Extract<ToolLine, { kind: 'server' }>;
  readonly index: number;
  readonly start: number;
  /** The whole height, of lines that are not drawn too: its head stays in sight as long as any of it is. */
  readonly height: number;
  readonly rows: readonly (Placed & { readonly line: Extract<ToolLine, { kind: 'tool' }> })[];
}

/**
 * The servers' parts of the list that lines to be drawn belong to.
 * @param placed the lines to be drawn, in order
 * @param startOf where any line stands
 * @param total height of the whole list
 */
export function visibleGroups(
  lines: readonly ToolLine[],
  placed: readonly Placed[],
  startOf: (index: number) => number,
  total: number,
): readonly VisibleGroup[] {
  const [first] = placed;
  const last = placed.at(-1);
  if (!first || !last) return [];
  const heads = lines.flatMap((line, index) => (line.kind === 'server' ? [{ head: line, index }] : []));
  return heads.flatMap(({ head, index }, at): VisibleGroup[] => {
    const next = heads[at + 1]?.index ?? lines.length;
    if (next <= first.index || index > last.index) return [];
    const start = startOf(index);
    const rows = placed.flatMap((one) => {
      const line = one.index > index && one.index < next ? lines[one.index] : undefined;
      return line?.kind === 'tool' ? [{ ...one, line }] : [];
    });
    return [{ head, index, start, height: (next < lines.length ? startOf(next) : total) - start, rows }];
  });
}
