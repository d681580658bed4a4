import { SEVERITIES, type Finding } from '../protocol/scan-types.ts';

/** What masking has to know of a finding. */
export type MaskableSpan = Pick<Finding, 'kind' | 'severity' | 'start' | 'end' | 'placeholder'>;

/** A range to replace, and the finding that names it. */
interface Chosen {
  readonly start: number;
  readonly end: number;
  readonly finding: MaskableSpan;
}

/** One replacement in a text. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * What to replace in `text`, in order and without overlaps. Where findings overlap one of them names the place: one that
 * knows what it is before one that only knows its kind, then the more severe, then the longer, then the one that starts
 * first. Of two nested findings the winner's own span is replaced; of
 * two that overlap in part the union, so that no tail of a secret stays. A finding without a placeholder's name is named
 * by its kind.
 */
export function maskReplacements(
  text: string,
  findings: readonly MaskableSpan[],
  placeholderFor: (kind: string, value: string, finding: MaskableSpan) => string,
): Replacement[] {
  return resolveOverlaps(findings).map(({ start, end, finding }) => {
    const kind = finding.placeholder ?? finding.kind.toUpperCase();
    return { start, end, text: placeholderFor(kind, text.slice(start, end), finding) };
  });
}

/** `text` with its findings replaced by placeholders; see `maskReplacements`. */
export function maskSpans(
  text: string,
  findings: readonly MaskableSpan[],
  placeholderFor: (kind: string, value: string) => string,
): string {
  let out = '';
  let from = 0;
  for (const replacement of maskReplacements(text, findings, placeholderFor)) {
    out += text.slice(from, replacement.start) + replacement.text;
    from = replacement.end;
  }
  return out + text.slice(from);
}

function resolveOverlaps(findings: readonly MaskableSpan[]): readonly Chosen[] {
  const chosen: Chosen[] = [];
  const byStart = findings.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start || b.end - a.end);
  for (const finding of byStart) {
    const { start, end } = finding;
    const last = chosen.at(-1);
    if (!last || start >= last.end) {
      chosen.push({ start, end, finding });
      continue;
    }
    const wins = outranks(finding, last.finding);
    if (end > last.end) chosen[chosen.length - 1] = { start: last.start, end, finding: wins ? finding : last.finding };
    else if (wins) chosen[chosen.length - 1] = { start, end, finding };
  }
  return chosen;
}

function outranks(a: MaskableSpan, b: MaskableSpan): boolean {
  if (isGeneric(a) !== isGeneric(b)) return isGeneric(b);
  const severity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return severity > 0 || (severity === 0 && a.end - a.start > b.end - b.start);
}

/** Whether a finding only says that something is a secret, or personal, and not what. */
function isGeneric({ kind, placeholder }: MaskableSpan): boolean {
  return placeholder === undefined || placeholder === kind.toUpperCase();
}
