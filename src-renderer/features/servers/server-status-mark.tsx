import { CircleOff, Hand, KeyRound, LoaderCircle, TriangleAlert } from 'lucide-react';
import { StateMark } from '../../ui/state-mark.tsx';
import { type ServerStanding, STANDING_WORDS } from './server-status.ts';

const LOOKS = {
  ready: { tone: 'good', icon: undefined },
  starting: { tone: 'quiet', icon: <LoaderCircle aria-hidden /> },
  held: { tone: 'bad', icon: <Hand aria-hidden /> },
  'sign-in': { tone: 'attention', icon: <KeyRound aria-hidden /> },
  failing: { tone: 'bad', icon: <TriangleAlert aria-hidden /> },
  stopping: { tone: 'quiet', icon: <LoaderCircle aria-hidden /> },
  stopped: { tone: 'quiet', icon: undefined },
  off: { tone: 'quiet', icon: <CircleOff aria-hidden /> },
} as const;

/** How a server stands: shape and word. */
export function ServerStatusMark({ standing }: { readonly standing: ServerStanding }) {
  const { tone, icon } = LOOKS[standing];
  return (
    <StateMark tone={tone} icon={icon}>
      {STANDING_WORDS[standing]}
    </StateMark>
  );
}
