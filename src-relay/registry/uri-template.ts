/** A URI template (RFC 6570) as far as routing needs it: its literal pieces, in order, between expressions. */
export interface UriTemplate {
  readonly pieces: readonly string[];
  /** Length of all literal pieces: of two templates that match, the one that says more decides. */
  readonly weight: number;
}

/** Reads a template; undefined where it is none, or would match everything. */
export function readTemplate(source: string): UriTemplate | undefined {
  const pieces = source.split(/\{[^{}]*\}/u);
  const weight = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const isWhole = !pieces.some((piece) => piece.includes('{') || piece.includes('}'));
  return isWhole && weight > 0 ? { pieces, weight } : undefined;
}

/**
 * Whether an address may come from a template: every literal piece stands in it, in order, the first at its start and the
 * last at its end. What the expressions expand to is the server's business. Takes linear time.
 */
export function matchesTemplate({ pieces }: UriTemplate, uri: string): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.length > 1 ? (pieces.at(-1) ?? '') : '';
  if (pieces.length === 1) return uri === first;
  if (!uri.startsWith(first) || !uri.endsWith(last) || uri.length < first.length + last.length) return false;
  const end = uri.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = uri.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
