import type { Row } from '../row.ts';
import { benignRows } from './benign-rows.ts';
import { obfuscationRows } from './obfuscation-rows.ts';
import { piiRows } from './pii-rows.ts';
import { secretRows } from './secret-rows.ts';
import { textRows } from './text-rows.ts';

const FILES = [
  'injection-explicit.txt',
  'injection-implicit.txt',
  'jailbreak.txt',
  'poisoning.txt',
  'arguments.txt',
  'benign-prompts.txt',
  'benign-prose.txt',
  'benign-data.txt',
  'benign-arguments.txt',
  'benign-tools.txt',
];

/** Addresses and numbers that are reserved for examples: finding one in a benign text is right, and so is letting it pass. */
const RESERVED =
  /@(?:[\w-]+\.)*example\.(?:com|org|net)|\b(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d|\b555[ -]?(?:01|555)|4242 4242/;

/** Rows of the second set, in files of the same form. */
const SECOND_FILES = ['second/attacks.txt', 'second/benign.txt'];

/**
 * The challenge set: written for this project by someone who had seen neither the detectors nor the development
 * sample, so that figures on it say something about texts that no rule was fitted to.
 */
export function challengeRows(): readonly Row[] {
  return numbered('challenge', [
    ...secretRows(),
    ...piiRows(),
    ...obfuscationRows(),
    ...FILES.flatMap(textRows),
    ...benignRows(),
  ]);
}

/** A smaller set of injections, definitions, arguments and harmless texts about which the authors of the rules were told figures only. */
export function secondRows(): readonly Row[] {
  return numbered('second', SECOND_FILES.flatMap(textRows));
}

function numbered(source: string, rows: readonly Omit<Row, 'id'>[]): readonly Row[] {
  const count = new Map<string, number>();
  return rows.map((row) => {
    const number = (count.get(row.kind) ?? 0) + 1;
    count.set(row.kind, number);
    const allow = row.label === 'benign' && RESERVED.test(row.text) ? { allow: ['pii'] } : {};
    return { id: `${source}-${row.kind}-${number}`, ...row, ...allow, source };
  });
}
