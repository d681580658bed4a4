import {
  CircleAlert,
  EyeOff,
  FileDiff,
  Hand,
  KeyRound,
  ListX,
  LoaderCircle,
  Pause,
  ShieldAlert,
  TriangleAlert,
  Unplug,
} from 'lucide-react';
import { NeedAction } from './need-action.tsx';
import { NeedWords } from './need-words.tsx';
import type { Need } from './needs.ts';
import styles from './needs-list.module.css';

/** One thing that needs somebody: what it is in a sentence, and the way to it. */
export function NeedRow({ need }: { readonly need: Need }) {
  const { icon: Icon, isBad } = lookOf(need);
  return (
    <li className={styles.need}>
      <Icon aria-hidden className={[styles.icon, isBad ? styles.bad : styles.attention].join(' ')} />
      <div className={styles.words}>
        <NeedWords need={need} />
      </div>
      <span className={styles.action}>
        <NeedAction need={need} />
      </span>
    </li>
  );
}

function lookOf(need: Need) {
  switch (need.kind) {
    case 'paused':
      return { icon: Pause, isBad: false };
    case 'problem':
      return { icon: CircleAlert, isBad: true };
    case 'tools':
      if (need.state === 'disabled - security risk') return { icon: ShieldAlert, isBad: true };
      return need.state === 'disabled - changed'
        ? { icon: FileDiff, isBad: false }
        : { icon: CircleAlert, isBad: false };
    case 'down':
      return { icon: TriangleAlert, isBad: true };
    case 'held':
      return { icon: Hand, isBad: true };
    case 'instructions':
      return { icon: FileDiff, isBad: false };
    case 'sign-in':
      return { icon: KeyRound, isBad: false };
    case 'slow':
      return { icon: LoaderCircle, isBad: false };
    case 'client':
      return { icon: Unplug, isBad: false };
    case 'not-offered':
      return { icon: ListX, isBad: false };
    case 'hidden':
      return { icon: EyeOff, isBad: false };
  }
}
