import type { ScanDirection } from '../protocol/scan-types.ts';
import { HitBuffer } from './hit-buffer.ts';
import type { DetectorDefinition, ReportFinding, ReportSpan, TextContext, TextTrait } from './definition.ts';
import { undisguise } from './normalise/ciphers.ts';
import { decodeRuns, type DecodedRun } from './normalise/encoded-runs.ts';
import { foldView } from './normalise/fold.ts';
import { unescapeView } from './normalise/unescape.ts';
import { identityView, toSource, wholeView, type View } from './normalise/view.ts';
import { isPlaceholder } from './placeholders.ts';
import {
  SEEN_AMPERSAND,
  SEEN_AT_SIGN,
  SEEN_BACKSLASH,
  SEEN_CONTROL,
  SEEN_DIGIT,
  SEEN_LONG_RUN,
  SEEN_NON_ASCII,
  SEEN_PERCENT,
} from './prefilter.ts';
import { type CompiledRules, type DirectedRules, RULE_CIPHER, RULE_SIGNAL } from './ruleset.ts';
import type { AnnounceDetector } from './signal-scan.ts';
import { SpanList, type Span } from './span-list.ts';

export interface ScanLimits {
  /** Views inside views: base64 of base64, escapes in escapes. */
  readonly depth: number;
  /** Spans of one text; beyond it the text counts as unreadable and the scan fails. */
  readonly spans: number;
}

const DEFAULT_LIMITS: ScanLimits = { depth: 3, spans: 20_000 };
const MIN_DISGUISED = 4;
const MIN_NEEDLESS_ESCAPES = 8;
/** Longer than this, decoded base64 is a file rather than a hidden sentence. */
const MAX_HIDDEN_SENTENCE = 2000;
const MIN_DECODE_BUDGET = 1 << 20;
const CIPHER_REACH = 400;
/** Beside the prefilter's bits: what only arguments are looked at for, so only they are searched for it. */
const SEEN_SYNTAX = 1 << 14;
/** Full-width digits and signs, and invisible characters that may stand between digits. */
const DISGUISED_DIGITS = /[\uff0b-\uff20\u200b-\u200d\u2060\ufeff\u00ad]/;
/** The text stands under an object key. */
const SEEN_NAMED = 1 << 15;
const SYNTAX = /[^\w.,+-]|\.\.|__|^(?:rO0AB|gASV|AAEAAA|aced|-|169\.254\.|100\.100\.|0x)/;
const ESCAPES = SEEN_BACKSLASH | SEEN_PERCENT | SEEN_AMPERSAND;
const NO_VIEW = identityView('');
const NO_RUNS: readonly DecodedRun[] = [];
const NO_SPANS: readonly Span[] = [];
/** What `scan` gives for a text that it was told to leave where it is long work. */
export const TOO_HEAVY: readonly Span[] = [];
/** Texts up to here are never long work, in UTF-16 units; those with other than ASCII are read twice. */
const LIGHT_LENGTH = 8 * 1024;
const LIGHT_LENGTH_NON_ASCII = 32 * 1024;
/** A long text with a keyword every so many units is long work: prose has one in hundreds, code one in 25. */
const HEAVY_EVERY = 16;

const TRAIT_BIT: Record<TextTrait, number> = {
  'non-ascii': SEEN_NON_ASCII,
  control: SEEN_CONTROL,
  percent: SEEN_PERCENT,
  ampersand: SEEN_AMPERSAND,
  backslash: SEEN_BACKSLASH,
  'long-run': SEEN_LONG_RUN,
  syntax: SEEN_SYNTAX,
  named: SEEN_NAMED,
  digit: SEEN_DIGIT,
  'at-sign': SEEN_AT_SIGN,
};

/** Short texts without anything to look at are remembered, so many and up to this length in UTF-16 units. */
const MAX_PLAIN = 2000;
const MAX_PLAIN_LENGTH = 24;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Scans one text: prefilter, windows around keywords, scored signs, then the same on every view of the text that the
 * prefilter's traits call for (folded, unescaped, decoded, undisguised). Holds buffers, so one scanner serves one
 * thread and is not re-entrant; a text without findings allocates nothing on the way.
 */
export class TextScanner {
  private readonly rules: CompiledRules;
  private readonly limits: ScanLimits;
  private readonly hits = new HitBuffer();
  private directed: DirectedRules;
  private readonly windowFrom: Int32Array;
  private readonly windowTo: Int32Array;
  /** Numbers of the windows that are open, in no order. */
  private readonly openWindows: Int32Array;
  private openCount = 0;
  private readonly cipherRanges: number[] = [];
  private readonly spans: SpanList;
  private readonly traitMask: number;
  /** Traits of the text detectors of each direction, and of the families, as bits. */
  private readonly textMasks: Readonly<Record<ScanDirection, readonly number[]>>;
  private readonly familyMasks: readonly number[];
  private readonly report: ReportSpan;
  private readonly reportFinding: ReportFinding;
  private readonly announce: AnnounceDetector;
  private readonly context: Mutable<TextContext> = { direction: 'response', name: undefined };
  private readonly plain = new Set<string>();
  private decodeBudget = 0;
  // What the shared report callback refers to; it is one function for good, because a closure per call would cost more
  // than the scan of a short text.
  private view: View = NO_VIEW;
  private definition: DetectorDefinition | undefined;
  private nested = false;
  /** What is read differs from what people see in the source. */
  private decoded = false;
  private hidden = false;
  /** In a folded view, where nothing is left of the characters that most trait detectors look for. */
  private folded = false;
  /** What to look for there all the same. */
  private foldedTraits = SEEN_SYNTAX;

  constructor(rules: CompiledRules, limits: ScanLimits = DEFAULT_LIMITS) {
    this.rules = rules;
    this.directed = rules.directed.response;
    this.limits = limits;
    this.spans = new SpanList(limits.spans);
    this.windowFrom = new Int32Array(rules.set.windows.length).fill(-1);
    this.windowTo = new Int32Array(rules.set.windows.length);
    this.openWindows = new Int32Array(rules.set.windows.length);
    let mask = 0;
    for (const { definition } of rules.set.texts) mask |= traitMaskOf(definition.traits);
    for (const { traits } of rules.set.families) mask |= traitMaskOf(traits);
    this.traitMask = mask;
    const textMasks = ({ texts }: DirectedRules): readonly number[] =>
      texts.map(({ definition }) => traitMaskOf(definition.traits));
    const { definition, request, response } = rules.directed;
    this.textMasks = {
      definition: textMasks(definition),
      request: textMasks(request),
      response: textMasks(response),
    };
    this.familyMasks = rules.set.families.map(({ traits }) => traitMaskOf(traits));
    this.report = (start, end, reason) => this.addSpan(start, end, reason);
    this.reportFinding = (definition, start, end) => {
      this.definition = definition;
      this.addSpan(start, end);
    };
    this.announce = (definition) => {
      this.definition = definition;
    };
  }

  /** What the tool is for whose definition is scanned next; empty for anything else. */
  set purpose(purpose: string) {
    this.context.purpose = purpose;
  }

  /**
   * Spans found in `text`, in any order; `name` is the object key it stands under. A shared empty array where there are
   * none, and with `leavesHeavy` TOO_HEAVY where the prefilter tells that the text would take long. Throws
   * TooManyFindings.
   */
  scan(text: string, direction: ScanDirection, name?: string, leavesHeavy = false): readonly Span[] {
    this.context.direction = direction;
    this.context.name = name;
    this.directed = this.rules.directed[direction];
    this.nested = this.decoded = this.hidden = this.folded = false;
    const traits = this.prefilter(text) | (name === undefined ? 0 : this.traitMask & SEEN_NAMED);
    if (this.hits.count === 0 && traits === 0) return NO_SPANS;
    if (leavesHeavy && text.length > LIGHT_LENGTH) {
      const isDense = this.hits.count > text.length / HEAVY_EVERY;
      if (isDense || (text.length > LIGHT_LENGTH_NON_ASCII && (traits & SEEN_NON_ASCII) !== 0)) return TOO_HEAVY;
    }
    this.decodeBudget = Math.max(MIN_DECODE_BUDGET, text.length * 2);
    const view = identityView(text);
    try {
      this.scanView(view, traits, this.limits.depth);
      return this.spans.take();
    } catch (error) {
      this.windowFrom.fill(-1);
      this.openCount = 0;
      this.spans.take();
      throw error;
    } finally {
      this.view = NO_VIEW;
    }
  }

  private prefilter(text: string): number {
    const isShort = text.length <= MAX_PLAIN_LENGTH;
    if (isShort && this.plain.has(text)) {
      this.hits.clear();
      return 0;
    }
    const traits = this.rules.prefilter.run(text, this.hits);
    const isArgument = (this.traitMask & SEEN_SYNTAX) !== 0 && this.context.direction === 'request';
    if (isArgument && SYNTAX.test(text)) return traits | SEEN_SYNTAX;
    if (isShort && traits === 0 && this.hits.count === 0 && !SYNTAX.test(text)) this.remember(text);
    return traits;
  }

  /** Definitions and results are made of the same short words over and over: `type`, `string`, `description`. */
  private remember(text: string): void {
    if (this.plain.size === MAX_PLAIN) this.plain.clear();
    this.plain.add(text);
  }

  private scanView(view: View, traits: number, depth: number): void {
    this.view = view;
    const { nested, decoded, hidden } = this;
    // A folded view holds all that this one does, so it is the one to decode further.
    const folded = depth > 0 && (traits & SEEN_NON_ASCII) !== 0 ? foldView(view) : undefined;
    const isDecoded = depth > 0 && !folded && (traits & SEEN_LONG_RUN) !== 0 && this.decodeBudget > 0;
    // Before anything that scans another view, because that one's runs take the place of these.
    const runs = isDecoded ? decodeRuns(view.text, this.decodeBudget, this.hits) : NO_RUNS;
    if (this.hits.count > 0) this.applyKeywords(depth > 0 && !folded, !folded);
    const seen = this.folded ? traits & this.foldedTraits : traits;
    if ((seen & this.traitMask) !== 0) this.applyTraits(view.text, seen);
    if (depth === 0) return;
    if (folded) {
      this.folded = true;
      this.foldedTraits = DISGUISED_DIGITS.test(view.text) ? SEEN_SYNTAX | SEEN_DIGIT | SEEN_AT_SIGN : SEEN_SYNTAX;
      const isPlain = folded.disguised === 0;
      this.descend(folded.view, depth - 1, hidden || folded.disguised >= MIN_DISGUISED, isPlain);
      this.folded = false;
    } else if ((traits & ESCAPES) !== 0) {
      const unescaped = unescapeView(view);
      if (unescaped) this.descend(unescaped.view, depth - 1, hidden || unescaped.needless >= MIN_NEEDLESS_ESCAPES);
    }
    for (const run of runs) {
      this.decodeBudget -= run.text.length;
      const child = wholeView(view, run.text, run.start, run.end);
      this.descend(child, depth - 1, run.text.length <= MAX_HIDDEN_SENTENCE);
    }
    this.nested = nested;
    this.decoded = decoded;
    this.hidden = hidden;
  }

  /** `isPlain` says that people read the view in the source: only accents and curly quotes are gone. */
  private descend(view: View, depth: number, hidden: boolean, isPlain = false): void {
    this.nested = true;
    this.decoded ||= !isPlain;
    this.hidden = hidden;
    const traits = this.prefilter(view.text);
    this.scanView(view, traits, depth);
  }

  /** Signals and ciphers are left to a folded view where there is one: it holds all of them. */
  private applyKeywords(readable: boolean, withSignals: boolean): void {
    const { hits } = this;
    const { ruleStart, rules, signals } = this.directed;
    const { wordStart } = this.rules;
    const { text } = this.view;
    const ciphers = this.cipherRanges;
    signals.begin();
    ciphers.length = 0;
    for (let h = 0; h < hits.count; h++) {
      const keyword = hits.keyword[h] ?? 0;
      const start = hits.start[h] ?? 0;
      const to = ruleStart[keyword + 1] ?? 0;
      for (let r = ruleStart[keyword] ?? 0; r < to; r++) {
        const rule = rules[r] ?? 0;
        const index = rule >> 2;
        const kind = rule & 3;
        if (kind === RULE_SIGNAL) {
          if (!withSignals) continue;
          if (wordStart[keyword] === 1 && start > 0 && isWordUnit(text.charCodeAt(start - 1))) continue;
          signals.add(index, text, start, this.hidden, this.context.name);
        } else if (kind === RULE_CIPHER) {
          if (readable) addCipherRange(ciphers, index, start);
        } else this.openWindow(index, start);
      }
    }
    if (this.openCount > 0) this.flushWindows();
    signals.apply(text, this.hidden, this.announce, this.report);
    if (ciphers.length > 0) this.applyCiphers();
  }

  /** Windows that overlap are merged: a repeated keyword makes one long window instead of many overlapping ones. */
  private openWindow(index: number, start: number): void {
    const definition = this.rules.set.windows[index]?.definition;
    if (!definition) return;
    const from = Math.max(0, start - definition.window.before);
    const to = Math.min(this.view.text.length, start + definition.window.after);
    const open = this.windowFrom[index] ?? -1;
    if (open < 0) {
      this.windowFrom[index] = from;
      this.openWindows[this.openCount++] = index;
    } else if (from > (this.windowTo[index] ?? 0)) {
      this.runWindow(index);
      this.windowFrom[index] = from;
      this.windowTo[index] = 0;
    }
    this.windowTo[index] = open < 0 ? to : Math.max(to, this.windowTo[index] ?? 0);
  }

  private flushWindows(): void {
    for (let i = 0; i < this.openCount; i++) {
      const index = this.openWindows[i] ?? 0;
      this.runWindow(index);
      this.windowFrom[index] = -1;
    }
    this.openCount = 0;
  }

  private runWindow(index: number): void {
    const detector = this.rules.set.windows[index];
    if (!detector) return;
    this.definition = detector.definition;
    const from = this.windowFrom[index] ?? 0;
    detector.window(this.view.text, from, this.windowTo[index] ?? 0, this.report, this.context);
  }

  private applyTraits(text: string, traits: number): void {
    const { texts } = this.directed;
    const masks = this.textMasks[this.context.direction];
    for (let i = 0; i < texts.length; i++) {
      const detector = texts[i];
      if (!detector || (traits & (masks[i] ?? 0)) === 0) continue;
      this.definition = detector.definition;
      detector.text(text, this.report, this.context);
    }
    const { families } = this.rules.set;
    for (let i = 0; i < families.length; i++)
      if ((traits & (this.familyMasks[i] ?? 0)) !== 0) families[i]?.find(text, this.reportFinding, this.context);
  }

  private applyCiphers(): void {
    const { view, nested, decoded, hidden } = this;
    const ranges = [...this.cipherRanges];
    for (let i = 0; i < ranges.length; i += 3) {
      const cipher = this.rules.set.ciphers[ranges[i] ?? 0]?.cipher;
      if (!cipher) continue;
      const plain = undisguise(view, cipher, ranges[i + 1] ?? 0, Math.min(ranges[i + 2] ?? 0, view.text.length));
      if (plain) this.descend(plain, 0, true);
    }
    this.view = view;
    this.nested = nested;
    this.decoded = decoded;
    this.hidden = hidden;
  }

  private addSpan(start: number, end: number, reason?: string): void {
    const { definition, view } = this;
    if (!definition || end <= start) return;
    if (definition.placeholder !== undefined && isPlaceholder(view.text, start, end)) return;
    const source = toSource(view, start, end);
    const read = this.decoded ? view.text.slice(start, Math.min(end, start + 400)) : undefined;
    this.spans.add({ definition, start: source.start, end: source.end, read, reason }, this.nested);
    const { disguise, scored } = this.rules.set;
    if (!this.hidden || !disguise || !scored.some((detector) => detector.definition === definition)) return;
    this.spans.add({ definition: disguise, start: source.start, end: source.end, read }, this.nested);
  }
}

function traitMaskOf(traits: readonly TextTrait[]): number {
  return traits.reduce((mask, trait) => mask | TRAIT_BIT[trait], 0);
}

/** Ranges are kept flat as (rule, from, to), merged where they overlap. */
function addCipherRange(ranges: number[], rule: number, at: number): void {
  const from = Math.max(0, at - CIPHER_REACH);
  for (let i = ranges.length - 3; i >= 0 && i >= ranges.length - 12; i -= 3) {
    if (ranges[i] === rule && (ranges[i + 2] ?? 0) >= from) {
      ranges[i + 2] = at + CIPHER_REACH;
      return;
    }
  }
  ranges.push(rule, from, at + CIPHER_REACH);
}

function isWordUnit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || unit === 95 || ((unit | 32) >= 97 && (unit | 32) <= 122 && unit < 128);
}
