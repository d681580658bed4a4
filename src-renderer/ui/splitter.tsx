import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import styles from './splitter.module.css';

interface SplitterProps {
  /** The element whose width is divided. */
  readonly frame: RefObject<HTMLElement | null>;
  /** Width of the pane after it, in percent. */
  readonly share: number;
  readonly onChange: (share: number) => void;
}

const LEAST = 28;
const MOST = 68;
const clamp = (share: number): number => Math.round(Math.min(MOST, Math.max(LEAST, share)) * 10) / 10;

/** The line between two panes, moved by pointer or arrow keys. */
export function Splitter({ frame, share, onChange }: SplitterProps) {
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onChange(clamp(((box.right - event.clientX) / box.width) * 100));
  };
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: 2, ArrowRight: -2 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onChange(clamp(share + by));
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label="Width of the detail"
      aria-valuenow={Math.round(share)}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      className={styles.splitter}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    />
  );
}
