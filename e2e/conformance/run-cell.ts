import { createWorld } from '../harness/create-world.ts';
import type { Cell, Run } from './cells.ts';
import { type Check, silent } from './checks.ts';
import { type Comparison, compare } from './compare.ts';
import { type Front, bareUrl, relayedUrl } from './front.ts';
import { runSuite } from './suites.ts';

export interface RunResult extends Comparison {
  readonly cell: Cell;
  readonly run: Run;
  /** Of both runs, bare and through the relay. */
  readonly seconds: number;
}

/** Results of the bare fixture. They do not depend on how the relay reaches it, so each is taken once. */
export class Baseline {
  readonly #checks = new Map<string, readonly Check[]>();

  /** @throws {Error} if the suite reports nothing that passes: then there is nothing to hold a relay against */
  async of(front: Front, run: Run): Promise<readonly Check[]> {
    const key = `${front} ${run.suite.name}`;
    const known = this.#checks.get(key);
    if (known !== undefined) return known;
    const checks = await checksOf(run, (world) => bareUrl(world, front));
    if (!checks.some((check) => check.status === 'SUCCESS')) {
      throw new Error(`${run.suite.name} passes nothing against the bare fixture (${front}).`);
    }
    this.#checks.set(key, checks);
    return checks;
  }
}

export async function runCell(cell: Cell, run: Run, baseline: Baseline): Promise<RunResult> {
  const started = performance.now();
  const bare = await baseline.of(cell.front, run);
  // A relay that does not start fails everything, and the next cell goes on.
  const relayed = await checksOf(run, (world) => relayedUrl(world, cell.front, cell.back)).catch((error: unknown) => [
    silent('the relay', String(error)),
  ]);
  const omitted = new Set(cell.without.flatMap(({ scenarios }) => scenarios));
  const counts = ({ scenario }: Check): boolean => !omitted.has(scenario);
  const comparison = compare(bare.filter(counts), relayed.filter(counts));
  return { ...comparison, cell, run, seconds: (performance.now() - started) / 1000 };
}

/** Everything is started for the run and gone after it: no run sees what another one left. */
async function checksOf(run: Run, start: (world: ReturnType<typeof createWorld>['world']) => Promise<string>) {
  const { world, end } = createWorld();
  try {
    return await runSuite(world, run.suite, await start(world), run.scenarios);
  } finally {
    await end();
  }
}
