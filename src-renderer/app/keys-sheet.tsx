import { Fragment } from 'react';
import { useStore } from 'zustand/react';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import styles from './keys-sheet.module.css';
import { keysSheet, setKeysSheet } from './keys-sheet-state.ts';
import { SCREENS } from './screens.ts';

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ...SCREENS.map(({ key, title }, index) => [`g ${key} or ${index + 1}`, `Go to ${title}`] as const),
  ['Ctrl K', 'Search screens, servers, tools and commands'],
  ['/', 'Filter the list'],
  ['↑ ↓', 'Move in a list'],
  ['Home End', 'First or last row'],
  ['Enter', 'Open the row'],
  ['Esc', 'Close the detail'],
  ['j k', 'Next or previous call while one is open'],
  ['n p', 'Next or previous finding of the open call'],
  ['a x', 'Accept what is open in Review, or leave it as it is'],
  ['?', 'Show these keys'],
];

/** The sheet that `?` opens. */
export function KeysSheet() {
  const open = useStore(keysSheet, (s) => s.open);
  return (
    <Dialog open={open} onOpenChange={setKeysSheet} title="Keys">
      <dl className={styles.keys}>
        {KEYS.map(([keys, does]) => (
          <div key={does} className={styles.line}>
            <dt className={styles.does}>{does}</dt>
            <dd className={styles.ways}>
              {keys.split(' or ').map((way, index) => (
                <Fragment key={way}>
                  {index > 0 && ' or '}
                  <KeyHint keys={way} />
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
