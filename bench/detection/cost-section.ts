import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Row } from './row.ts';

/** One set of rows and the CPU time that `scan --jsonl` took for all of it. */
interface ScannedSet {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly cpuSeconds: number;
}

/** Cost of a scan by length of the text, as `cost.ts` measures it, and the throughput over whole sets. */
export function costSection(sets: readonly ScannedSet[], corpus: string | undefined): string {
  const measure = (...args: readonly string[]): string =>
    execFileSync(process.execPath, [join(import.meta.dirname, 'cost.ts'), ...args], { encoding: 'utf8' }).trim();
  const throughput = sets.map(({ title, rows, cpuSeconds }) => {
    const bytes = rows.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    return `${title} ${(bytes / 1e6 / cpuSeconds).toFixed(1)}`;
  });
  return [
    `Scanning alone, one thread, load average ${(loadavg()[0] ?? 0).toFixed(1)}. Made-up prose, code and JSON:`,
    measure(),
    ...(corpus === undefined ? [] : ['Benign results of the development sample:', measure('--corpus', corpus)]),
    `All rows through \`scan --jsonl\`, reading and writing JSON and warming up included, in MB per CPU second: ${throughput.join(', ')}.`,
  ].join('\n\n');
}
