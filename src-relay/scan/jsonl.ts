import type { Readable, Writable } from 'node:stream';
import { member, parseJson, type JsonValue } from '../protocol/json.ts';
import type { Finding, ScanDirection, Verdict } from '../protocol/scan-types.ts';
import { ItemScanner } from './item-scan.ts';
import { jsonStrings, sourceOffset } from './json-strings.ts';
import { maskSpans } from './mask.ts';
import { LOCAL_RULES } from './registry.ts';

const DIRECTIONS: Readonly<Record<string, ScanDirection>> = {
  tool_description: 'definition',
  tool_args: 'request',
  tool_result: 'response',
};

function directionOf(where: JsonValue | undefined): ScanDirection | undefined {
  return typeof where === 'string' && Object.hasOwn(DIRECTIONS, where) ? DIRECTIONS[where] : undefined;
}

let scanner: ItemScanner | undefined;

/**
 * Answers one line of the `scan --jsonl` contract: {id, where, text} -> {id, verdict, findings, masked?} with offsets in
 * UTF-16 units of `text` as it stands. Fixed profile: every detector, secrets and PII mask, anything else blocks.
 * A line that cannot be read is answered with `error` and the verdict `block`.
 */
export function scanJsonlLine(line: string): string {
  let id: JsonValue | undefined = null;
  try {
    const row = parseJson(line);
    id = member(row, 'id') ?? null;
    const text = member(row, 'text');
    const direction = directionOf(member(row, 'where'));
    if (typeof text !== 'string' || direction === undefined) throw new Error('a line needs text and a known where');
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

/** Findings in offsets of the raw text, whose decoded strings are scanned where it is a JSON object or array. */
export function scanRaw(text: string, direction: ScanDirection): readonly Finding[] {
  scanner ??= new ItemScanner(LOCAL_RULES);
  if (!isJsonContainer(text)) return scanner.scanText(text, direction);
  const found: Finding[] = [];
  for (const token of jsonStrings(text)) {
    for (const finding of scanner.scanText(token.text, direction)) {
      found.push({ ...finding, start: sourceOffset(token, finding.start), end: sourceOffset(token, finding.end) });
    }
  }
  return found;
}

function isJsonContainer(text: string): boolean {
  const first = /^\s{0,100}([[{])/.exec(text);
  if (!first) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function answer(id: JsonValue, text: string, found: readonly Finding[]): object {
  const findings = found.map(({ kind, detector, start, end }) => ({ kind, detector, start, end }));
  const verdict: Verdict = found.length === 0 ? 'allow' : found.every(isMaskable) ? 'mask' : 'block';
  const maskable = found.filter(isMaskable);
  if (maskable.length === 0) return { id, verdict, findings };
  return { id, verdict, findings, masked: maskSpans(text, maskable, (kind) => `<${kind}>`) };
}

function isMaskable(finding: Finding): boolean {
  return finding.kind === 'secret' || finding.kind === 'pii';
}

/**
 * Runs the contract over streams until the input ends. Frames on byte 0x0A only (U+2028 may stand raw in JSON), and
 * each answer is written before the next line is looked at.
 */
export async function scanJsonlStream(input: Readable, output: Writable): Promise<void> {
  let parts: Buffer[] = [];
  const chunks: AsyncIterable<Buffer | string> = input;
  for await (const piece of chunks) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, at));
      from = at + 1;
      await answerLine(Buffer.concat(parts), output);
      parts = [];
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
  await answerLine(Buffer.concat(parts), output);
}

async function answerLine(line: Buffer, output: Writable): Promise<void> {
  const text = line.toString('utf8').trim();
  if (text === '') return;
  if (!output.write(`${scanJsonlLine(text)}\n`)) await drained(output);
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
