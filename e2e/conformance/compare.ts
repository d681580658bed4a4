import type { Check } from './checks.ts';

/** Checks of one suite through the relay, held against those of the bare fixture. */
export interface Comparison {
  readonly passed: number;
  /** What the relay spoils. */
  readonly failed: readonly Check[];
  /** What is no better without the relay. */
  readonly alsoBare: readonly Check[];
  /** All that fails without the relay, whatever it does through it. */
  readonly failsBare: readonly Check[];
  /** What passes bare, and of which the suite says that it does not apply to how the relay does it. */
  readonly inapplicable: readonly Check[];
}

/** Of every check of a scenario that reports nothing through the relay. */
export const MUTE = 'Passes bare; the whole scenario reports nothing through the relay.';

/** A warning is a broken SHOULD: no more welcome than a failure. */
function isBad({ status }: Check): boolean {
  return status === 'FAILURE' || status === 'WARNING';
}

/**
 * A check fails that is bad through the relay and not bare. So does one that passes bare and is skipped or missing
 * through the relay, unless the scenario says (as information) that it does not apply.
 */
export function compare(bare: readonly Check[], relayed: readonly Check[]): Comparison {
  const ofBare = new Map(bare.map((check) => [check.key, check]));
  const bad = relayed.filter(isBad);
  const wasBad = (check: Check): boolean => {
    const before = ofBare.get(check.key);
    return before !== undefined && isBad(before);
  };
  const passing = bare.filter((check) => check.status === 'SUCCESS');
  const losses = passing.map((check) => ({ check, loss: lossOf(check, ofBare, relayed) }));
  return {
    passed: relayed.filter((check) => check.status === 'SUCCESS').length,
    failed: [
      ...bad.filter((check) => !wasBad(check)),
      ...losses.flatMap(({ check, loss }) =>
        typeof loss === 'string' ? [{ ...check, status: 'FAILURE' as const, message: loss }] : [],
      ),
    ],
    alsoBare: bad.filter(wasBad),
    failsBare: bare.filter(isBad),
    inapplicable: losses.filter(({ loss }) => loss === INAPPLICABLE).map(({ check }) => check),
  };
}

const INAPPLICABLE = Symbol('inapplicable');

/** How a check that passes bare got lost, in words; undefined if it did not, or if another check says why. */
function lossOf(
  { key, scenario }: Check,
  ofBare: ReadonlyMap<string, Check>,
  relayed: readonly Check[],
): string | typeof INAPPLICABLE | undefined {
  const ofScenario = relayed.filter((check) => check.scenario === scenario);
  if (ofScenario.length === 0) return MUTE;
  const now = ofScenario.find((check) => check.key === key);
  if (now?.status === 'SKIPPED') return `Passes bare and is skipped through the relay. ${now.message}`;
  if (now?.status === 'INFO') return INAPPLICABLE;
  if (now !== undefined) return undefined;
  const others = ofScenario.filter((check) => !ofBare.has(check.key));
  if (others.some(isBad)) return undefined;
  if (others.some(({ status }) => status === 'INFO')) return INAPPLICABLE;
  return 'Passes bare and is not reported through the relay.';
}
