import { expandReferences } from '../../config/expand.ts';
import type { ReferenceStyle } from '../strategies/strategy.ts';

export interface ReferenceContext {
  readonly style: ReferenceStyle;
  readonly home: string;
  /** The environment in which the relay runs. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A text in the relay's notation, or what keeps it from being written in it. */
export type Translation =
  | {
      readonly text: string;
      /** Whether the text is meant as it is, but the relay would put values in. */ readonly isLiteral: boolean;
    }
  | { readonly problem: string };

const REFERENCE = /\$(?:\{(?<braced>[^}]*)\}|(?<bare>[A-Za-z_]\w*))/gu;
const NAME = /^[A-Za-z_]\w*$/u;

/** Writes a client's references to variables (`${env:NAME}`, `$NAME`) in the relay's notation (`${NAME}`). */
export function translateReferences(text: string, { style, home, env }: ReferenceContext): Translation {
  if (!text.includes('$')) return { text, isLiteral: false };
  if (style === 'none') return { text, isLiteral: expandsHere(text) };
  let problem: string | undefined;
  let isLiteral = false;
  const translated = text.replaceAll(
    REFERENCE,
    (whole: string, braced: string | undefined, bare: string | undefined) => {
      const inner = braced ?? bare ?? '';
      if (style === 'env-prefix' && braced === undefined) {
        isLiteral = true;
        return whole;
      }
      if (inner === 'userHome') return home;
      const name = inner.startsWith('env:') ? inner.slice(4) : style === 'shell' ? inner : undefined;
      if (name === undefined || !NAME.test(name)) problem ??= `It holds ${whole}, which only this client can fill in.`;
      else if (env[name] === undefined) problem ??= `It needs the variable ${name}, which the relay does not have.`;
      return `\${${name ?? ''}}`;
    },
  );
  if (isLiteral && translated !== text) problem ??= 'It mixes references with a "$" that is none.';
  return problem === undefined ? { text: translated, isLiteral } : { problem };
}

/** Whether the relay would put values into a text. */
function expandsHere(text: string): boolean {
  const { text: expanded, missing } = expandReferences(text, { variable: () => '', secret: () => '' });
  return expanded !== text || missing.length > 0;
}
