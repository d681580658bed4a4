/**
 * `npm run detection -- --corpus FILE --challenge --report docs/detection.md`: measures what the local engine and its
 * peers find on labelled rows, and writes the card.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { definitionsOf, LOCAL_RULES, versionOf } from '../../src-relay/scan/registry.ts';
import { installPeers } from '../install.ts';
import { projectFolder } from '../workplace.ts';
import { card } from './card.ts';
import { alarmTable, recallTable, targetTable, type Measured } from './card-sections.ts';
import { challengeRows, secondRows } from './challenge/rows.ts';
import { costSection } from './cost-section.ts';
import { readCorpus, type Row } from './row.ts';
import { scanRows, type Scanner } from './scanner.ts';

const USAGE = `node bench/detection/run.ts [options]
  --corpus FILE           rows of a corpus, one JSON object per line
  --challenge             the two challenge sets of this folder
  --report FILE           write the card, with cost and peers (minutes)
  --write-challenge FILE  write the rows of the challenge set, for other tools
  --without-peers         no peers in the card`;

const RELAY: Scanner = {
  name: 'relay',
  command: [process.execPath, join(projectFolder, 'src-relay/cli/main.ts'), 'scan', '--jsonl'],
};

const peer = (file: string): readonly string[] => [process.execPath, join(import.meta.dirname, 'peers', file)];
const PEERS: readonly { readonly kinds: readonly Row['kind'][]; readonly scanner: Scanner }[] = [
  { kinds: ['secret'], scanner: { name: 'secretlint', command: peer('secretlint.mjs'), rowsPerChild: 300 } },
  {
    kinds: ['secret', 'pii', 'injection', 'poisoning'],
    scanner: { name: 'hai-guardrails', command: peer('hai-guardrails.mjs') },
  },
  { kinds: ['pii'], scanner: { name: 'libraries', command: peer('personal-data.mjs') } },
];

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function measure(title: string, rows: readonly Row[], withPeers: boolean): Promise<Measured> {
  say(`${title}: ${rows.length} rows`);
  const relay = await scanRows(RELAY, rows);
  if (relay.failure !== undefined) say(`the relay left rows unanswered: ${relay.failure}`);
  const peers: Measured['peers'][number][] = [];
  for (const { kinds, scanner } of withPeers ? PEERS : []) {
    say(`  ${scanner.name}`);
    peers.push({ name: scanner.name, kinds, run: await scanRows(scanner, rows) });
  }
  return { title, rows, relay, peers };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string' },
      challenge: { type: 'boolean', default: false },
      report: { type: 'string' },
      'write-challenge': { type: 'string' },
      'without-peers': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const written = values['write-challenge'];
  if (written !== undefined)
    writeFileSync(
      written,
      challengeRows()
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    );
  if (values.help || (values.corpus === undefined && !values.challenge)) {
    if (written === undefined) process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (values.corpus !== undefined && !existsSync(values.corpus)) {
    say(`There is no corpus at ${values.corpus}. Give the path of a file of rows, one JSON object per line.`);
    process.exitCode = 2;
    return;
  }
  const withPeers = values.report !== undefined && !values['without-peers'];
  const failure = withPeers ? installPeers(say) : undefined;
  if (failure !== undefined) say(failure);
  const corpus =
    values.corpus === undefined ? undefined : await measure('Development sample', readCorpus(values.corpus), withPeers);
  const challenge = values.challenge ? await measure('Challenge set', challengeRows(), withPeers) : undefined;
  const second = values.challenge ? await measure('Second challenge set', secondRows(), withPeers) : undefined;
  const sets = [corpus, challenge, second].filter((set) => set !== undefined);
  if (values.report === undefined) {
    const parts = [targetTable(sets), ...sets.flatMap((set) => [`## ${set.title}`, recallTable(set), alarmTable(set)])];
    process.stdout.write(`${parts.join('\n\n')}\n`);
    return;
  }
  const text = card({
    corpus,
    sets,
    rules: versionOf(LOCAL_RULES),
    detectors: definitionsOf(LOCAL_RULES).length,
    signals: LOCAL_RULES.signals.length,
    cost: costSection(
      sets.slice(0, 2).map(({ title, rows, relay }) => ({ title, rows, cpuSeconds: relay.cpuSeconds })),
      values.corpus,
    ),
    date: new Date().toISOString(),
  });
  writeFileSync(values.report, text);
  say(`${values.report} is written`);
}

await main();
