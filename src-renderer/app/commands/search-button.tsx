import { Search } from 'lucide-react';
import { KeyHint } from '../../ui/key-hint.tsx';
import { setPalette } from './palette-state.ts';
import styles from './search-button.module.css';

const isMac = navigator.userAgent.includes('Macintosh');

/** Opens the command search. */
export function SearchButton() {
  return (
    <button type="button" className={styles.button} onClick={() => setPalette(true)}>
      <Search aria-hidden />
      <span className={styles.words}>Search</span>
      <KeyHint keys={isMac ? '⌘ K' : 'Ctrl K'} />
    </button>
  );
}
