import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readAnswer, type Answer } from './answers.ts';
import type { Row } from './row.ts';

/** A scanner that runs as a child and speaks the `scan --jsonl` contract. */
export interface Scanner {
  readonly name: string;
  readonly command: readonly string[];
  /** After so many rows a fresh child goes on: for scanners that get slower with every call. */
  readonly rowsPerChild?: number;
}

export interface ScanRun {
  readonly answers: ReadonlyMap<string, Answer>;
  /** CPU time of the children between the first row and the last answer, in seconds (Linux; else 0). */
  readonly cpuSeconds: number;
  /** Why rows stayed without an answer. */
  readonly failure?: string;
}

const WARM_UP = '__warm-up';
/** No answer for so long means that the scanner hangs, in milliseconds. */
const SILENCE = 60_000;

/** Sends rows through a scanner. A scanner that hangs or ends is stopped; what it answered until then counts. */
export async function scanRows(scanner: Scanner, rows: readonly Row[]): Promise<ScanRun> {
  const answers = new Map<string, Answer>();
  let cpuSeconds = 0;
  const size = scanner.rowsPerChild ?? rows.length;
  for (let from = 0; from < rows.length; from += size) {
    const run = await scanInChild(scanner, rows.slice(from, from + size));
    for (const [id, answer] of run.answers) answers.set(id, answer);
    cpuSeconds += run.cpuSeconds;
    if (run.failure !== undefined) return { answers, cpuSeconds, failure: run.failure };
  }
  return { answers, cpuSeconds };
}

function scanInChild(scanner: Scanner, rows: readonly Row[]): Promise<ScanRun> {
  const [program, ...args] = scanner.command;
  if (program === undefined) throw new Error(`${scanner.name} has no command`);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  return new Promise((resolve) => {
    const answers = new Map<string, Answer>();
    let before = 0;
    let settled = false;
    const settle = (failure?: string): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      const cpuSeconds = Math.max(0, cpuOf(child) - before);
      child.stdin.end();
      child.kill('SIGKILL');
      resolve({ answers, cpuSeconds, ...(failure === undefined ? {} : { failure }) });
    };
    const timer = setTimeout(() => settle(`no answer for ${SILENCE / 1000} s`), SILENCE);
    child.on('error', (error) => settle(error.message));
    child.on('exit', () => settle('the scanner ended'));
    child.stdin.on('error', () => undefined);
    onLines(child, (line) => {
      const answer = readAnswer(line);
      if (answer === undefined) return;
      timer.refresh();
      if (answer.id === WARM_UP) {
        before = cpuOf(child);
        child.stdin.write(rows.map(lineOf).join(''));
      } else answers.set(answer.id, answer);
      if (answers.size === rows.length) settle();
    });
    child.stdin.write(lineOf({ id: WARM_UP, where: 'tool_result', text: 'hello' }));
  });
}

function lineOf({ id, where, text }: Pick<Row, 'id' | 'where' | 'text'>): string {
  return `${JSON.stringify({ id, where, text })}\n`;
}

function onLines(child: ChildProcess, take: (line: string) => void): void {
  let rest: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      take(Buffer.concat([...rest, chunk.subarray(from, at)]).toString('utf8'));
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  });
}

/** User and system time of a process with all its threads so far, in seconds. proc(5): clock ticks of 10 ms. */
function cpuOf(child: ChildProcess): number {
  try {
    const fields =
      readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8')
        .split(') ')
        .at(-1)
        ?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}
