import { HASH_SEED, hashOf, hashStep, WordTable } from './word-table.ts';

/** Numbers of features: pairs of classes, single classes, classes that open a clause, then words by hash. */
const CLASS_BITS = 6;
const SINGLE = 1 << (2 * CLASS_BITS);
const OPENING = SINGLE + (1 << CLASS_BITS);
const HASHED = OPENING + (1 << CLASS_BITS);
const HASH_MASK = (1 << 16) - 1;
/** One more than the highest number of a feature. */
export const FEATURES = HASHED + HASH_MASK + 1;

/** So many classes before a word are paired with its own. */
const PAIR_REACH = 6;
/** Longer sentences (tables, lists, code) are cut. */
const MAX_WORDS = 60;
/** Words and signs of a sentence that are looked at. */
const MAX_TOKENS = 4 * MAX_WORDS;
/** A sentence with fewer words of a class has no features: nothing is known of it. */
const MIN_CLASSED = 2;
/** In place of classes: the token is a sign. */
const SIGN = -1;
/** Shorter ones (labels, greetings) go with what follows. */
const MIN_WORDS = 5;

const WORD = 1;
const DIGIT = 2;
const PUNCTUATION = 3;
const SINGLE_LETTER = 4;
const APOSTROPHE = 39;
const HYPHEN = 45;

const NUMBER_WORD = hashOf('<number>');
const URL_WORD = hashOf('<url>');
const MAIL_WORD = hashOf('<mail>');
const PATH_WORD = hashOf('<path>');
const HTTP = hashOf('http');
const HTTPS = hashOf('https');

const KIND = kinds();
/** Letters, digits and the underscore in lower case; 0 for anything else. */
const LETTER = Uint8Array.from(KIND, (kind, unit) =>
  kind !== WORD && kind !== DIGIT ? 0 : unit >= 65 && unit <= 90 ? unit | 32 : unit,
);

/**
 * Reads a text as sentences of features: words, pairs of neighbouring words, classes and pairs of classes. One pass, no
 * strings: words exist as hashes only. Reused from text to text.
 */
export class Encoder {
  private readonly words = new WordTable();
  /** Numbers of the features of all sentences, one after another. */
  features: Uint32Array = new Uint32Array(1 << 12);
  /** For each sentence the place of its first feature; one more at the end. */
  readonly firstFeature: number[] = [];
  /** For each sentence where it starts and ends in the text, and how many words with a class it has. */
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly classed: number[] = [];
  private count = 0;
  private opens = true;
  /** Words and signs of the open sentence: hash, classes, and whether a clause begins there. */
  private readonly hash = new Int32Array(MAX_TOKENS);
  private readonly classes = new Int32Array(MAX_TOKENS);
  private readonly opening = new Uint8Array(MAX_TOKENS);
  private tokens = 0;
  private wordCount = 0;
  private classCount = 0;
  private sentenceFrom = -1;
  private readonly recent = new Int32Array(PAIR_REACH);
  private recentCount = 0;

  /** How many sentences the last text had. */
  get sentences(): number {
    return this.start.length;
  }

  /** Reads `text` from `from` to `to`, in UTF-16 units. */
  encode(text: string, from = 0, to: number = text.length): void {
    this.count = 0;
    this.start.length = this.end.length = this.classed.length = this.firstFeature.length = 0;
    this.sentenceFrom = -1;
    this.beginSentence();
    let at = from;
    while (at < to) {
      const unit = text.charCodeAt(at);
      const kind = unit < 128 ? (KIND[unit] ?? 0) : kindOfUnit(unit);
      if (kind === 0) {
        if (unit === 10) this.endSentence(at);
        at++;
      } else if (kind === WORD) at = this.readWord(text, at, to);
      else if (kind === DIGIT) at = this.readRun(text, at, to, NUMBER_WORD, isDigit);
      else if (kind === SINGLE_LETTER) {
        this.open(at);
        this.addWord(hashStep(HASH_SEED, unit));
        at++;
      } else at = this.readPunctuation(text, at, to, unit);
      if (this.wordCount >= MAX_WORDS) this.endSentence(at);
    }
    this.endSentence(to);
    if (this.sentenceFrom >= 0) this.closeSentence(to);
    this.firstFeature.push(this.count);
  }

  private readWord(text: string, from: number, to: number): number {
    let hash = HASH_SEED;
    let at = from;
    for (; at < to; at++) {
      let unit = text.charCodeAt(at);
      if (unit < 128) {
        const letter = LETTER[unit] ?? 0;
        if (letter !== 0) unit = letter;
        else if ((unit !== APOSTROPHE && unit !== HYPHEN) || !isJoint(text, at, to)) break;
      } else if (unit === 0x2019 && isJoint(text, at, to)) unit = APOSTROPHE;
      else if (kindOfUnit(unit) !== WORD) break;
      hash = hashStep(hash, unit);
    }
    this.open(from);
    const next = at < to ? text.charCodeAt(at) : 0;
    if (next === 58 && (hash === HTTP || hash === HTTPS) && text.startsWith('//', at + 1))
      return this.readRun(text, at, to, URL_WORD, isOfAddress);
    if (next === 64 && at + 1 < to && isOfAddress(text.charCodeAt(at + 1)))
      return this.readRun(text, at, to, MAIL_WORD, isOfAddress);
    this.addWord(hash);
    return at;
  }

  /** A run that counts as one given word, whatever it says. */
  private readRun(text: string, from: number, to: number, word: number, goesOn: (unit: number) => boolean): number {
    this.open(from);
    let at = from + 1;
    while (at < to && goesOn(text.charCodeAt(at))) at++;
    this.addWord(word);
    return at;
  }

  private readPunctuation(text: string, from: number, to: number, unit: number): number {
    let at = from + 1;
    const isPath = (unit === 47 || unit === 126) && at < to && isOfPath(text.charCodeAt(at));
    if (isPath && (from === 0 || (KIND[text.charCodeAt(from - 1)] ?? 0) !== WORD))
      return this.readRun(text, from, to, PATH_WORD, isOfAddress);
    while (at < to && text.charCodeAt(at) === unit) at++;
    this.open(from);
    this.push(hashStep(HASH_SEED, unit), SIGN);
    const next = at < to ? text.charCodeAt(at) : 32;
    const isStop = unit === 46 || unit === 33 || unit === 63;
    if (isStop ? isBlank(next) : (unit === 34 || unit === APOSTROPHE) && (next === 44 || next === 58 || next === 125))
      this.endSentence(at);
    if (isStop || unit === 58 || unit === 59 || unit === 62 || unit === 93) this.opens = true;
    return at;
  }

  private addWord(hash: number): void {
    const classes = this.words.get(hash);
    if (classes !== 0) this.classCount++;
    this.push(hash, classes);
    this.opens = false;
    this.wordCount++;
  }

  private push(hash: number, classes: number): void {
    const { tokens } = this;
    if (tokens === MAX_TOKENS) return;
    this.hash[tokens] = hash;
    this.classes[tokens] = classes;
    this.opening[tokens] = this.opens ? 1 : 0;
    this.tokens++;
  }

  /** Turns the words of the sentence into features. */
  private emit(): void {
    let previous = HASH_SEED;
    this.recentCount = 0;
    for (let i = 0; i < this.tokens; i++) {
      const hash = this.hash[i] ?? 0;
      let classes = this.classes[i] ?? 0;
      this.add(hash);
      this.add(mix(previous, hash));
      previous = hash;
      if (classes === SIGN) continue;
      const opens = this.opening[i] === 1;
      if (opens) this.add(mix(HASH_SEED, hash));
      const before = this.recentCount;
      for (; classes !== 0; classes >>= 8) this.addClass(classes & 255, before, opens);
    }
  }

  private addClass(own: number, before: number, opens: boolean): void {
    const { recent } = this;
    this.put(SINGLE + own);
    if (opens) this.put(OPENING + own);
    const from = Math.max(0, before - PAIR_REACH);
    for (let i = from; i < before; i++) this.put(((recent[i % PAIR_REACH] ?? 0) << CLASS_BITS) | own);
    if (before >= 2)
      this.add(mix(mix(recent[(before - 2) % PAIR_REACH] ?? 0, recent[(before - 1) % PAIR_REACH] ?? 0), own));
    recent[this.recentCount % PAIR_REACH] = own;
    this.recentCount++;
  }

  private add(hash: number): void {
    this.put(HASHED + ((hash ^ (hash >>> 15)) & HASH_MASK));
  }

  private put(feature: number): void {
    if (this.count === this.features.length) {
      const larger = new Uint32Array(this.count * 2);
      larger.set(this.features);
      this.features = larger;
    }
    this.features[this.count++] = feature;
  }

  private open(at: number): void {
    if (this.sentenceFrom < 0) this.sentenceFrom = at;
  }

  private endSentence(at: number): void {
    this.opens = true;
    if (this.sentenceFrom < 0 || this.wordCount < MIN_WORDS) return;
    this.closeSentence(at);
  }

  private closeSentence(at: number): void {
    this.firstFeature.push(this.count);
    if (this.classCount >= MIN_CLASSED) this.emit();
    this.start.push(this.sentenceFrom);
    this.end.push(at);
    this.classed.push(this.classCount);
    this.sentenceFrom = -1;
    this.beginSentence();
  }

  private beginSentence(): void {
    this.opens = true;
    this.wordCount = this.classCount = this.tokens = 0;
  }
}

/** One hash of two. */
function mix(first: number, second: number): number {
  const mixed = Math.imul(first ^ Math.imul(second, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

function kinds(): Uint8Array {
  const kind = new Uint8Array(128);
  for (let unit = 33; unit < 127; unit++) kind[unit] = PUNCTUATION;
  for (let unit = 48; unit < 58; unit++) kind[unit] = DIGIT;
  for (let unit = 65; unit < 91; unit++) kind[unit] = kind[unit + 32] = WORD;
  kind[95] = WORD;
  return kind;
}

/** Letters of other scripts; those of scripts without blanks are words by themselves. */
function kindOfUnit(unit: number): number {
  if (unit < 0xc0 || (unit >= 0x2000 && unit < 0x2c00)) return 0;
  if (unit >= 0x3040 && unit < 0xa000) return SINGLE_LETTER;
  return unit >= 0x3000 && unit < 0x3040 ? 0 : WORD;
}

/** Whether the sign at `at` joins two letters, as in "don't" and "e-mail". */
function isJoint(text: string, at: number, to: number): boolean {
  if (at + 1 >= to) return false;
  const next = text.charCodeAt(at + 1);
  return next < 128 ? KIND[next] === WORD : kindOfUnit(next) === WORD;
}

function isDigit(unit: number): boolean {
  return (unit >= 48 && unit < 58) || unit === 46 || unit === 44;
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 9 || unit === 13;
}

/** What may stand in an address or path: all but blanks, quotation marks and brackets. */
function isOfAddress(unit: number): boolean {
  return unit > 32 && unit !== 34 && unit !== APOSTROPHE && unit !== 60 && unit !== 62 && unit !== 41 && unit !== 96;
}

function isOfPath(unit: number): boolean {
  return unit === 47 || unit === 46 || (unit < 128 && KIND[unit] === WORD);
}
