/**
 * `node e2e/clients-compat/run.ts`: the real command-line clients from npm, connected by what `mcp-relay clients connect`
 * writes. Installs them here at the first run (about 1 GB, hence no part of `npm test`); needs no login. With E2E_BUILT=1,
 * after `npm run build`, the relay that ships is taken: it starts in half the time.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { installPrograms } from '../compat/install.ts';
import { fromRepository } from '../harness/repository.ts';
import { FOLDER } from './folder.ts';
import { REAL_CLIENTS } from './real-clients.ts';
import { markdown, problemsOf } from './report.ts';
import { type TrialResult, tryClient } from './trial.ts';

const USAGE = `node e2e/clients-compat/run.ts [--clients PATTERN] [--out FILE]
  --clients   only those whose name matches (a regular expression); nothing is written then
  --out FILE  where the table goes; docs/compatibility-clients.md otherwise`;

const begin = Date.now();

function say(line: string): void {
  process.stderr.write(`[${((Date.now() - begin) / 1000).toFixed(0).padStart(4)} s] ${line}\n`);
}

const { values } = parseArgs({
  options: {
    clients: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<number> {
  installPrograms(say, FOLDER);
  const clients = REAL_CLIENTS.filter(({ title }) => new RegExp(values.clients ?? '', 'iu').test(title));
  const results: TrialResult[] = [];
  for (const client of clients) {
    for (const entry of client.entryKinds) {
      say(`${client.title}, ${entry}`);
      const result = await tryClient(client, entry);
      for (const problem of problemsOf(result)) say(problem);
      results.push(result);
    }
  }
  const page = markdown(results, new Date().toISOString().slice(0, 10));
  process.stdout.write(page);
  const out =
    values.out ?? (values.clients === undefined ? fromRepository('docs/compatibility-clients.md') : undefined);
  if (out !== undefined) writeFileSync(out, page);
  return results.flatMap(problemsOf).length === 0 ? 0 : 1;
}

if (values.help) process.stdout.write(`${USAGE}\n`);
else process.exitCode = await main();
