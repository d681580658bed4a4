import { Check, ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { BoxedText } from '../../../ui/untrusted/boxed-text.tsx';
import styles from './filter-picker.module.css';
import type { Option } from './kinds.ts';

interface PickerRowProps {
  readonly id: string;
  readonly active: boolean;
  readonly option?: Option;
  /** Said before the value where values of several kinds stand together. */
  readonly kindTitle?: string | undefined;
  /** Leads to another list. */
  readonly opens?: boolean;
  readonly onPick: () => void;
  readonly children?: ReactNode;
}

/** One line of the picker. The focus stays in its text field, which the keys go through. */
export function PickerRow({ id, active, option, kindTitle, opens, onPick, children }: PickerRowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <li
      ref={row}
      id={id}
      role="option"
      aria-selected={option?.chosen ?? false}
      className={[styles.row, active && styles.active].filter(Boolean).join(' ')}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      <span className={styles.check}>{option?.chosen && <Check aria-hidden />}</span>
      {kindTitle !== undefined && <span className={styles.kind}>{kindTitle}</span>}
      <span className={option?.untrusted ? styles.name : styles.word}>
        {option ? <BoxedText text={option.title} /> : children}
      </span>
      {opens && <ChevronRight aria-hidden className={styles.into} />}
    </li>
  );
}
