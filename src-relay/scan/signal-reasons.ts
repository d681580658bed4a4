/**
 * What a text with signs of a group aims at. Those that say most come first. In nouns: the sentence itself passes by the
 * scanner when a server or a model quotes it, and must not read like an order.
 */
const AIMS: readonly (readonly [string, string])[] = [
  ['override', 'a break with its task'],
  ['reveal', 'a leak of its setup or of a secret'],
  ['freedom', 'behaviour without limits'],
  ['obey', 'blind obedience'],
  ['redirect', 'a detour of other tools'],
  ['prefer', 'a preference for this tool'],
  ['demand', 'private things in a parameter'],
  ['act-send', 'data for somebody else'],
  ['act-chain', 'data that is fetched and passed on'],
  ['act-take', 'private data'],
  ['act-change', 'a change, a deletion or a payment'],
  ['act', 'the run of a tool or command'],
  ['deed', 'a deed that nobody asked for'],
  ['answer', 'foreign words in its answer'],
  ['answer-place', 'foreign words in its answer'],
  ['answer-say', 'given words in its answer'],
  ['answer-said', 'given words in its answer'],
  ['answer-only', 'nothing else in its answer'],
  ['answer-form', 'another form of its answer'],
  ['steer', 'advice in the interest of others'],
  ['role', 'another role'],
  ['conceal', 'secrecy towards the user'],
];
const DECLARED = ['declared', 'stealth'];
/** What says more than that something is to be done. */
const DEEDS = ['act-send', 'act-chain', 'act-take', 'act-change', 'act', 'answer', 'answer-place', 'steer', 'reveal'];
const MAX_AIMS = 3;

/** One sentence on what a passage tries, from the groups of its signs; undefined where they do not tell. */
export function reasonOf(groups: ReadonlySet<string>): string | undefined {
  if (DECLARED.some((group) => groups.has(group))) return 'It says itself that it steals, hides or does damage.';
  const isSaid = (group: string): boolean =>
    groups.has(group) && !(group === 'deed' && DEEDS.some((deed) => groups.has(deed)));
  const aims = [...new Set(AIMS.filter(([group]) => isSaid(group)).map(([, aim]) => aim))];
  const told = aims.length > MAX_AIMS && groups.has('conceal') ? [...aims.slice(0, 2), aims.at(-1)] : aims;
  const [first, ...others] = told.slice(0, MAX_AIMS);
  if (first === undefined) return undefined;
  const last = others.pop();
  const aimed = last === undefined ? first : `${[first, ...others].join(', ')} and ${last}`;
  return `It gives the model orders that aim at ${aimed}.`;
}
