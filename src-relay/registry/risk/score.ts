import type { StartRisk } from './start.ts';

/** One reason for a score: what is known, and what it adds or takes away. */
export interface RiskPart {
  /** What it is about, e.g. `runner`. */
  readonly id: string;
  /** Points of 100: 0 or less. */
  readonly points: number;
  /** One sentence. It may hold words of the server. */
  readonly text: string;
}

/** A server's score from 0 to 100, higher is safer, with what it is made of (spec/guardrails.md, "Risk score"). */
export interface Risk {
  /** Null where too little is known. */
  readonly score: number | null;
  readonly parts: readonly RiskPart[];
}

/** At this score and below, a server is started only with a person's consent. */
export const HOLD_SCORE = 30;

/** What the registry and the log know of a server. */
export interface ServerFacts {
  readonly start: StartRisk;
  /** Undefined as long as it has not listed its tools. */
  readonly tools: ToolFacts | undefined;
  /** Calls blocked in the last thirty days. */
  readonly blockedCalls: number;
  /** The package's facts from its registry; undefined where nobody has asked, or nobody has answered. */
  readonly packageParts: readonly RiskPart[] | undefined;
}

/** The tools of a server, counted. */
export interface ToolFacts {
  readonly total: number;
  readonly destructive: number;
  readonly openWorld: number;
  /** Without a word on whether they change anything. */
  readonly unsaid: number;
  /** Withheld for what the scanner found in them. */
  readonly unsafe: number;
  /** Not what was accepted. */
  readonly changed: number;
  /** They have changed back and forth. */
  readonly restless: number;
  /** With names or words that pose as another server's. */
  readonly flagged: number;
}

/** A server's score and its parts. */
export function riskOf(facts: ServerFacts): Risk {
  const { start, tools, blockedCalls, packageParts = [] } = facts;
  const parts = [
    ...start.parts,
    ...(tools ? toolParts(tools) : []),
    ...(blockedCalls > 0 ? [blockPart(blockedCalls)] : []),
    ...packageParts,
  ];
  const score = Math.min(100, Math.max(0, Math.round(parts.reduce((sum, { points }) => sum + points, 100))));
  // A program of which nobody knows more than its name has no score before it has shown what it offers.
  const isUnknown = tools === undefined && (start.isUnknown || score > HOLD_SCORE);
  return { score: isUnknown ? null : score, parts: parts.toSorted((a, b) => a.points - b.points) };
}

function toolParts(tools: ToolFacts): RiskPart[] {
  const { total, destructive, openWorld, unsaid, unsafe, changed, restless, flagged } = tools;
  const parts: RiskPart[] = [];
  const add = (id: string, count: number, first: number, next: number, most: number, text: string): void => {
    if (count > 0) parts.push({ id, points: -Math.min(most, first + (count - 1) * next), text });
  };
  add('findings', unsafe, 25, 10, 50, `${of(unsafe, total)} withheld: their definitions were found unsafe.`);
  add('changed', changed, 5, 5, 15, `${of(changed, total)} no longer what was accepted.`);
  add('restless', restless, 10, 0, 10, 'Definitions of its tools change back and forth.');
  add('flags', flagged, 10, 5, 20, `${of(flagged, total)} taken for another server’s, or speak of one.`);
  add('destructive', destructive, 2, 2, 10, `${saying(destructive, total)} may delete or overwrite.`);
  add('open-world', openWorld, 1, 1, 5, `${saying(openWorld, total)} reach systems outside.`);
  if (total > 0 && unsaid * 2 > total) {
    parts.push({ id: 'unsaid', points: -5, text: 'Most of its tools do not say whether they change anything.' });
  }
  return parts;
}

function of(count: number, total: number): string {
  return `${count} of its ${total === 1 ? 'one tool' : `${total} tools`} ${count === 1 ? 'is' : 'are'}`;
}

function saying(count: number, total: number): string {
  return `${count} of its ${total === 1 ? 'one tool' : `${total} tools`} ${count === 1 ? 'says that it' : 'say that they'}`;
}

function blockPart(count: number): RiskPart {
  const text = `${count === 1 ? 'One of its calls was' : `${count} of its calls were`} blocked in the last thirty days.`;
  return { id: 'blocks', points: -Math.min(20, count * 2), text };
}
