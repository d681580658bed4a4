import { passedOn, type Answer } from './answers.ts';
import type { Row } from './row.ts';

/** Hits out of cases. */
export interface Share {
  readonly hits: number;
  readonly cases: number;
}

/** Figures of one class of malicious rows. */
export interface Caught {
  /** Rows with a finding of a fitting kind. */
  readonly found: Share;
  /** Values that are gone after masking. */
  readonly masked: Share;
  /** Names and addresses that are gone after masking. */
  readonly softMasked: Share;
}

const THREATS = new Set(['injection', 'poisoning', 'obfuscation', 'exec']);

/** Secrets and personal data must be found as such; a hidden instruction may be called injection, poisoning or obfuscation. */
function fits(kind: Row['kind'], found: string): boolean {
  return THREATS.has(kind) ? THREATS.has(found) : kind === found;
}

/** Figures over malicious rows; a row without an answer is a miss. */
export function caught(rows: readonly Row[], answers: ReadonlyMap<string, Answer>): Caught {
  let found = 0;
  const values = { hits: 0, cases: 0 };
  const soft = { hits: 0, cases: 0 };
  for (const row of rows) {
    const answer = answers.get(row.id);
    if (answer && answer.verdict !== 'allow' && answer.findings.some((finding) => fits(row.kind, finding.kind)))
      found++;
    const rest = answer?.verdict === 'mask' ? passedOn(row.text, answer) : row.text;
    count(values, row.expect, rest);
    count(soft, row.expect_soft, rest);
  }
  return { found: { hits: found, cases: rows.length }, masked: values, softMasked: soft };
}

function count(tally: { hits: number; cases: number }, values: readonly string[] | undefined, rest: string): void {
  for (const value of values ?? []) {
    tally.cases++;
    if (!rest.includes(value)) tally.hits++;
  }
}

/**
 * Benign rows on which a scanner does anything. `strict` counts findings that are right on the row, too (a real address
 * in a log). With `kinds` only findings of these kinds count: for scanners that look for something else only.
 */
export function falseAlarms(
  rows: readonly Row[],
  answers: ReadonlyMap<string, Answer>,
  options: { readonly strict?: boolean; readonly kinds?: ReadonlySet<string> } = {},
): Share {
  let hits = 0;
  for (const row of rows) {
    const answer = answers.get(row.id);
    if (!answer || answer.verdict === 'allow') continue;
    const allowed = options.strict === true ? [] : (row.allow ?? []);
    const wrong = answer.findings.filter(
      ({ kind }) => !allowed.includes(kind) && (options.kinds === undefined || options.kinds.has(kind)),
    );
    if (wrong.length > 0 || (answer.findings.length === 0 && options.kinds === undefined)) hits++;
  }
  return { hits, cases: rows.length };
}

/** Rows by the value of a field, in the order of the values. */
export function groups(
  rows: readonly Row[],
  key: (row: Row) => string,
): readonly (readonly [string, readonly Row[]])[] {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const group = found.get(key(row));
    if (group) group.push(row);
    else found.set(key(row), [row]);
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** `12.3 %`, or a dash where there was no case. */
export function percent({ hits, cases }: Share): string {
  return cases === 0 ? '-' : `${((100 * hits) / cases).toFixed(1)} %`;
}
