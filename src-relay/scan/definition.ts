import type { FindingKind, ScanDirection, Severity } from '../protocol/scan-types.ts';

/**
 * Properties of a text that the prefilter gathers in its one loop. A detector that cannot name keywords (a run of
 * invisible characters has none) names the trait that must be there instead. `syntax` is seen in requests only: a
 * character that a shell, a path, a URL, SQL or a template gives a meaning to. `named` is a text under an object key.
 */
const TEXT_TRAITS = [
  'non-ascii',
  'control',
  'percent',
  'ampersand',
  'backslash',
  'long-run',
  'syntax',
  'named',
  'digit',
  'at-sign',
] as const;
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
  readonly examples: DetectorExamples;
}

interface DetectorExamples {
  readonly match: readonly string[];
  readonly noMatch: readonly string[];
  /** The object key that the examples stand under, for detectors that look at it. */
  readonly name?: string;
}

/** What is known of the place a text comes from. One object serves a scanner for good: read it, never keep it. */
export interface TextContext {
  readonly direction: ScanDirection;
  /**
   * The object key the text stands under, array indices skipped: for arguments the parameter's name. `undefined` for a
   * text that stands alone and for text that is itself a key. Views of a text (unescaped, decoded) keep its name.
   */
  readonly name: string | undefined;
  /** In a tool's definition its name and description: what it is for. */
  readonly purpose?: string;
}

/** Takes one span that an implementation found, in offsets of the text it was given, and, where it can tell, why in one sentence. */
export type ReportSpan = (start: number, end: number, reason?: string) => void;

/**
 * Code of a detector that looks at bounded windows around its keywords. Overlapping windows arrive merged, so an
 * implementation sees each position at most once and must take time linear in `to - from`.
 */
export type WindowRule = (text: string, from: number, to: number, report: ReportSpan, context: TextContext) => void;

/** Code of a detector that looks at a whole text because of a trait. Linear in the text. */
export type TextRule = (text: string, report: ReportSpan, context: TextContext) => void;

export interface WindowDetector {
  readonly definition: DetectorDefinition;
  readonly window: WindowRule;
}

export interface TextDetector {
  readonly definition: DetectorDefinition;
  readonly text: TextRule;
}

/** Takes one span of a family: which of its detectors found it, and where. */
export type ReportFinding = (definition: DetectorDefinition, start: number, end: number) => void;

/** Code of a family. Linear in the text; reports nothing but detectors of the family. */
export type FamilyRule = (text: string, report: ReportFinding, context: TextContext) => void;

/** Detectors that share one pass over a text: sixty kinds of numbers must not cost sixty passes. */
export interface DetectorFamily {
  readonly definitions: readonly DetectorDefinition[];
  /** The pass runs on texts that show one of these. */
  readonly traits: readonly TextTrait[];
  readonly find: FamilyRule;
}
