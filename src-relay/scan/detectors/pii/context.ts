import { Labels, tagNumber, tagsOfPhrase } from './labels.ts';
import { UNSPACED } from './lexicon.ts';
import { addAll, Line, tagsOf } from './line.ts';
import { isDigit } from './units.ts';
import { isWordPart, joinHash, wordEnd, wordHash } from './words.ts';

/** How far before a number its label may stand, in UTF-16 units and in words. */
const REACH = 90;
const REACH_AFTER = 48;
const MAX_WORDS_AFTER = 5;
/** A line of more words than this is a sentence and no label of the line below. */
const MAX_LABEL_WORDS = 5;
/** How much longer than the number a text under a telling key may be. */
const SLACK = 24;
const MAX_NAMES = 1000;
/** Shorter keys are abbreviations of many things. */
const MIN_TELLING = 5;
const MAX_LINE_WORDS = 4096;
const MAX_HEAD = 500;
const MAX_HEAD_LINE = 4;
const NO_TAGS: readonly number[] = [];

const FILLERS = new Set(
  'is as was est ist ar on es e en the my his her their your our mon ma mein meine mitt mit min mi mio il a number'
    .split(' ')
    .map((word) => wordHash(word, 0, word.length)),
);

/**
 * Reads labels of numbers in one text: words before and after, the object key, the heading of the column. Numbers are asked
 * for from left to right, so each word of the text is read once at most, and only those near a number.
 */
export class LabelReader {
  private text = '';
  private name = NO_TAGS;
  private nameLength = 0;
  private readonly names = new Map<string, readonly number[]>();
  private readonly labels = new Labels();
  private readStart = -1;
  private readEnd = -1;
  /** Words up to here are read. */
  private cursor = 0;
  private line = new Line();
  private above = new Line();
  private columns: readonly (readonly number[])[] | undefined;
  private divider = 0;
  private headEnd = -1;

  /** Sets the text and the key it stands under; nothing is read until a number asks. */
  open(text: string, name: string | undefined): void {
    this.text = text;
    this.nameLength = name?.length ?? 0;
    this.name = name === undefined ? NO_TAGS : this.tagsOfName(name);
    this.columns = undefined;
    this.headEnd = this.readStart = -1;
    this.cursor = 0;
    this.line.clear();
    this.above.clear();
  }

  /** Lets go of the text. */
  close(): void {
    this.open('', undefined);
  }

  /** Labels of the number in `[start, end)`, good until the next call. */
  read(start: number, end: number): Labels {
    const { labels } = this;
    if (start === this.readStart && end === this.readEnd) return labels;
    this.readStart = start;
    this.readEnd = end;
    labels.clear();
    this.advance(start);
    this.addBefore();
    const next = this.text.charCodeAt(end);
    if (next === 32 || next === 34 || next === 44 || next === 41) this.addAfter(end);
    if (this.name.length > 0 && this.text.length <= end - start + SLACK) addAll(labels, this.name);
    if (this.headEnd < 0) this.readHead();
    if (this.columns && start > this.headEnd) this.addColumn(start);
    return labels;
  }

  /** True where the text stands under a key of a few letters at least that the lexicon knows. */
  get isTelling(): boolean {
    return this.name.length > 0 && this.nameLength >= MIN_TELLING;
  }

  private advance(start: number): void {
    // A number that begins before the last one's end is read again from there: its own words are no labels.
    if (start < this.cursor) return;
    let at = this.cursor;
    if (start - at > REACH) {
      at = start - REACH;
      this.line.clear();
      this.above.clear();
      while (at < start && isWordPart(this.text.charCodeAt(at))) at++;
    }
    while (at < start) {
      const unit = this.text.charCodeAt(at);
      if (unit === 10) this.breakLine();
      if (!isWordPart(unit)) {
        at++;
        continue;
      }
      const end = Math.min(wordEnd(this.text, at), start);
      this.addWord(at, end);
      at = end;
    }
    this.cursor = start;
  }

  private breakLine(): void {
    // Blank lines do not part a label from its value.
    if (this.line.length === 0) return;
    [this.line, this.above] = [this.above, this.line];
    this.line.clear();
  }

  private addWord(from: number, to: number): void {
    const { text, line } = this;
    if (line.length >= MAX_LINE_WORDS) line.clear();
    let hasDigit = false;
    for (let i = from; i < to; i++) hasDigit ||= isDigit(text.charCodeAt(i));
    line.add(wordHash(text, from, to), hasDigit);
    if (hasDigit) return;
    line.tagLast();
    if (text.charCodeAt(from) >= 0x900) {
      const end = text.slice(Math.max(from, to - 40), to);
      for (const [pattern, tag] of UNSPACED) if (pattern.test(end)) line.tag(tagNumber(tag));
    }
  }

  /** The words of the line; where the number begins its line, those of the line above, unless it has numbers of its own. */
  private addBefore(): void {
    const isFirst = this.line.length === 0;
    const line = isFirst ? this.above : this.line;
    if (isFirst && (line.length > MAX_LABEL_WORDS || line.hasNumber)) return;
    line.addTo(this.labels);
  }

  private addAfter(end: number): void {
    const { text } = this;
    let at = end;
    while (at < end + 4 && ' ,(–-"\')]'.includes(text.charAt(at)) && at < text.length) at++;
    if (!isWordPart(text.charCodeAt(at)) || isDigit(text.charCodeAt(at))) return;
    let hash = 0;
    let distance = 2;
    for (let words = 0; words < MAX_WORDS_AFTER && at < end + REACH_AFTER; words++) {
      const to = wordEnd(text, at);
      const word = wordHash(text, at, to);
      // What a colon follows is the label of the next number.
      const next = text.charCodeAt(to) === 32 ? text.charCodeAt(to + 1) : text.charCodeAt(to);
      if (next === 58 || next === 61) return;
      for (const tag of tagsOfPhrase(word)) this.labels.add(tag, distance);
      if (words > 0) for (const tag of tagsOfPhrase(joinHash(hash, word))) this.labels.add(tag, distance);
      hash = word;
      if (!FILLERS.has(word)) distance++;
      at = to;
      while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 45 || text.charCodeAt(at) === 39) at++;
      if (distance > 4 || !isWordPart(text.charCodeAt(at)) || isDigit(text.charCodeAt(at))) return;
    }
  }

  private tagsOfName(name: string): readonly number[] {
    const known = this.names.get(name);
    if (known) return known;
    const tags = tagsOf(name.length > REACH ? name.slice(-REACH) : name);
    if (this.names.size >= MAX_NAMES) this.names.clear();
    this.names.set(name, tags);
    return tags;
  }

  private addColumn(at: number): void {
    const { text } = this;
    // Not lastIndexOf on the text: each number of a long line would read all of it.
    const from = Math.max(0, at - MAX_HEAD);
    const lineStart = from + text.slice(from, at).lastIndexOf('\n') + 1;
    if (lineStart === from) return;
    let column = 0;
    let inQuotes = false;
    for (let i = lineStart; i < at; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 34) inQuotes = !inQuotes;
      else if (unit === this.divider && !inQuotes) column++;
    }
    addAll(this.labels, this.columns?.[column] ?? NO_TAGS);
  }

  /** Where one of the first lines is the heading of a table, its cells' labels. */
  private readHead(): void {
    this.headEnd = this.text.length;
    let from = 0;
    for (let line = 0; line < MAX_HEAD_LINE; line++) {
      const end = this.text.indexOf('\n', from);
      if (end < 0 || end - from > MAX_HEAD) return;
      const head = this.text.slice(from, end);
      const divider = ['|', '\t', ';', ','].find((char) => head.includes(char));
      if (divider !== undefined && this.takeHead(head.split(divider))) {
        this.divider = divider.charCodeAt(0);
        this.headEnd = end;
        return;
      }
      from = end + 1;
    }
  }

  private takeHead(cells: readonly string[]): boolean {
    // A sentence with a comma is no heading, and neither is a row with values.
    if (cells.length < 2 || cells.some((cell) => cell.length > 32 || /[.!?:]$|\d{3}/.test(cell.trim()))) return false;
    const columns = cells.map((cell) => tagsOf(cell));
    if (!columns.some((tags) => tags.length > 0)) return false;
    this.columns = columns;
    return true;
  }
}
