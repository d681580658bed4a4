import {
  CircleAlert,
  CircleCheck,
  CircleOff,
  CopyX,
  FileDiff,
  ListX,
  type LucideIcon,
  ShieldAlert,
  ShieldCheck,
} from 'lucide-react';
import type { Tool } from '../../src-relay/control/contract.ts';
import { StateMark } from './state-mark.tsx';

type ToolState = Tool['state'];

const MARKS: Readonly<Record<ToolState, { icon: LucideIcon; word: string; tone: 'quiet' | 'attention' | 'bad' }>> = {
  enabled: { icon: CircleCheck, word: 'On', tone: 'quiet' },
  'disabled - security risk': { icon: ShieldAlert, word: 'Security risk', tone: 'bad' },
  'disabled - changed': { icon: FileDiff, word: 'Changed', tone: 'attention' },
  'disabled - error': { icon: CircleAlert, word: 'Not checked', tone: 'attention' },
  'disabled - limit': { icon: ListX, word: 'Over the limit', tone: 'attention' },
  'disabled - duplicate': { icon: CopyX, word: 'Same name twice', tone: 'attention' },
  'disabled - by user': { icon: CircleOff, word: 'Switched off', tone: 'quiet' },
  'disabled - hidden_mode': { icon: ShieldCheck, word: "Scanner's own", tone: 'quiet' },
};

/** The word for a tool's state. */
export function toolStateWord(state: ToolState): string {
  return MARKS[state].word;
}

/** The state of a tool: icon and word, never colour alone. */
export function ToolStateMark({ state }: { readonly state: ToolState }) {
  const { icon: Icon, word, tone } = MARKS[state];
  return (
    <StateMark tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </StateMark>
  );
}
