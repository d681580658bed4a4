import { useEffect, useRef } from 'react';
import { KeyHint } from '../../ui/key-hint.tsx';
import { BoxedText } from '../../ui/untrusted/boxed-text.tsx';
import styles from './command-palette.module.css';
import type { Command } from './commands.ts';

interface CommandRowProps {
  readonly id: string;
  readonly command: Command;
  readonly active: boolean;
  readonly onPick: () => void;
}

/** One command: its group, its title, and the keys that do the same. */
export function CommandRow({ id, command, active, onPick }: CommandRowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <li
      ref={row}
      id={id}
      role="option"
      aria-selected={active}
      className={[styles.row, active && styles.active].filter(Boolean).join(' ')}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <span className={styles.group}>{command.group}</span>
      <span className={command.untrusted ? styles.name : styles.title}>
        <BoxedText text={command.title} />
      </span>
      {command.keys !== undefined && <KeyHint keys={command.keys} />}
    </li>
  );
}
