import { CHANGE_CLASSES, type ChangeClass } from '../../protocol/review-kinds.ts';

/** One thing that differs between what was accepted and what is shown now. */
export interface Change {
  readonly class: ChangeClass;
  /** How much riskier it got: 0 not at all, 3 most. */
  readonly risk: 0 | 1 | 2 | 3;
  /** One plain sentence. It may hold words of the server: it is shown as untrusted text. */
  readonly text: string;
}

/** Changes told of one tool: a server could make a definition of thousands. */
const MOST = 60;
/** Characters of a name or a value in a sentence. */
const MAX_QUOTE = 60;

/** What got riskier first, then by class; each sentence once. */
export function ordered(changes: readonly Change[]): readonly Change[] {
  const once = new Map(changes.map((change) => [change.text, change]));
  const sorted = [...once.values()].sort(
    (a, b) => b.risk - a.risk || CHANGE_CLASSES.indexOf(a.class) - CHANGE_CLASSES.indexOf(b.class),
  );
  if (sorted.length <= MOST) return sorted;
  const rest = sorted.length - MOST;
  return [...sorted.slice(0, MOST), { class: 'wording', risk: 0, text: `So did ${rest} more things.` }];
}

/** A name or value of a server within a sentence: in backticks, on one line, not longer than a person reads. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return `\`${line.length <= MAX_QUOTE ? line : `${line.slice(0, MAX_QUOTE)}…`}\``;
}
