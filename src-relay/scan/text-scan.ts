import type { ScanDirection } from '../protocol/scan-types.ts';
import {
  HitBuffer,
  SEEN_AMPERSAND,
  SEEN_BACKSLASH,
  SEEN_CONTROL,
  SEEN_LONG_RUN,
  SEEN_NON_ASCII,
  SEEN_PERCENT,
} from './automaton.ts';
import type { DetectorDefinition, ReportSpan, TextTrait } from './definition.ts';
import { undisguise } from './normalise/ciphers.ts';
import { decodeRuns } from './normalise/encoded-runs.ts';
import { foldView } from './normalise/fold.ts';
import { unescapeView } from './normalise/unescape.ts';
import { identityView, toSource, wholeView, type View } from './normalise/view.ts';
import { isOrderPosition } from './order-position.ts';
import { type CompiledRules, RULE_CIPHER, RULE_SIGNAL } from './ruleset.ts';
import { SpanList, type Span } from './span-list.ts';
import { SignalBuffer } from './signals.ts';

export interface ScanLimits {
  /** Views inside views: base64 of base64, escapes in escapes. */
  readonly depth: number;
  /** Spans of one text; beyond it the text counts as unreadable and the scan fails. */
  readonly spans: number;
}

const DEFAULT_LIMITS: ScanLimits = { depth: 3, spans: 20_000 };
/** A text somebody took pains to hide needs fewer signs to be suspicious. */
const HIDDEN_FACTOR = 0.62;
const MIN_DISGUISED = 4;
const MIN_NEEDLESS_ESCAPES = 8;
/** Longer than this, decoded base64 is a file rather than a hidden sentence. */
const MAX_HIDDEN_SENTENCE = 2000;
const MIN_DECODE_BUDGET = 1 << 20;
const CIPHER_REACH = 400;
const ESCAPES = SEEN_BACKSLASH | SEEN_PERCENT | SEEN_AMPERSAND;
const NO_VIEW = identityView('');
const NO_SPANS: readonly Span[] = [];
/** What `scan` gives for a text that it was told to leave where it is long work. */
export const TOO_HEAVY: readonly Span[] = [];
/** Texts up to here are never long work, in UTF-16 units. */
const LIGHT_LENGTH = 64 * 1024;
/** A long text with a keyword every so many units is long work: prose has one in hundreds, code one in 25. */
const HEAVY_EVERY = 16;

const TRAIT_BIT: Record<TextTrait, number> = {
  'non-ascii': SEEN_NON_ASCII,
  control: SEEN_CONTROL,
  percent: SEEN_PERCENT,
  ampersand: SEEN_AMPERSAND,
  backslash: SEEN_BACKSLASH,
  'long-run': SEEN_LONG_RUN,
};

/**
 * Scans one text: prefilter, windows around keywords, scored signs, then the same on every view of the text that the
 * prefilter's traits call for (folded, unescaped, decoded, undisguised). Holds buffers, so one scanner serves one
 * thread and is not re-entrant; a text without findings allocates nothing on the way.
 */
export class TextScanner {
  private readonly rules: CompiledRules;
  private readonly limits: ScanLimits;
  private readonly hits = new HitBuffer();
  private readonly signals = new SignalBuffer();
  private readonly windowFrom: Int32Array;
  private readonly windowTo: Int32Array;
  private readonly cipherRanges: number[] = [];
  private readonly spans: SpanList;
  private readonly traitMask: number;
  private readonly report: ReportSpan;
  private direction: ScanDirection = 'response';
  private decodeBudget = 0;
  // What the shared report callback refers to; it is one function for good, because a closure per call would cost more
  // than the scan of a short text.
  private view: View = NO_VIEW;
  private definition: DetectorDefinition | undefined;
  private nested = false;
  private hidden = false;
  /** In a folded view, where nothing that the trait detectors look for is left. */
  private folded = false;

  constructor(rules: CompiledRules, limits: ScanLimits = DEFAULT_LIMITS) {
    this.rules = rules;
    this.limits = limits;
    this.spans = new SpanList(limits.spans);
    this.windowFrom = new Int32Array(rules.set.windows.length).fill(-1);
    this.windowTo = new Int32Array(rules.set.windows.length);
    let mask = 0;
    for (const { definition } of rules.set.texts) for (const trait of definition.traits) mask |= TRAIT_BIT[trait];
    this.traitMask = mask;
    this.report = (start, end) => this.addSpan(start, end);
  }

  /**
   * Spans found in `text`, in any order; a shared empty array where there are none, and with `leavesHeavy` TOO_HEAVY where
   * the prefilter tells that the text would take long. Throws TooManyFindings.
   */
  scan(text: string, direction: ScanDirection, leavesHeavy = false): readonly Span[] {
    this.direction = direction;
    this.nested = this.hidden = this.folded = false;
    const traits = this.rules.automaton.run(text, this.hits);
    if (this.hits.count === 0 && traits === 0) return NO_SPANS;
    if (leavesHeavy && text.length > LIGHT_LENGTH) {
      const isDense = this.hits.count > text.length / HEAVY_EVERY;
      if (isDense || (traits & SEEN_NON_ASCII) !== 0) return TOO_HEAVY;
    }
    this.decodeBudget = Math.max(MIN_DECODE_BUDGET, text.length * 2);
    const view = identityView(text);
    try {
      this.scanView(view, traits, this.limits.depth);
      return this.spans.take();
    } catch (error) {
      this.windowFrom.fill(-1);
      this.spans.take();
      throw error;
    } finally {
      this.view = NO_VIEW;
    }
  }

  private scanView(view: View, traits: number, depth: number): void {
    this.view = view;
    if (this.hits.count > 0) this.applyKeywords(depth > 0);
    if ((traits & this.traitMask) !== 0 && !this.folded) this.applyTraits(view.text, traits);
    if (depth === 0) return;
    const { nested, hidden } = this;
    if ((traits & SEEN_NON_ASCII) !== 0) {
      const folded = foldView(view);
      if (folded) {
        // The folded view holds all that this one does, so it is the one to decode further.
        this.folded = true;
        this.descend(folded.view, depth - 1, hidden || folded.disguised >= MIN_DISGUISED);
        this.folded = false;
        this.nested = nested;
        this.hidden = hidden;
        return;
      }
    }
    if ((traits & ESCAPES) !== 0) {
      const unescaped = unescapeView(view);
      if (unescaped) this.descend(unescaped.view, depth - 1, hidden || unescaped.needless >= MIN_NEEDLESS_ESCAPES);
    }
    if ((traits & SEEN_LONG_RUN) !== 0 && this.decodeBudget > 0) {
      for (const run of decodeRuns(view.text, this.decodeBudget)) {
        this.decodeBudget -= run.text.length;
        const child = wholeView(view, run.text, run.start, run.end);
        this.descend(child, depth - 1, run.text.length <= MAX_HIDDEN_SENTENCE);
      }
    }
    this.nested = nested;
    this.hidden = hidden;
  }

  private descend(view: View, depth: number, hidden: boolean): void {
    this.nested = true;
    this.hidden = hidden;
    const traits = this.rules.automaton.run(view.text, this.hits);
    this.scanView(view, traits, depth);
  }

  private applyKeywords(readable: boolean): void {
    const { hits, rules, signals } = this;
    const { text } = this.view;
    const ciphers = this.cipherRanges;
    signals.count = 0;
    ciphers.length = 0;
    let windows = false;
    for (let h = 0; h < hits.count; h++) {
      const keyword = hits.keyword[h] ?? 0;
      const start = hits.start[h] ?? 0;
      const inWord = rules.wordStart[keyword] === 1 && start > 0 && isWordUnit(text.charCodeAt(start - 1));
      const to = rules.ruleStart[keyword + 1] ?? 0;
      for (let r = rules.ruleStart[keyword] ?? 0; r < to; r++) {
        const rule = rules.rules[r] ?? 0;
        const index = rule >> 2;
        const kind = rule & 3;
        if (kind === RULE_SIGNAL) {
          const signal = rules.set.signals[index];
          if (inWord || !signal || (signal.atOrder && !this.hidden && !isOrderPosition(text, start))) continue;
          const { pattern } = signal;
          pattern.lastIndex = start;
          if (pattern.test(text)) signals.add(index, start, pattern.lastIndex);
        } else if (kind === RULE_CIPHER) {
          if (readable) addCipherRange(ciphers, index, start);
        } else {
          this.openWindow(index, start);
          windows = true;
        }
      }
    }
    if (windows) this.flushWindows();
    if (signals.count > 0) this.applySignals();
    if (ciphers.length > 0) this.applyCiphers();
  }

  /** Windows that overlap are merged: a repeated keyword makes one long window instead of many overlapping ones. */
  private openWindow(index: number, start: number): void {
    const definition = this.rules.set.windows[index]?.definition;
    if (!definition) return;
    const from = Math.max(0, start - definition.window.before);
    const to = Math.min(this.view.text.length, start + definition.window.after);
    const open = this.windowFrom[index] ?? -1;
    if (open < 0) this.windowFrom[index] = from;
    else if (from > (this.windowTo[index] ?? 0)) {
      this.runWindow(index);
      this.windowFrom[index] = from;
      this.windowTo[index] = 0;
    }
    this.windowTo[index] = open < 0 ? to : Math.max(to, this.windowTo[index] ?? 0);
  }

  private flushWindows(): void {
    for (let index = 0; index < this.windowFrom.length; index++) {
      if ((this.windowFrom[index] ?? -1) < 0) continue;
      this.runWindow(index);
      this.windowFrom[index] = -1;
    }
  }

  private runWindow(index: number): void {
    const detector = this.rules.set.windows[index];
    if (!detector?.definition.directions.includes(this.direction)) return;
    this.definition = detector.definition;
    detector.window(this.view.text, this.windowFrom[index] ?? 0, this.windowTo[index] ?? 0, this.report);
  }

  private applySignals(): void {
    const factor = this.hidden ? HIDDEN_FACTOR : 1;
    for (const scorer of this.rules.scorers) {
      this.definition = scorer.detector.definition;
      if (!this.definition.directions.includes(this.direction)) continue;
      scorer.evaluate(this.signals, this.direction, factor, this.report);
    }
  }

  private applyTraits(text: string, traits: number): void {
    for (const detector of this.rules.set.texts) {
      const { definition } = detector;
      if (!definition.directions.includes(this.direction)) continue;
      if (!definition.traits.some((trait) => (traits & TRAIT_BIT[trait]) !== 0)) continue;
      this.definition = definition;
      detector.text(text, this.report, this.direction);
    }
  }

  private applyCiphers(): void {
    const { view, nested, hidden } = this;
    const ranges = [...this.cipherRanges];
    for (let i = 0; i < ranges.length; i += 3) {
      const cipher = this.rules.set.ciphers[ranges[i] ?? 0]?.cipher;
      if (!cipher) continue;
      const plain = undisguise(view, cipher, ranges[i + 1] ?? 0, Math.min(ranges[i + 2] ?? 0, view.text.length));
      if (plain) this.descend(plain, 0, true);
    }
    this.view = view;
    this.nested = nested;
    this.hidden = hidden;
  }

  private addSpan(start: number, end: number): void {
    const { definition, view } = this;
    if (!definition || end <= start) return;
    const source = toSource(view, start, end);
    const read = this.nested ? view.text.slice(start, Math.min(end, start + 400)) : undefined;
    this.spans.add({ definition, start: source.start, end: source.end, read }, this.nested);
    const { disguise, scored } = this.rules.set;
    if (!this.hidden || !disguise || !scored.some((detector) => detector.definition === definition)) return;
    this.spans.add({ definition: disguise, start: source.start, end: source.end, read }, this.nested);
  }
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
