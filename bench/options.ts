import { parseArgs } from 'node:util';
import { isRowId, rowIds } from './metrics.ts';
import type { RowId } from './metrics.ts';
import type { Effort } from './rows/stage.ts';
import { targetIds } from './targets/target.ts';
import type { TargetId } from './targets/target.ts';

export interface Options {
  rows: Set<RowId>;
  targets: Set<TargetId>;
  rounds: number;
  effort: Effort;
  relaySource: boolean;
  jsonFile: string | undefined;
}

export const usage = `node bench/run.ts [options]
  --rows a,b        of: ${rowIds.join(', ')}
  --targets a,b     of: ${targetIds.join(', ')}
  --rounds N        how often the targets take turns (3)
  --quick           one round, shorter loops: to see that it works, not to quote
  --relay-source    the relay from src-relay/cli/main.ts instead of the built bundle
  --json FILE       every single reading, too`;

export function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string' },
      targets: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      'relay-source': { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const rounds = values.rounds === undefined ? (values.quick ? 1 : 3) : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) throw new Error('--rounds: a number from 1 to 100');
  const memoryCalls = values.quick ? 2000 : 50_000;
  return {
    rows: chosen('--rows', values.rows, rowIds, isRowId),
    targets: chosen('--targets', values.targets, targetIds, isTargetId),
    rounds,
    effort: values.quick
      ? { warmSeconds: 0.4, loadSeconds: 0.7, sequentialCalls: 500, repeats: 3, memoryCalls }
      : { warmSeconds: 1, loadSeconds: 1.5, sequentialCalls: 2000, repeats: 5, memoryCalls },
    relaySource: values['relay-source'],
    jsonFile: values.json,
  };
}

function isTargetId(text: string): text is TargetId {
  return targetIds.some((id) => id === text);
}

function chosen<T extends string>(
  flag: string,
  text: string | undefined,
  all: readonly T[],
  known: (name: string) => name is T,
): Set<T> {
  if (text === undefined) return new Set(all);
  const names = text.split(',');
  const unknown = names.filter((name) => !known(name));
  if (unknown.length > 0) throw new Error(`${flag}: ${unknown.join(', ')} is none of ${all.join(', ')}`);
  return new Set(names.filter((name) => known(name)));
}
