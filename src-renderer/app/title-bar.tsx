import { useConnection } from '../state/hooks.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { AppearanceMenu } from './appearance-menu.tsx';
import { SearchButton } from './commands/search-button.tsx';
import { PauseControl } from './pause-control.tsx';
import { RelayState } from './relay-state.tsx';
import styles from './title-bar.module.css';

/** The bar over every screen: is the relay on, where do clients connect, pause. */
export function TitleBar() {
  const endpoint = useConnection((s) => s.status?.endpoints.mcp);
  return (
    <header className={styles.bar}>
      <RelayState />
      {endpoint && (
        <span className={styles.endpoint}>
          <code className={styles.address} title="Where clients connect">
            {endpoint}
          </code>
          <CopyButton text={endpoint} label="Copy the endpoint" />
        </span>
      )}
      <span className={styles.space} />
      <SearchButton />
      <PauseControl />
      <AppearanceMenu />
    </header>
  );
}
