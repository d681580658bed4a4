import type { ReviewItem } from '../../../src-relay/control/contract.ts';
import { app } from '../../state/app.ts';
import { formatCounted } from '../../ui/number-format.ts';
import { shortName } from '../../ui/short-name.ts';
import { acceptedWords, nameOf } from './words.ts';

/** Accepts items as they were shown, and offers to take that back; answers whether any was accepted. */
export async function acceptItems(items: readonly ReviewItem[]): Promise<boolean> {
  const { count, undo } = await app.review.accept(items);
  const [first] = items;
  if (count === 0 || !first) return false;
  const text =
    items.length === 1
      ? acceptedWords(first, shortName(nameOf(first)), shortName(first.server))
      : `Accepted ${formatCounted(count, 'change')}.`;
  app.toasts.show(text, undo === undefined ? undefined : () => void takeBack(undo));
  return true;
}

async function takeBack(undo: string): Promise<void> {
  const failure = await app.review.undo(undo);
  app.toasts.show(failure ?? 'It waits again.');
}

/** Leaves an item as it is, or asks about it again; answers whether that worked. */
export async function keepItemOff(item: ReviewItem, isKeptOff: boolean): Promise<boolean> {
  if (!(await app.review.keepOff(item, isKeptOff))) return false;
  const name = shortName(item.tool ?? item.server);
  if (isKeptOff) app.toasts.show(`${name} stays as it is.`, () => void app.review.keepOff({ ...item }, false));
  else app.toasts.show(`${name} waits for you again.`);
  return true;
}
