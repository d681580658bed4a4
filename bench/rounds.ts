import type { Options } from './options.ts';
import { hanging, many } from './rows/fleet.ts';
import { alive14m, stop8m } from './rows/interference.ts';
import { memory, sessions } from './rows/residue.ts';
import { big1m, flow64, flow8, sequential } from './rows/single.ts';
import type { Step } from './rows/single.ts';
import { Slot } from './slot.ts';
import type { Surroundings } from './slot.ts';
import type { Target } from './targets/target.ts';

/** What may break a target comes last. */
const everyRound: readonly Step[] = [sequential, flow8, flow64, big1m, stop8m, alive14m];
const once: readonly Step[] = [memory, sessions];

/**
 * Targets take turns row by row while all of them stand ready (idle ones cost nothing), in every second round backwards:
 * the figures of one row are seconds apart, so that what the machine does meanwhile meets all targets alike.
 */
export async function runRounds(targets: readonly Target[], options: Options, around: Surroundings): Promise<void> {
  for (let round = 1; round <= options.rounds; round++) {
    const turn = round % 2 === 1 ? targets : targets.toReversed();
    const say = (line: string): void => around.say(`round ${String(round)} of ${String(options.rounds)}: ${line}`);
    const oneServer = everyRound.filter((step) => options.rows.has(step.row));
    if (oneServer.length > 0 || options.rows.has('cold')) {
      await takeTurns(turn, oneServer, options.rows.has('cold'), around, say);
    }
    await fleets(turn, options, around, round === 1, say);
    if (round > 1) continue;
    // Memory is read from a fresh start, one target at a time.
    const steps = once.filter((step) => options.rows.has(step.row));
    for (const target of steps.length > 0 ? turn : []) await takeTurns([target], steps, false, around, say);
  }
}

async function takeTurns(
  targets: readonly Target[],
  steps: readonly Step[],
  recordCold: boolean,
  around: Surroundings,
  say: (line: string) => void,
): Promise<void> {
  const slots = targets.map((target) => new Slot(target, around));
  say(`cold start: ${targets.map((target) => target.id).join(', ')}`);
  for (const slot of slots) await slot.start(recordCold);
  for (const step of steps) {
    for (let turn = 0; turn < step.turns; turn++) {
      for (const slot of slots) {
        if (turn === 0) say(`${step.row}: ${slot.target.id}`);
        await slot.run(step);
      }
    }
  }
  for (const slot of slots) await slot.stop();
}

async function fleets(
  targets: readonly Target[],
  options: Options,
  around: Surroundings,
  first: boolean,
  say: (line: string) => void,
): Promise<void> {
  for (const target of targets.filter((one) => one.aggregates)) {
    const slot = new Slot(target, around);
    if (options.rows.has('many')) {
      say(`many: ${target.id}`);
      await slot.runApart('many', (one) => many(around.place, one, options.effort));
    }
    if (first && options.rows.has('hang')) {
      say(`hang: ${target.id}`);
      await slot.runApart('hang', (one) => hanging(around.place, one, options.effort));
    }
  }
}
