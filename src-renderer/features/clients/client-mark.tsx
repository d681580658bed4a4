import { CircleDashed, FileWarning, type LucideIcon, PlugZap, RefreshCwOff, Split, Unplug } from 'lucide-react';
import type { ClientFile } from '../../../src-relay/control/contract.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { isDropped } from './words.ts';

interface Look {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly tone: 'quiet' | 'good' | 'attention' | 'bad';
}

const LOOKS: Readonly<Record<ClientFile['state'], Look>> = {
  'not-connected': { icon: CircleDashed, word: 'Not connected', tone: 'quiet' },
  connected: { icon: PlugZap, word: 'Connected', tone: 'good' },
  bypassed: { icon: Split, word: 'Bypassed', tone: 'attention' },
  stale: { icon: RefreshCwOff, word: 'Out of date', tone: 'attention' },
  broken: { icon: FileWarning, word: 'Broken file', tone: 'bad' },
};

const DROPPED: Look = { icon: Unplug, word: 'Dropped', tone: 'attention' };

/** How a client stands: icon and word. */
export function ClientMark({ file }: { readonly file: ClientFile }) {
  const { icon: Icon, word, tone } = isDropped(file) ? DROPPED : LOOKS[file.state];
  return (
    <StateMark tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </StateMark>
  );
}
