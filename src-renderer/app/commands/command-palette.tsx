import { Dialog } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { useStore } from 'zustand/react';
import { floats } from '../../ui/floats.ts';
import styles from './command-palette.module.css';
import { CommandSearch } from './command-search.tsx';
import { palette, setPalette } from './palette-state.ts';

/** The command search over the page: everything one can go to or do, by typing. */
export function CommandPalette() {
  const open = useStore(palette, (s) => s.open);
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setPalette(next)}>
      <Dialog.Portal container={floats}>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} initialFocus={input} aria-label="Search and commands">
          <CommandSearch input={input} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
