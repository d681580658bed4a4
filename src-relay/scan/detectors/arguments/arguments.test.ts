import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ItemScanner } from '../../item-scan.ts';
import { BASIC_RULES } from '../../registry.ts';
import { ARGUMENT_TEXTS, ARGUMENT_WINDOWS } from './detectors.ts';

interface Argument {
  readonly topic: string;
  readonly name: string;
  readonly value: string;
}

function read(file: string): readonly Argument[] {
  const rows: Argument[] = [];
  let topic = '';
  for (const line of readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')) {
    const at = line.indexOf(' ');
    if (line.startsWith('#')) topic = line.slice(2);
    else if (at > 0) rows.push({ topic, name: line.slice(0, at), value: unescape(line.slice(at + 1)) });
  }
  return rows;
}

/** Values stand as in a JSON string, but quotes need no backslash. */
function unescape(value: string): string {
  return value.replaceAll(/\\(?:u([0-9a-f]{4})|(.))/g, (_all, code: string | undefined, letter: string) =>
    code === undefined
      ? ({ n: '\n', r: '\r', t: '\t' }[letter] ?? letter)
      : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const scanner = new ItemScanner({ ...BASIC_RULES, windows: ARGUMENT_WINDOWS, texts: ARGUMENT_TEXTS });
const execFindings = (name: string, value: string): readonly string[] =>
  scanner
    .scan({ [name]: value }, 'request')
    .filter(({ kind }) => kind === 'exec')
    .map(({ detector }) => detector);

describe('dangerous arguments', () => {
  it.each(read('./dangerous-arguments.txt'))('$topic: $name $value', ({ name, value }) => {
    expect(execFindings(name, value)).not.toEqual([]);
  });
});

describe('harmless arguments', () => {
  it.each(read('./harmless-arguments.txt'))('$topic: $name $value', ({ name, value }) => {
    expect(execFindings(name, value)).toEqual([]);
  });
});
