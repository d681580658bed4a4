import type { Outcome } from './attempt.ts';

/** What became of one operation, directly and through the relay. */
export type Verdict =
  | { readonly kind: 'not offered' }
  | { readonly kind: 'client has not' }
  | { readonly kind: 'works' }
  | { readonly kind: 'relay only'; readonly why: string }
  | { readonly kind: 'neither'; readonly why: string }
  | { readonly kind: 'broken'; readonly why: string };

/** What works directly has to work through the relay, with the same result. */
export function verdict(direct: Outcome, relayed: Outcome): Verdict {
  if (!direct.works) {
    return relayed.works ? { kind: 'relay only', why: direct.why } : { kind: 'neither', why: direct.why };
  }
  if (!relayed.works) return { kind: 'broken', why: relayed.why };
  const changed = [...direct.evidence].find(([key, value]) => relayed.evidence.get(key) !== value);
  if (changed === undefined) return { kind: 'works' };
  const [key, value] = changed;
  return { kind: 'broken', why: `${key} differs: ${difference(value, relayed.evidence.get(key))}` };
}

const AROUND = 60;

/** The first place where two texts part. */
function difference(direct: string, relayed: string | undefined): string {
  if (relayed === undefined) return 'it is missing through the relay';
  let at = 0;
  while (direct[at] === relayed[at]) at += 1;
  const from = Math.max(0, at - AROUND / 2);
  return `directly ${direct.slice(from, at + AROUND)}, through the relay ${relayed.slice(from, at + AROUND)}`;
}
