import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { KeyHint } from './key-hint.tsx';
import { floats } from './floats.ts';
import styles from './tooltip.module.css';

interface TooltipProps {
  readonly text: string;
  readonly keys?: string | undefined;
  /** The element that it explains. */
  readonly children: ReactElement;
}

/** A short explanation that shows on hover and focus; never the only place where something is said. */
export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal container={floats}>
        <Base.Positioner sideOffset={6} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            {text}
            {keys && <KeyHint keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
