/**
 * `node bench/detection/cost.ts [--corpus FILE] [--json]`: what scanning alone costs by the length of a text, in CPU time of
 * one thread: the first scan of a process (it compiles what it meets) and p50 and p99 of warm ones. Without a corpus the
 * texts are made-up prose, code and JSON; with one, its benign results.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ItemScanner } from '../../src-relay/scan/item-scan.ts';
import { LOCAL_RULES } from '../../src-relay/scan/registry.ts';
import { readCorpus } from './row.ts';
import { table } from './table.ts';

const SIZES = [
  { name: '1 KB', length: 1_000, calls: 4_000 },
  { name: '10 KB', length: 10_000, calls: 600 },
  { name: '1 MB', length: 1_000_000, calls: 15 },
];

const PROSE =
  'The pump has nine parts, and each of them is described in a chapter of its own. Please send your questions to the office at 12 Mill Lane, or look at https://pump.example/help?part=7 for the drawings of 2024. ';
const CODE =
  'export function area(width: number, height: number): number {\n  if (width < 0) throw new Error("width must not be negative");\n  return width * height; // in square metres\n}\n';
const JSON_TEXT = `${JSON.stringify({ id: 'a81f', name: 'Item 7', tags: ['new', 'blue'], price: 12.5, note: 'for the shelf' })},\n`;

function pool(corpus: string | undefined): string {
  if (corpus === undefined) return `${PROSE.repeat(40)}\n${CODE.repeat(30)}\n${JSON_TEXT.repeat(40)}\n`;
  return readCorpus(corpus)
    .filter(({ label, where }) => label === 'benign' && where === 'tool_result')
    .map(({ text }) => text)
    .join('\n\n');
}

/** A piece that begins somewhere else on every call. */
function piece(texts: string, length: number, index: number): string {
  const from = (index * 997) % texts.length;
  return (texts.slice(from) + texts.repeat(Math.ceil(length / texts.length))).slice(0, length);
}

/** Milliseconds of one scan. */
function timed(scanner: ItemScanner, text: string): number {
  const start = performance.now();
  scanner.scanText(text, 'response');
  return performance.now() - start;
}

const { values } = parseArgs({
  options: { corpus: { type: 'string' }, first: { type: 'string' }, json: { type: 'boolean' } },
});
const texts = pool(values.corpus);
const scanner = new ItemScanner(LOCAL_RULES);
if (values.first !== undefined) {
  process.stdout.write(String(timed(scanner, piece(texts, Number(values.first), 0))));
} else {
  const rows = SIZES.map(({ name, length, calls }) => {
    const again = values.corpus === undefined ? [] : ['--corpus', values.corpus];
    const first = Number(
      execFileSync(process.execPath, [import.meta.filename, '--first', String(length), ...again], { encoding: 'utf8' }),
    );
    for (let i = 0; i < calls / 3; i++) timed(scanner, piece(texts, length, i));
    const times = Array.from({ length: calls }, (_, i) => timed(scanner, piece(texts, length, i))).toSorted(
      (a, b) => a - b,
    );
    const at = (share: number): number => times[Math.min(calls - 1, Math.floor(calls * share))] ?? 0;
    return { size: name, first, p50: at(0.5), p99: at(0.99) };
  });
  const shown = rows.map(({ size, first, p50, p99 }) => [size, first.toFixed(1), p50.toFixed(3), p99.toFixed(3)]);
  process.stdout.write(
    values.json === true
      ? `${JSON.stringify(rows)}\n`
      : `${table([['length', 'first ms', 'warm p50 ms', 'warm p99 ms'], ...shown])}\n`,
  );
}
