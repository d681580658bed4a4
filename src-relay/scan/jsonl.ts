import type { Readable, Writable } from 'node:stream';
import { member, parseJson, type JsonValue } from '../protocol/json.ts';
import type { ScanDirection, Verdict } from '../protocol/scan-types.ts';
import { beginsContainer, forEachJsonString, type JsonStringToken } from './json-strings.ts';
import { maskSpans, type MaskableSpan } from './mask.ts';
import { purposeOfText } from './purpose.ts';
import { LOCAL_RULES } from './registry.ts';
import { CompiledRules } from './ruleset.ts';
import type { Span } from './span-list.ts';
import { TextScanner } from './text-scan.ts';

const DIRECTIONS: Readonly<Record<string, ScanDirection>> = {
  tool_description: 'definition',
  tool_args: 'request',
  tool_result: 'response',
};

function directionOf(where: JsonValue | undefined): ScanDirection | undefined {
  return typeof where === 'string' && Object.hasOwn(DIRECTIONS, where) ? DIRECTIONS[where] : undefined;
}

let scanner: TextScanner | undefined;
const NOTHING: readonly RawFinding[] = [];

/** A finding of the contract: no evidence, because nobody looks at it here. */
export interface RawFinding extends MaskableSpan {
  readonly detector: string;
}

/**
 * Answers one line of the `scan --jsonl` contract: {id, where, text} -> {id, verdict, findings, masked?} with offsets in
 * UTF-16 units of `text` as it stands. Fixed profile: every detector, secrets and PII mask, anything else blocks.
 * A line that cannot be read is answered with `error` and the verdict `block`.
 */
export function scanJsonlLine(line: string): string {
  let id: JsonValue | undefined = null;
  try {
    const row = readPlainRow(line) ?? parseJson(line);
    id = member(row, 'id') ?? null;
    const text = member(row, 'text');
    const direction = directionOf(member(row, 'where'));
    if (typeof text !== 'string' || direction === undefined)
      throw new Error('a line needs "text" and "where": tool_result, tool_args or tool_description');
    return JSON.stringify(answer(id, text, scanRaw(text, direction)));
  } catch (error) {
    return JSON.stringify({
      id,
      verdict: 'block',
      findings: [],
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

// oxlint-disable-next-line no-control-regex
const PLAIN_ROW = /^\{"id":(?:"([^"\\\u0000-\u001f]{1,200})"|(0|[1-9]\d{0,14})),"where":"([a-z_]{1,30})","text":(?=")/;

/** A row as JSON.stringify writes it, with the keys in this order: nothing has to be looked for in it. */
function readPlainRow(line: string): JsonValue | undefined {
  const head = PLAIN_ROW.exec(line);
  if (!head || !line.endsWith('"}')) return undefined;
  const [whole, name, number, where] = head;
  try {
    const text: unknown = JSON.parse(line.slice(whole.length, -1));
    return typeof text === 'string' ? { id: name ?? Number(number), where, text } : undefined;
  } catch {
    return undefined;
  }
}

/** Findings in offsets of the raw text, whose decoded strings are scanned where it is a JSON object or array. */
export function scanRaw(text: string, direction: ScanDirection): readonly RawFinding[] {
  const local = (scanner ??= new TextScanner(new CompiledRules(LOCAL_RULES)));
  local.purpose = direction === 'definition' ? purposeOfText(text) : '';
  let found: RawFinding[] | undefined;
  const visit = (token: JsonStringToken): void => {
    for (const span of local.scan(token.text, direction, token.name)) {
      const start = token.sourceOffset(span.start);
      (found ??= []).push(rawFinding(span, start, token.sourceOffset(span.end)));
    }
  };
  if (beginsContainer(text) && forEachJsonString(text, visit)) return found ?? NOTHING;
  const spans = local.scan(text, direction);
  return spans.length === 0 ? NOTHING : spans.map((span) => rawFinding(span, span.start, span.end));
}

function rawFinding({ definition }: Span, start: number, end: number): RawFinding {
  const { id, kind, severity, placeholder } = definition;
  return { detector: id, kind, severity, start, end, ...(placeholder === undefined ? {} : { placeholder }) };
}

function answer(id: JsonValue, text: string, found: readonly RawFinding[]): object {
  const findings = found.map(({ kind, detector, start, end }) => ({ kind, detector, start, end }));
  const verdict: Verdict = found.length === 0 ? 'allow' : found.every(isMaskable) ? 'mask' : 'block';
  const maskable = found.filter(isMaskable);
  if (maskable.length === 0) return { id, verdict, findings };
  return { id, verdict, findings, masked: maskSpans(text, maskable, (kind) => `<${kind}>`) };
}

function isMaskable(finding: RawFinding): boolean {
  return finding.kind === 'secret' || finding.kind === 'pii';
}

/**
 * Runs the contract over streams until the input ends. Frames on byte 0x0A only (U+2028 may stand raw in JSON). What
 * has arrived is answered before more is read, so a caller that waits for each answer gets it; the answers to lines
 * that came in one chunk leave in one write.
 */
export async function scanJsonlStream(input: Readable, output: Writable): Promise<void> {
  let parts: Buffer[] = [];
  const chunks: AsyncIterable<Buffer | string> = input;
  for await (const piece of chunks) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    let answers = '';
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, at));
      from = at + 1;
      answers += answerLine(parts);
      parts = [];
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
    if (answers !== '' && !output.write(answers)) await drained(output);
  }
  const last = answerLine(parts);
  if (last !== '' && !output.write(last)) await drained(output);
}

function answerLine(parts: readonly Buffer[]): string {
  const line = (parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)).toString('utf8').trim();
  return line === '' ? '' : `${scanJsonlLine(line)}\n`;
}

function drained(output: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      output.off('drain', onDrain);
      output.off('close', onDrain);
      output.off('error', settle);
      if (error) reject(error);
      else resolve();
    };
    const onDrain = (): void => settle();
    output.once('drain', onDrain);
    output.once('close', onDrain);
    output.once('error', settle);
  });
}
