import { cpus, totalmem } from 'node:os';
import { alarmTable, familyTable, peerTable, recallTable, targetTable, type Measured } from './card-sections.ts';
import { peerVersions } from '../install.ts';

export interface CardInput {
  /** All sets in the order of the card. */
  readonly sets: readonly Measured[];
  /** The one of them that is split by source family. */
  readonly corpus: Measured | undefined;
  /** Version of the rules, from the registry. */
  readonly rules: string;
  readonly detectors: number;
  readonly signals: number;
  /** Markdown of the cost section. */
  readonly cost: string;
  /** As a date of ISO 8601, UTC. */
  readonly date: string;
}

const PEERS = ['@secretlint/core', '@presidio-dev/hai-guardrails', 'libphonenumber-js', 'ibantools'];

/** docs/detection.md: what the local engine finds, what it finds wrongly, and what it costs. Only measured figures. */
export function card(input: CardInput): string {
  const { sets, corpus } = input;
  return [
    '# Detection card',
    INTRODUCTION,
    head(input),
    '## Against the targets',
    targetTable(sets),
    METHOD,
    ...sets.flatMap((set) => [
      `## ${set.title}`,
      sizes(set),
      recallTable(set),
      alarmTable(set),
      ...(set === corpus ? ['### By source family', FAMILIES, familyTable(set)] : []),
    ]),
    '## Cost',
    input.cost,
    '## Others on the same rows',
    PEER_NOTES,
    ...sets.flatMap((set) => [`### ${set.title}`, peerTable(set), failures(set)]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function head({ date, rules, detectors, signals }: CardInput): string {
  const [cpu] = cpus();
  const versions = peerVersions();
  const peers = PEERS.map((name) => `${name} ${versions[name] ?? 'not installed'}`).join(', ');
  return [
    `- Date: ${date.slice(0, 16).replace('T', ' ')} UTC`,
    `- Machine: ${cpus().length} x ${cpu?.model.trim() ?? 'CPU'}, ${Math.round(totalmem() / 1_073_741_824)} GB, Node ${process.version}`,
    `- Rules: version ${rules}, ${detectors} detectors, ${signals} signals for the scored ones; everything on`,
    `- Peers: ${peers}`,
  ].join('\n');
}

const INTRODUCTION = [
  'What the local scan engine finds, what it finds wrongly and what that costs. This file is written by',
  '`npm run detection -- --corpus FILE --challenge --report docs/detection.md`; no figure in it is typed by hand.',
].join('\n');

const METHOD = [
  '**Found** is a finding of a fitting kind on a malicious row: secrets and personal data must be named as such; a hidden',
  'instruction counts whether it is called injection, poisoning, obfuscation or exec. **Values masked** is the share of the',
  'marked values that are wholly gone from the masked text (a blocked row counts as not masked). **False alarms** are benign',
  'rows on which anything is found that is not right there; `any finding at all` also counts what is right, such as a real',
  'address in a log.',
  '',
  'The development sample was open to those who wrote the rules, so figures on it flatter. The challenge set was written by',
  'someone who had seen neither the rules nor the sample; while the rules were written, their authors were told its figures',
  'by class and, in words, what kind of row fails, never a row. About the second challenge set they were told nothing but',
  'figures. Both are small, and of one hand.',
].join('\n');

const FAMILIES = [
  'The figures of each source alone. Nothing in the engine is trained, so no source can be left out of a training; the',
  'rules were written with all of these in view. A family with a figure far below the others shows where a rule knows',
  'one source and not the thing.',
].join('\n');

const PEER_NOTES = [
  'Each peer runs as a child behind the same line protocol and is judged on the kinds it looks for. secretlint: recommended',
  'preset, a fresh process every 300 rows since it gets slower with every call. hai-guardrails: injection guard in mode',
  '`pattern` (mode `heuristic` of the published package does not start), its guards for personal data and secrets.',
  "libraries: libphonenumber's search, ibantools, Luhn and a pattern for e-mail addresses, put together as one would.",
].join('\n');

function sizes({ rows }: Measured): string {
  const bad = rows.filter(({ label }) => label === 'malicious').length;
  const bytes = rows.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return `${rows.length} rows, ${bad} malicious and ${rows.length - bad} benign, ${(bytes / 1e6).toFixed(2)} MB.`;
}

function failures({ peers, relay }: Measured): string {
  return [{ name: 'relay', run: relay }, ...peers]
    .flatMap(({ name, run }) => (run.failure === undefined ? [] : [`${name} left rows unanswered: ${run.failure}.`]))
    .join('\n');
}
