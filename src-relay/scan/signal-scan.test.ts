import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ScanDirection } from '../protocol/scan-types.ts';
import { ItemScanner } from './item-scan.ts';
import { LOCAL_RULES } from './registry.ts';
import { SignalModel } from './signal-model.ts';
import { SignalTrial } from './signal-trial.ts';

const folder = `${import.meta.dirname}/cases`;
const sentences = [
  ...LOCAL_RULES.scored.flatMap(({ definition: { examples } }) => [...examples.match, ...examples.noMatch]),
  ...readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').split('\n'))
    .filter((line) => line !== '' && !line.startsWith('#')),
];
const DIRECTIONS = ['definition', 'request', 'response'] as const;

function found(scanner: ItemScanner, text: string, direction: ScanDirection): unknown {
  return scanner.scanText(text, direction).map(({ detector, start, end }) => [detector, start, end]);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the gate before the signs', () => {
  it('leaves out only questions whose answers change nothing', () => {
    const gated = new ItemScanner(LOCAL_RULES);
    const filler = 'The manual of the pump has nine chapters, and none of them is long. ';
    const text = fc
      .array(fc.tuple(fc.constantFrom(...sentences), fc.nat({ max: 20 })), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.map(([sentence, gap]) => `${sentence} ${filler.repeat(gap)}`).join('\n'));
    const texts = [...sentences, ...fc.sample(text, { numRuns: 150, seed: 7 })];
    const expected = texts.map((each) => DIRECTIONS.map((direction) => found(gated, each, direction)));
    vi.spyOn(SignalModel.prototype, 'threshold').mockReturnValue(-1);
    vi.spyOn(SignalTrial.prototype, 'passes').mockReturnValue(true);
    const open = new ItemScanner(LOCAL_RULES);
    for (const [i, each] of texts.entries())
      expect(DIRECTIONS.map((direction) => found(open, each, direction))).toEqual(expected[i]);
  });
});
