import type { DetectorDefinition } from '../../definition.ts';
import type { Tag } from './lexicon.ts';

export interface PiiSpec {
  /** After `pii.`. */
  readonly id: string;
  readonly placeholder: string;
  readonly title: string;
  readonly match: readonly string[];
  readonly noMatch: readonly string[];
}

/** The definition of a detector of personal data that the family's one pass serves. */
export function piiDefinition(spec: PiiSpec): DetectorDefinition {
  return {
    id: `pii.${spec.id}`,
    kind: 'pii',
    severity: 'medium',
    directions: ['request', 'response'],
    keywords: [],
    traits: ['digit'],
    window: { before: 0, after: 0 },
    placeholder: spec.placeholder,
    title: spec.title,
    explanation: `The text holds what has the form of ${spec.title}: it identifies or reaches one person.`,
    examples: { match: spec.match, noMatch: spec.noMatch },
  };
}

/** A number of fixed form, e.g. a national identity number. */
export interface NumberKind {
  readonly definition: DetectorDefinition;
  /**
   * How it is written: `d3~d2~d4` is three, two and four digits with the same separator between them, `a1d7a1` one
   * letter, seven digits and a letter; any other character stands for itself.
   */
  readonly shapes: readonly string[];
  /** What `~` may be; a blank and a hyphen by default. */
  readonly separators: string;
  /** Labels that name it, in the lexicon. */
  readonly tags: readonly Tag[];
  /** Structure and check digits of `id` (letters in upper case, no separators). Without one there is nothing to check. */
  readonly valid: ((id: string) => boolean) | undefined;
  /** True where a valid one, as `written`, is sure without a label. */
  readonly free: (written: string, id: string) => boolean;
  /** False where a label is always needed. */
  readonly mayBeFree: boolean;
  /** Reports what is not valid too, right behind its label: a mistyped number is still somebody's. */
  readonly forgiving: boolean;
}

type KindSpec = PiiSpec &
  Pick<NumberKind, 'shapes' | 'tags'> &
  Partial<Pick<NumberKind, 'separators' | 'valid' | 'forgiving'>> & {
    readonly free?: 'always' | 'never' | 'divided' | 'upper' | ((written: string, id: string) => boolean);
  };

const hasDivider = (written: string): boolean => /[^\dA-Za-z]/.test(written);
const FREE = {
  always: () => true,
  divided: hasDivider,
  upper: (written: string) => !/[a-z]/.test(written),
  never: () => false,
};

/** A kind from its data. `free`: 'divided' where it is written in groups, 'upper' where its letters are capitals. */
export function numberKind(spec: KindSpec): NumberKind {
  const { free = 'never', valid, forgiving = true, separators = ' -', shapes, tags } = spec;
  return {
    definition: piiDefinition(spec),
    shapes,
    separators,
    tags,
    valid,
    forgiving,
    mayBeFree: free !== 'never',
    free: typeof free === 'string' ? FREE[free] : free,
  };
}
