import styles from './view-choice.module.css';

interface ViewChoiceProps {
  readonly raw: boolean;
  readonly onChange: (raw: boolean) => void;
  /** Of what, for screen readers. */
  readonly label: string;
}

const VIEWS = [
  [false, 'Decoded'],
  [true, 'Raw'],
] as const;

/** Chooses between the decoded payload and its JSON text. */
export function ViewChoice({ raw, onChange, label }: ViewChoiceProps) {
  return (
    <span role="group" aria-label={`View of the ${label.toLowerCase()}`} className={styles.choice}>
      {VIEWS.map(([value, title]) => (
        <button
          key={title}
          type="button"
          aria-pressed={raw === value}
          className={styles.view}
          onClick={() => onChange(value)}
        >
          {title}
        </button>
      ))}
    </span>
  );
}
