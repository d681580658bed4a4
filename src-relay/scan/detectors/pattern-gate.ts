import { HitBuffer } from '../hit-buffer.ts';
import { compileAtOnce } from '../native-code.ts';
import { Prefilter } from '../prefilter.ts';
import { requiredWords } from './required-words.ts';

/**
 * Many patterns over one text: one pass finds the words that they need, and a pattern of whose words the text holds none is
 * not tried, and not compiled before a text holds one. Not re-entrant.
 */
export class PatternGate {
  private readonly patterns: readonly RegExp[];
  private readonly prefilter: Prefilter;
  private readonly hits = new HitBuffer();
  /** Numbers of the patterns by the number of a word. */
  private readonly patternsOf: readonly (readonly number[])[];
  /** 1 for patterns without words, which always may match. */
  private readonly always: Uint8Array;
  private readonly open: Uint8Array;
  private readonly compiled: Uint8Array;
  private text = '';

  constructor(patterns: readonly RegExp[]) {
    this.patterns = patterns;
    this.always = new Uint8Array(patterns.length);
    this.open = new Uint8Array(patterns.length);
    this.compiled = new Uint8Array(patterns.length);
    const byWord = new Map<string, number[]>();
    for (const [index, pattern] of patterns.entries()) {
      const words = requiredWords(pattern);
      if (!words) this.always[index] = 1;
      for (const word of words ?? []) {
        const known = byWord.get(word);
        if (known) known.push(index);
        else byWord.set(word, [index]);
      }
    }
    this.prefilter = new Prefilter(Array.from(byWord.keys(), (text) => ({ text, atWordStart: false })));
    this.patternsOf = [...byWord.values()];
  }

  /** Reads the text that `test` is asked about next. */
  read(text: string): void {
    const { hits, open } = this;
    this.text = text;
    this.prefilter.run(text, hits);
    open.set(this.always);
    for (let i = 0; i < hits.count; i++)
      for (const index of this.patternsOf[hits.keyword[i] ?? 0] ?? []) open[index] = 1;
  }

  /** Whether the pattern of this number matches the text read last. */
  test(index: number): boolean {
    const pattern = this.patterns[index];
    if (!pattern || this.open[index] !== 1) return false;
    if (this.compiled[index] !== 1) compileAtOnce(pattern);
    this.compiled[index] = 1;
    return pattern.test(this.text);
  }
}
