import type { RuleSet } from '../../src-relay/scan/ruleset.ts';

/** What one rule cost over a set of rows. */
export interface RuleCost {
  readonly name: string;
  readonly kind: 'window' | 'text' | 'family' | 'sign';
  runs: number;
  /** Runs that reported something, or matched. */
  found: number;
  milliseconds: number;
}

/** The same rules, each with a clock. The clock costs a tenth of a microsecond itself. */
export function timedRules(rules: RuleSet): { readonly rules: RuleSet; readonly costs: readonly RuleCost[] } {
  const costs: RuleCost[] = [];
  const begin = (name: string, kind: RuleCost['kind']): RuleCost => {
    const cost = { name, kind, runs: 0, found: 0, milliseconds: 0 };
    costs.push(cost);
    return cost;
  };
  const clock = (cost: RuleCost, run: (found: () => void) => void): void => {
    let isFound = false;
    const start = performance.now();
    run(() => {
      isFound = true;
    });
    cost.milliseconds += performance.now() - start;
    cost.runs += 1;
    if (isFound) cost.found += 1;
  };
  const timed: RuleSet = {
    ...rules,
    windows: rules.windows.map((detector) => {
      const cost = begin(detector.definition.id, 'window');
      return {
        ...detector,
        window: (text, from, to, report, context) => {
          clock(cost, (found) =>
            detector.window(
              text,
              from,
              to,
              (start, end) => {
                found();
                report(start, end);
              },
              context,
            ),
          );
        },
      };
    }),
    texts: rules.texts.map((detector) => {
      const cost = begin(detector.definition.id, 'text');
      return {
        ...detector,
        text: (text, report, context) => {
          clock(cost, (found) =>
            detector.text(
              text,
              (start, end) => {
                found();
                report(start, end);
              },
              context,
            ),
          );
        },
      };
    }),
    families: rules.families.map((family) => {
      const cost = begin(`${family.definitions[0]?.id ?? ''} and ${family.definitions.length - 1} more`, 'family');
      return {
        ...family,
        find: (text, report, context) => {
          clock(cost, (found) =>
            family.find(
              text,
              (definition, start, end) => {
                found();
                report(definition, start, end);
              },
              context,
            ),
          );
        },
      };
    }),
    signals: rules.signals.map((signal) => ({
      ...signal,
      pattern: new TimedPattern(signal.pattern, begin(signal.id, 'sign')),
    })),
  };
  return { rules: timed, costs };
}

class TimedPattern extends RegExp {
  private readonly cost: RuleCost;
  private readonly own: RegExp;

  constructor(pattern: RegExp, cost: RuleCost) {
    super(pattern.source, pattern.flags);
    this.own = new RegExp(pattern.source, pattern.flags);
    this.cost = cost;
  }

  override test(text: string): boolean {
    const { cost, own } = this;
    own.lastIndex = this.lastIndex;
    const start = performance.now();
    const isMatch = own.test(text);
    cost.milliseconds += performance.now() - start;
    cost.runs += 1;
    if (isMatch) cost.found += 1;
    this.lastIndex = own.lastIndex;
    return isMatch;
  }
}
