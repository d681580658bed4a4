import type { JsonPath, JsonValue } from '../protocol/json.ts';
import type { Finding, ScanDirection } from '../protocol/scan-types.ts';
import { evidenceOf } from './evidence.ts';
import { MemberNames } from './member-names.ts';
import { purposeOf } from './purpose.ts';
import type { RuleSet } from './ruleset.ts';
import { CompiledRules } from './ruleset.ts';
import { TooManyFindings, type Span } from './span-list.ts';
import { TextScanner, TOO_HEAVY } from './text-scan.ts';
import { type Piece, PIECE_LENGTH, piecesOf } from './text-pieces.ts';
import { walkStrings, type StringVisitor } from './walk.ts';

/** Findings that are not masked only decide the verdict: more of them than this say nothing new. */
const MAX_THREATS = 1000;
/** Findings that are masked must all be known; a text beyond this is a scanner failure, never half masked. */
const MAX_MASKED = 20_000;
/** Elements of all paths together: a value 100,000 deep must not turn a few findings into gigabytes. */
const MAX_PATH_ELEMENTS = 4_000_000;
const NO_FINDINGS: readonly Finding[] = [];
/** More than any path of a usual value has elements. */
const MAX_DEPTH = 1000;

/** One of `of` parts of the work on an item; all together find what one scan of the whole does. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** What a share found, and for each finding where its text stands in the item: shares are put together by that. */
export interface ShareFindings {
  readonly findings: readonly Finding[];
  readonly positions: readonly number[];
}

/** Scans all strings of a JSON value on the calling thread. Not re-entrant; without findings it allocates nothing of note. */
export class ItemScanner implements StringVisitor {
  private readonly scanner: TextScanner;
  private direction: ScanDirection = 'response';
  private findings: Finding[] = [];
  private masked = 0;
  private pathElements = 0;
  private leavesHeavy = false;
  private metHeavy = false;
  private share: Share | undefined;
  private pieceLength = PIECE_LENGTH;
  private positions: number[] = [];
  /** Units of the strings visited so far. */
  private position = 0;
  private readonly names = new MemberNames();

  constructor(rules: RuleSet) {
    this.scanner = new TextScanner(new CompiledRules(rules));
  }

  /** Throws TooManyFindings where not all that must be masked could be listed. */
  scan(value: JsonValue, direction: ScanDirection): readonly Finding[] {
    this.leavesHeavy = false;
    this.share = undefined;
    return this.walk(value, direction);
  }

  /** Like `scan`, but gives undefined where a text turns out to take long: that one belongs into a worker thread. */
  scanUnlessHeavy(value: JsonValue, direction: ScanDirection): readonly Finding[] | undefined {
    this.leavesHeavy = true;
    this.share = undefined;
    const findings = this.walk(value, direction);
    return this.metHeavy ? undefined : findings;
  }

  /** Scans one share of the value: long texts in pieces, short ones as they come. Throws TooManyFindings. */
  scanShare(value: JsonValue, direction: ScanDirection, share: Share, pieceLength = PIECE_LENGTH): ShareFindings {
    this.leavesHeavy = false;
    this.share = share;
    this.pieceLength = pieceLength;
    this.positions = [];
    this.position = 0;
    return { findings: this.walk(value, direction), positions: this.positions };
  }

  private walk(value: JsonValue, direction: ScanDirection): readonly Finding[] {
    this.direction = direction;
    this.masked = this.pathElements = 0;
    this.metHeavy = false;
    this.findings = [];
    this.scanner.purpose = direction === 'definition' ? purposeOf(value) : '';
    this.names.begin();
    walkStrings(value, this);
    return this.findings.length === 0 ? NO_FINDINGS : this.findings;
  }

  visitString(text: string, path: JsonPath, inKey: boolean): void {
    if (this.metHeavy) return;
    const name = inKey ? undefined : this.nameOf(text, path);
    if (this.share) {
      this.visitShare(this.share, text, path, inKey, name);
      return;
    }
    const spans = this.scanner.scan(text, this.direction, name, this.leavesHeavy);
    if (spans.length === 0) {
      if (spans === TOO_HEAVY) this.metHeavy = true;
      return;
    }
    const secrets = spans.filter((span) => span.definition.placeholder !== undefined);
    for (const span of spans) this.add(text, span, secrets, path, inKey);
  }

  private nameOf(text: string, path: JsonPath): string | undefined {
    const key = nearestKey(path);
    // Elements of an array are told apart by their number, which stands before the key.
    const element = path[path.length - 2];
    const place = path.length + (typeof element === 'number' ? element * MAX_DEPTH : 0);
    return key === undefined ? undefined : this.names.nameOf(key, text, place);
  }

  private visitShare(
    { index, of }: Share,
    text: string,
    path: JsonPath,
    inKey: boolean,
    name: string | undefined,
  ): void {
    const { pieceLength } = this;
    const pieces = text.length <= pieceLength * 1.5 ? [wholeOf(text)] : piecesOf(text, pieceLength);
    for (const { from, to, ownFrom, ownTo } of pieces) {
      const { position } = this;
      this.position += ownTo - ownFrom;
      if (Math.floor(position / pieceLength) % of !== index) continue;
      const piece = text.slice(from, to);
      const spans = this.scanner.scan(piece, this.direction, name);
      if (spans.length === 0) continue;
      const secrets = spans.filter((span) => span.definition.placeholder !== undefined);
      for (const span of spans) {
        if (span.start + from < ownFrom || span.start + from >= ownTo) continue;
        this.add(piece, span, secrets, path, inKey, from);
        if (this.findings.length > this.positions.length) this.positions.push(position);
      }
    }
  }

  /** Findings of one text that stands alone, or under the object key `name`. */
  scanText(text: string, direction: ScanDirection, name?: string): readonly Finding[] {
    this.direction = direction;
    this.masked = this.pathElements = 0;
    this.leavesHeavy = this.metHeavy = false;
    this.share = undefined;
    this.findings = [];
    this.scanner.purpose = '';
    this.visitString(text, name === undefined ? [] : [name], false);
    return this.findings;
  }

  /** `from` is where the text scanned begins in the string it is a piece of. */
  private add(text: string, span: Span, secrets: readonly Span[], path: JsonPath, inKey: boolean, from = 0): void {
    const { definition } = span;
    const { placeholder } = definition;
    if (placeholder === undefined && this.findings.length - this.masked >= MAX_THREATS) return;
    this.pathElements += path.length;
    if (this.masked > MAX_MASKED || this.pathElements > MAX_PATH_ELEMENTS) throw new TooManyFindings();
    if (placeholder !== undefined) this.masked++;
    this.findings.push({
      detector: definition.id,
      kind: definition.kind,
      severity: definition.severity,
      path: [...path],
      inKey,
      start: span.start + from,
      end: span.end + from,
      ...(placeholder === undefined ? {} : { placeholder }),
      evidence: evidenceOf(text, span, secrets),
      reason: span.reason ?? definition.explanation,
    });
  }
}

/** The findings of all shares of an item, in the order of a scan of the whole. Throws TooManyFindings. */
export function joinShares(shares: readonly ShareFindings[]): readonly Finding[] {
  const all = shares.flatMap(({ findings, positions }) =>
    findings.map((finding, i) => ({ finding, position: positions[i] ?? 0 })),
  );
  all.sort((a, b) => a.position - b.position);
  let masked = 0;
  let threats = 0;
  const joined: Finding[] = [];
  for (const { finding } of all) {
    const isMasked = finding.placeholder !== undefined;
    if (isMasked && ++masked > MAX_MASKED) throw new TooManyFindings();
    if (!isMasked && ++threats > MAX_THREATS) continue;
    joined.push(finding);
  }
  return joined.length === 0 ? NO_FINDINGS : joined;
}

function wholeOf(text: string): Piece {
  return { from: 0, to: text.length, ownFrom: 0, ownTo: text.length };
}

function nearestKey(path: JsonPath): string | undefined {
  for (let i = path.length - 1; i >= 0; i--) {
    const element = path[i];
    if (typeof element === 'string') return element;
  }
  return undefined;
}
