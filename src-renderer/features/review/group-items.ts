import type { ReviewItem } from '../../../src-relay/control/contract.ts';

/** The items of one server, the worst first. */
export interface ReviewGroup {
  readonly server: string;
  readonly items: readonly ReviewItem[];
}

/** How much an item asks for a look: what was found unsafe, what is held back, what got riskier, the rest. */
function rankOf({ isAcceptable, kind, changes, flags }: ReviewItem): number {
  if (!isAcceptable) return 0;
  if (kind === 'server') return 1;
  if (riskierOf(changes) > 0) return 2;
  if (kind === 'flag') return 4;
  if (kind === 'package') return 6;
  return flags.length > 0 ? 3 : 5;
}

/** How many changes got riskier. */
export function riskierOf(changes: ReviewItem['changes']): number {
  return changes.filter(({ isRiskier }) => isRiskier).length;
}

/**
 * Items by server, the server with the worst item first; what was left as it is last, where it is shown at all.
 * @param showsKept whether what was left as it is shows
 */
export function groupsOf(items: readonly ReviewItem[], showsKept: boolean): readonly ReviewGroup[] {
  const shown = items.filter(({ isKeptOff }) => showsKept || !isKeptOff);
  const rank = (item: ReviewItem): number => rankOf(item) + (item.isKeptOff ? 10 : 0);
  const groups = [...Map.groupBy(shown, ({ server }) => server)].map(([server, own]) => ({
    server,
    items: own.toSorted((a, b) => rank(a) - rank(b)),
  }));
  const worst = ({ items: [first] }: ReviewGroup): number => (first ? rank(first) : 99);
  return groups.toSorted((a, b) => worst(a) - worst(b));
}
