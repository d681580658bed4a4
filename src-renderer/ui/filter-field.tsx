import type { KeyboardEvent } from 'react';
import { Field } from './field.tsx';
import styles from './filter-field.module.css';
import { KeyHint } from './key-hint.tsx';

interface FilterFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The reader goes on to the list: arrow down or Enter. */
  readonly onLeave: () => void;
}

/** The text filter over a list, which `/` leads to. Esc empties it, then leaves it. */
export function FilterField({ label, value, onChange, onLeave }: FilterFieldProps) {
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'Enter' || (event.key === 'Escape' && value === '')) onLeave();
    else if (event.key === 'Escape') onChange('');
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.filter}>
      <Field
        data-filter
        type="search"
        label={label}
        quietLabel
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={press}
      />
      {value === '' && (
        <span className={styles.key} aria-hidden>
          <KeyHint keys="/" />
        </span>
      )}
    </div>
  );
}
