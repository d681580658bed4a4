import { CircleOff, FileDiff, FilePlus2, Flag, Hand, type LucideIcon, Package, ShieldAlert } from 'lucide-react';
import type { ReviewItem } from '../../../src-relay/control/contract.ts';
import { StateMark } from '../../ui/state-mark.tsx';

interface Look {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly tone: 'quiet' | 'attention' | 'bad';
}

function lookOf({ kind, isNew, isAcceptable, isKeptOff }: ReviewItem): Look {
  if (isKeptOff) return { icon: CircleOff, word: kind === 'flag' ? 'Put away' : 'Kept off', tone: 'quiet' };
  switch (kind) {
    case 'tool':
    case 'instructions':
      if (!isAcceptable) return { icon: ShieldAlert, word: 'Found unsafe', tone: 'bad' };
      return isNew
        ? { icon: FilePlus2, word: 'New', tone: 'attention' }
        : { icon: FileDiff, word: 'Changed', tone: 'attention' };
    case 'server':
      return { icon: Hand, word: 'Held back', tone: 'bad' };
    case 'flag':
      return { icon: Flag, word: 'Stands out', tone: 'attention' };
    case 'package':
      return { icon: Package, word: 'New version', tone: 'quiet' };
  }
}

/** What an item is about: icon and word. */
export function ReviewMark({ item }: { readonly item: ReviewItem }) {
  const { icon: Icon, word, tone } = lookOf(item);
  return (
    <StateMark tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </StateMark>
  );
}
