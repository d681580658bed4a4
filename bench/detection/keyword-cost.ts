/**
 * `node bench/detection/keyword-cost.ts --corpus FILE [--top N] [--all]`: which keywords stand in benign rows (all rows with
 * --all) and lead to nothing, and which rules take the time. Look here before and after adding rules.
 */
import { parseArgs } from 'node:util';
import type { ScanDirection } from '../../src-relay/protocol/scan-types.ts';
import { HitBuffer } from '../../src-relay/scan/hit-buffer.ts';
import { beginsContainer, forEachJsonString } from '../../src-relay/scan/json-strings.ts';
import { LOCAL_RULES } from '../../src-relay/scan/registry.ts';
import { CompiledRules, type RuleSet } from '../../src-relay/scan/ruleset.ts';
import { TextScanner } from '../../src-relay/scan/text-scan.ts';
import { readCorpus, type Row } from './row.ts';
import { table } from './table.ts';
import { timedRules, type RuleCost } from './timed-rules.ts';

const DIRECTIONS: Readonly<Record<Row['where'], ScanDirection>> = {
  tool_description: 'definition',
  tool_args: 'request',
  tool_result: 'response',
};

interface KeywordUse {
  readonly keyword: string;
  readonly rules: readonly string[];
  hits: number;
  rows: number;
}

/** All keywords with the rules they lead to, most frequent first. */
function countKeywords(rules: RuleSet, rows: readonly Row[]): readonly KeywordUse[] {
  const rulesOf = new Map<string, string[]>();
  const add = (keywords: readonly string[], rule: string): void => {
    for (const keyword of new Set(keywords)) rulesOf.set(keyword, [...(rulesOf.get(keyword) ?? []), rule]);
  };
  for (const { definition } of rules.windows) add(definition.keywords, definition.id);
  for (const { id, keywords } of rules.signals) add(keywords, id);
  for (const { cipher, keywords } of rules.ciphers) add(keywords, cipher);
  const uses = [...rulesOf].map(([keyword, ids]) => ({ keyword, rules: ids, hits: 0, rows: 0 }));
  const { prefilter } = new CompiledRules(rules);
  const hits = new HitBuffer();
  for (const { text } of rows) {
    prefilter.run(text, hits);
    const seen = new Set<KeywordUse>();
    for (let i = 0; i < hits.count; i++) {
      // Keywords are numbered in the order in which the rule set names them, as here.
      const use = uses[hits.keyword[i] ?? 0];
      if (!use) continue;
      use.hits += 1;
      seen.add(use);
    }
    for (const use of seen) use.rows += 1;
  }
  return uses.toSorted((a, b) => b.hits - a.hits);
}

/** Scans as `scan --jsonl` does, twice: the first round compiles. Gives what each rule cost in the second. */
function measureRules(rows: readonly Row[]): readonly RuleCost[] {
  const { rules, costs } = timedRules(LOCAL_RULES);
  const scanner = new TextScanner(new CompiledRules(rules));
  for (let round = 0; round < 2; round++) {
    for (const cost of costs) cost.runs = cost.found = cost.milliseconds = 0;
    for (const { text, where } of rows) {
      const direction = DIRECTIONS[where];
      const isJson =
        beginsContainer(text) &&
        forEachJsonString(text, (token) => void scanner.scan(token.text, direction, token.name));
      if (!isJson) scanner.scan(text, direction);
    }
  }
  return costs.toSorted((a, b) => b.milliseconds - a.milliseconds);
}

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    top: { type: 'string', default: '40' },
    all: { type: 'boolean', default: false },
  },
});
if (values.corpus === undefined) throw new Error('name a corpus: --corpus FILE');
const rows = readCorpus(values.corpus).filter(({ label }) => values.all || label === 'benign');
const top = Number(values.top);
const costs = measureRules(rows);
const total = costs.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
const sections = [
  `${rows.length} rows, ${(rows.reduce((sum, { text }) => sum + text.length, 0) / 1e6).toFixed(2)} MB; the rules took ${total.toFixed(0)} ms`,
  table([
    ['rule', 'kind', 'runs', 'found', 'ms', 'us per run'],
    ...costs
      .slice(0, top)
      .map(({ name, kind, runs, found, milliseconds }) => [
        name,
        kind,
        String(runs),
        String(found),
        milliseconds.toFixed(1),
        ((milliseconds * 1000) / Math.max(1, runs)).toFixed(1),
      ]),
  ]),
  table([
    ['keyword', 'hits', 'rows', 'rules'],
    ...countKeywords(LOCAL_RULES, rows)
      .slice(0, top)
      .map(({ keyword, hits, rows: inRows, rules }) => [
        JSON.stringify(keyword),
        String(hits),
        String(inRows),
        rules.slice(0, 5).join(' '),
      ]),
  ]),
];
process.stdout.write(`${sections.join('\n\n')}\n`);
