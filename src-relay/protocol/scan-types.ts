import type { JsonPath, JsonValue } from './json.ts';

/** Ordered from harmless to worst; the worst verdict of all findings wins. */
export const VERDICTS = ['allow', 'mask', 'ask', 'block'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** `flow`: what one server said on its way to another. */
const FINDING_KINDS = ['secret', 'pii', 'injection', 'poisoning', 'obfuscation', 'exec', 'flow'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What is scanned: a tool definition, arguments on their way to a server, or what a server answered. */
export type ScanDirection = 'definition' | 'request' | 'response';

export interface ScanItem {
  readonly direction: ScanDirection;
  readonly server: string;
  readonly tool: string;
  /** JSON source text of `value`; worker threads parse it again, which is cheaper than cloning the value. */
  readonly source: string;
  readonly value: JsonValue;
}

/** The call in whose answer a text was seen first. */
export interface FlowSource {
  readonly server: string;
  /** The tool, prompt or resource, by a name that logs may hold. */
  readonly tool: string;
  /** Of its entry in the log. */
  readonly entryId: string;
  /** Milliseconds since the epoch, when the answer came. */
  readonly ts: number;
}

/** One thing a detector found in one string (a value or an object key) of the item. */
export interface Finding {
  readonly detector: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** The string's place in the item's value; for an object key the path of its member. */
  readonly path: JsonPath;
  /** True when the text is the member's key rather than its value. */
  readonly inKey: boolean;
  /** Half-open range in UTF-16 code units of the decoded string. */
  readonly start: number;
  readonly end: number;
  /** Typed placeholder's name for what is masked, e.g. `HUGGINGFACE_TOKEN`; absent where masking makes no sense. */
  readonly placeholder?: string;
  /** Short text that a person may see: never the secret itself. */
  readonly evidence: string;
  /** One sentence: why this is a finding. */
  readonly reason: string;
  /** Keyed hash of the text, by which the same value is recognised; set by whoever judges, where the text is known. */
  readonly valueHash?: string;
  /** The exception of a person that holds for it: it decides nothing. */
  readonly exception?: string;
}

/** A guardrail: judges one item. Engines run side by side on the original text. */
export interface ScanEngine {
  readonly name: string;
  /** Changes whenever the rules do: verdicts are cached per (definition hash, versions of all engines). */
  readonly version: string;
  /** Findings in any order. Rejecting, throwing or passing the deadline is a scanner failure: the fail mode decides. */
  scan(item: ScanItem, signal: AbortSignal): readonly Finding[] | Promise<readonly Finding[]>;
  close(): Promise<void>;
}
