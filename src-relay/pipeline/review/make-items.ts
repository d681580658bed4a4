import type { WaitingInstructions } from '../../registry/trust/instruction-pins.ts';
import { classifyInstructions } from '../../registry/changes/classify.ts';
import type { ReviewKind } from '../../protocol/review-kinds.ts';
import type { Flag } from '../../registry/shadowing/flags.ts';
import { hashOf, itemId, type ReviewItem } from './item.ts';

/** What the log says of an item that was accepted. */
export const ACCEPTED: Readonly<Record<ReviewKind, string>> = {
  tool: 'the changed definition was approved',
  instructions: 'the changed text was accepted',
  server: 'it was let start in spite of its risk score',
  flag: 'what stands out about it was accepted',
  package: 'the other version was noted',
};

const POSING = 'It may be taken for another server’s, or tells what to do with one.';

/** Why an item was not accepted. */
export function refusal(item: ReviewItem | undefined): string {
  if (!item) return 'It no longer waits: it was decided on elsewhere, or is as it was before.';
  if (!item.isAcceptable) return 'It was found unsafe and cannot be accepted.';
  return 'It has changed again meanwhile: read it anew before you accept it.';
}

/** An item of which only the name is known. */
export function blank(kind: ReviewKind, server: string, tool: string | null, hash: string): ReviewItem {
  return {
    id: itemId(kind, server, tool),
    kind,
    server,
    tool,
    hash,
    isNew: false,
    isAcceptable: true,
    isKeptOff: false,
    reason: '',
    changes: [],
    flags: [],
    risk: undefined,
  };
}

/** Instructions that wait. */
export function instructionItem({ server, hash, text, before, unsafe }: WaitingInstructions): ReviewItem {
  const what = 'What it tells models about itself';
  const change = before ? `${what} differs from what was accepted.` : `${what} is new.`;
  return {
    ...blank('instructions', server, null, hash),
    isNew: before === undefined,
    isAcceptable: unsafe === undefined,
    reason: `${unsafe === undefined ? '' : `${unsafe} `}${change} Clients do not get it.`,
    changes: classifyInstructions(before?.text, text),
  };
}

/** What stands out about a tool, or about a server as a whole. */
export function flagItem(server: string, tool: string | null, flags: readonly Flag[]): ReviewItem[] {
  if (flags.length === 0) return [];
  const texts = flags.map(({ text }) => text);
  return [{ ...blank('flag', server, tool, hashOf(...texts)), reason: POSING, flags: texts }];
}
