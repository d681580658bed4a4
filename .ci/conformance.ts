import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { DEFAULT_CELLS, FULL_CELLS, SUBSET_CELLS } from '../e2e/conformance/cells.ts';
import { cellReport, line, markdown, totals } from '../e2e/conformance/report.ts';
import { Baseline, type RunResult, runCell } from '../e2e/conformance/run-cell.ts';

/**
 * `npm run conformance`: the conformance suites against the fixture server, bare and through the relay. `--full` adds
 * the bridged fronts and the other attachments, `--subset` is what CI runs, `--report FILE` writes the results as
 * Markdown. The last line is `N passed, N failed, N also fail bare`; the exit code is 1 if the relay fails anything
 * that the bare fixture does not.
 */
const { values } = parseArgs({
  options: { full: { type: 'boolean' }, subset: { type: 'boolean' }, report: { type: 'string' } },
});
const cells = values.full === true ? FULL_CELLS : values.subset === true ? SUBSET_CELLS : DEFAULT_CELLS;

const baseline = new Baseline();
const results: RunResult[] = [];
for (const cell of cells) {
  // Side by side: most of the time a suite waits.
  const ofCell = await Promise.all(
    cell.runs.map(async (run) => {
      const result = await runCell(cell, run, baseline);
      say(line(result));
      return result;
    }),
  );
  say(`\n${cellReport(ofCell)}\n`);
  results.push(...ofCell);
}
if (values.report !== undefined) writeFileSync(values.report, markdown(results, new Date().toISOString().slice(0, 10)));
const { passed, failed, alsoBare } = totals(results);
say(`${passed} passed, ${failed} failed, ${alsoBare} also fail bare`);
process.exitCode = failed > 0 ? 1 : 0;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
