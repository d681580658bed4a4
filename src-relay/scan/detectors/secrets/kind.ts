import type { Severity } from '../../../protocol/scan-types.ts';
import type { DetectorDefinition, ReportSpan, WindowDetector, WindowRule } from '../../definition.ts';
import { isDummyToken, isFilledIn } from './dummy.ts';

/** One kind of secret with a form of its own, as data. */
interface SecretKind {
  /** Without the family: `stripe-secret-key`. The placeholder is made of it: `STRIPE_SECRET_KEY`. */
  readonly id: string;
  readonly title: string;
  readonly keywords: readonly string[];
  /**
   * Source of the pattern, every repeat bounded. A part in `(?<secret>...)` is the finding alone; else all of it is.
   * What stands around it is seen to here: no letter or digit may touch either end.
   */
  readonly form: string;
  /** Units of the longest match, what stands before the secret included. */
  readonly longest: number;
  readonly match: readonly string[];
  readonly noMatch?: readonly string[];
  readonly placeholder?: string;
  /** `i` where the form is the same in any case. */
  readonly flags?: 'i';
  /** How far before its keyword a match may begin. */
  readonly lead?: number;
  /** `medium` where the name around it is most of the form, so that a form of its own names the place. */
  readonly severity?: 'medium';
  /** The form is unmistakable even where it is glued to other letters. */
  readonly glued?: boolean;
}

/** A table of kinds as detectors. */
export function secretKinds(kinds: readonly SecretKind[]): readonly WindowDetector[] {
  return kinds.map((kind) => ({ definition: definitionOf(kind), window: ruleOf(kind) }));
}

function definitionOf(kind: SecretKind): DetectorDefinition {
  return secretDefinition({
    id: kind.id,
    title: kind.title,
    keywords: kind.keywords,
    window: { before: (kind.lead ?? 0) + 2, after: kind.longest + 2 },
    ...(kind.placeholder === undefined ? {} : { placeholder: kind.placeholder }),
    ...(kind.severity === undefined ? {} : { severity: kind.severity }),
    match: kind.match,
    noMatch: [...(kind.noMatch ?? []), ...kind.keywords.map((keyword) => `${keyword}${'x'.repeat(40)}`)],
  });
}

type DefinitionParts = Pick<DetectorDefinition, 'title' | 'keywords' | 'window'> & {
  readonly id: string;
  readonly match: readonly string[];
  readonly noMatch: readonly string[];
  readonly placeholder?: string;
  readonly explanation?: string;
  readonly name?: string;
  /** A form of its own is worth more than a name: where both are found, it names the placeholder. */
  readonly severity?: Severity;
};

/** What all definitions of secrets have in common, filled in. */
export function secretDefinition(parts: DefinitionParts): DetectorDefinition {
  const { id, title, keywords, window, match, noMatch, name } = parts;
  return {
    id: `secret.${id}`,
    kind: 'secret',
    severity: parts.severity ?? 'high',
    directions: ['definition', 'request', 'response'],
    keywords,
    traits: [],
    window,
    placeholder: parts.placeholder ?? id.toUpperCase().replaceAll('-', '_'),
    title,
    explanation:
      parts.explanation ?? `The text holds what has the exact form of this: ${title}. Anybody who has it can use it.`,
    examples: { match, noMatch, ...(name === undefined ? {} : { name }) },
  };
}

function ruleOf({ form, flags, glued = false }: SecretKind): WindowRule {
  const source = glued ? form : `(?<![A-Za-z0-9+])(?:${form})(?![A-Za-z0-9_])`;
  const part = form.includes('(?<secret>');
  return patternRule(new RegExp(source, `g${flags ?? ''}${part ? 'd' : ''}`), part);
}

/** A window rule from a pattern that leaves out what is plainly no real token. With `part` the group `secret` is the span. */
function patternRule(pattern: RegExp, part: boolean): WindowRule {
  return (text, from, to, report) => {
    const window = from === 0 && to === text.length ? text : text.slice(from, to);
    pattern.lastIndex = 0;
    for (let match = pattern.exec(window); match; match = pattern.exec(window)) {
      const range = part ? match.indices?.groups?.['secret'] : undefined;
      const start = range ? range[0] : match.index;
      const end = range ? range[1] : match.index + match[0].length;
      if (!isDummyToken(window.slice(start, end))) report(from + start, from + end);
      if (match[0].length === 0) pattern.lastIndex++;
    }
  };
}

/** The same detector, which leaves out tokens that are plainly filled in by hand. */
export function exceptDummies(detector: WindowDetector): WindowDetector {
  const { definition, window } = detector;
  return {
    definition,
    window: (text, from, to, report, context) => {
      const genuine: ReportSpan = (start, end) => {
        if (!isFilledIn(text.slice(start, end))) report(start, end);
      };
      window(text, from, to, genuine, context);
    },
  };
}
