import { useConnection } from '../state/hooks.ts';
import { formatCount } from '../ui/number-format.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import type { Screen } from './route.ts';
import { SCREENS } from './screens.ts';
import styles from './sidebar.module.css';

/** The ways to the screens. */
export function Sidebar({ screen: current }: { readonly screen: Screen }) {
  const blocked = useConnection((s) => s.status?.blockedToday ?? 0);
  const version = useConnection((s) => s.status?.version);
  return (
    <nav className={styles.sidebar} aria-label="Screens">
      <ul>
        {SCREENS.map(({ screen, title, icon: Icon, key }) => (
          <li key={screen}>
            <Tooltip
              text={screen === 'activity' && blocked > 0 ? `${title}, ${formatCount(blocked)} blocked today` : title}
              keys={`g ${key}`}
            >
              <a href={`#/${screen}`} className={styles.entry} aria-current={screen === current ? 'page' : undefined}>
                <Icon aria-hidden />
                <span className={styles.title}>{title}</span>
                {screen === 'activity' && blocked > 0 && (
                  <span className={styles.badge}>
                    {formatCount(blocked)}
                    <span className={styles.heard}> blocked today</span>
                  </span>
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
