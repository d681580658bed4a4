import type { FindingKind, ScanDirection, Severity } from '../protocol/scan-types.ts';

/**
 * Properties of a text that the prefilter gathers in its one loop. A detector that cannot name keywords (a run of
 * invisible characters has none) names the trait that must be there instead.
 */
const TEXT_TRAITS = ['non-ascii', 'control', 'percent', 'ampersand', 'backslash', 'long-run'] as const;
export type TextTrait = (typeof TEXT_TRAITS)[number];

/** Everything about a detector that is not code: what the UI, the documentation and the tests enumerate. */
export interface DetectorDefinition {
  /** Stable name, `family.name`; stored in logs, policies and exceptions. */
  readonly id: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly directions: readonly ScanDirection[];
  /** Lower case. A detector with keywords runs only where one of them stands. */
  readonly keywords: readonly string[];
  /** A detector without keywords runs on texts that show one of these. */
  readonly traits: readonly TextTrait[];
  /** How far the implementation may look around a keyword, in UTF-16 units; more than the longest match. */
  readonly window: { readonly before: number; readonly after: number };
  /** Name of the placeholder, without angle brackets, where a finding is masked. */
  readonly placeholder?: string;
  readonly title: string;
  /** One sentence for a developer: why this is a finding. */
  readonly explanation: string;
  /** Texts that this very detector must, and must not, report. They run as tests. */
  readonly examples: { readonly match: readonly string[]; readonly noMatch: readonly string[] };
}

/** Takes one span that an implementation found, in offsets of the text it was given. */
export type ReportSpan = (start: number, end: number) => void;

/**
 * Code of a detector that looks at bounded windows around its keywords. Overlapping windows arrive merged, so an
 * implementation sees each position at most once and must take time linear in `to - from`.
 */
export type WindowRule = (text: string, from: number, to: number, report: ReportSpan) => void;

/** Code of a detector that looks at a whole text because of a trait. Linear in the text. */
export type TextRule = (text: string, report: ReportSpan, direction: ScanDirection) => void;

export interface WindowDetector {
  readonly definition: DetectorDefinition;
  readonly window: WindowRule;
}

export interface TextDetector {
  readonly definition: DetectorDefinition;
  readonly text: TextRule;
}
