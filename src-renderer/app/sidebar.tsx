import { useConnection, useReview } from '../state/hooks.ts';
import { formatCount } from '../ui/number-format.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { Badge } from './badge.tsx';
import type { Screen } from './route.ts';
import { SCREENS } from './screens.ts';
import styles from './sidebar.module.css';

/** The ways to the screens. */
export function Sidebar({ screen: current }: { readonly screen: Screen }) {
  const blocked = useConnection((s) => s.status?.blockedToday ?? 0);
  const waiting = useReview((s) => s.items?.filter((item) => !item.isKeptOff).length ?? 0);
  const version = useConnection((s) => s.status?.version);
  const tipOf = (screen: Screen, title: string): string => {
    if (screen === 'activity' && blocked > 0) return `${title}, ${formatCount(blocked)} blocked today`;
    if (screen === 'review' && waiting > 0) return `${title}, ${formatCount(waiting)} to decide`;
    return title;
  };
  return (
    <nav className={styles.sidebar} aria-label="Screens">
      <ul>
        {SCREENS.map(({ screen, title, icon: Icon, key }) => (
          <li key={screen}>
            <Tooltip text={tipOf(screen, title)} keys={`g ${key}`}>
              <a href={`#/${screen}`} className={styles.entry} aria-current={screen === current ? 'page' : undefined}>
                <Icon aria-hidden />
                <span className={styles.title}>{title}</span>
                {screen === 'activity' && blocked > 0 && <Badge count={blocked} words="blocked today" />}
                {screen === 'review' && waiting > 0 && (
                  <Badge count={waiting} words={waiting === 1 ? 'waits for you' : 'wait for you'} isAsking />
                )}
              </a>
            </Tooltip>
          </li>
        ))}
      </ul>
      {version && <p className={styles.version}>MCP Security Relay {version}</p>}
    </nav>
  );
}
