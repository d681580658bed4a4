import { describe, expect, it, vi } from 'vitest';
import type { DetectorDefinition, ReportSpan, TextContext } from './definition.ts';
import { filled, growthBeyond } from './growth.ts';
import { LOCAL_RULES } from './registry.ts';

// A guard against what hangs; some rules have work for seconds here.
vi.setConfig({ testTimeout: 120_000 });

// Each rule alone on texts made to make it work: hundreds of rules at once would take minutes, and one that is slow would
// hide behind the others. How the scanner puts them together is looked at in growth.test.ts.

/** What comes between the pieces that rules look for. */
const FILLERS = ['', ' ', '\n', '=', '": "', 'a', '0', ' a1 ', '.', '-'];

function hostileUnits({ examples, keywords }: DetectorDefinition): readonly string[] {
  const units = new Set<string>();
  for (const [i, example] of examples.match.entries()) {
    units.add(i % 2 === 0 ? example : `${example}\n`);
    units.add(example.slice(0, Math.ceil(example.length * 0.7)));
  }
  for (const [i, keyword] of keywords.slice(0, FILLERS.length).entries()) units.add(`${keyword}${FILLERS[i]}`);
  units.add(`${keywords.slice(0, 12).join(' ')} `);
  return [...units];
}

function expectLinear(run: (text: string) => void, definition: DetectorDefinition): void {
  const failures = hostileUnits(definition).map((unit) => growthBeyond(run, unit));
  expect(failures.filter((failure) => failure !== undefined)).toEqual([]);
}

const contextOf = ({ directions, examples }: DetectorDefinition): TextContext => ({
  direction: directions.at(-1) ?? 'response',
  name: examples.name,
});
const ignore: ReportSpan = () => undefined;

describe('every window rule', () => {
  it.each(LOCAL_RULES.windows.map((detector) => [detector.definition.id, detector] as const))('%s', (_id, detector) => {
    const { definition } = detector;
    // Where keywords stand close together their windows are merged to one as long as the text.
    expectLinear((text) => detector.window(text, 0, text.length, ignore, contextOf(definition)), definition);
  });
});

describe('every text rule', () => {
  it.each(LOCAL_RULES.texts.map((detector) => [detector.definition.id, detector] as const))('%s', (_id, detector) => {
    const { definition } = detector;
    expectLinear((text) => detector.text(text, ignore, contextOf(definition)), definition);
  });
});

describe('every family', () => {
  const members = LOCAL_RULES.families.flatMap((family) =>
    family.definitions.map((definition) => [definition.id, family, definition] as const),
  );
  it.each(members)('%s', (_id, family, definition) => {
    expectLinear((text) => family.find(text, () => undefined, contextOf(definition)), definition);
  });
});

describe('every sign', () => {
  const TESTS = 300;

  /** Asks the pattern at places all over a text: what one answer costs must not depend on how long the text is. */
  function askEverywhere(pattern: RegExp, places: readonly number[], unit: string, text: string): void {
    const repeats = Math.floor(text.length / unit.length);
    for (let i = 0; i < TESTS; i++) {
      pattern.lastIndex = Math.floor((i * repeats) / TESTS) * unit.length + (places[i % places.length] ?? 0);
      pattern.test(text);
    }
  }

  it.each(LOCAL_RULES.signals.map((signal) => [signal.id, signal] as const))('%s', (_id, { keywords, pattern }) => {
    const first = keywords[0] ?? '';
    const units = [`${keywords.join(' ')} `, `${first} a `, `${first}\n    `, `${first}${filled('a', 300)} `];
    const failures = units.map((unit) => {
      const places = keywords.map((keyword) => unit.indexOf(keyword)).filter((at) => at >= 0);
      const run = (text: string): void => askEverywhere(pattern, places, unit, text);
      return growthBeyond(run, unit, { small: 1 << 13, factor: 16, limit: 4 });
    });
    expect(failures.filter((failure) => failure !== undefined)).toEqual([]);
  });
});
