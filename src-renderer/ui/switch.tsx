import { Switch as Base } from '@base-ui/react/switch';
import { type ReactNode, useId } from 'react';
import styles from './switch.module.css';

export interface SwitchProps {
  readonly label: ReactNode;
  /** What follows from it as it stands, in a sentence. */
  readonly consequence?: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
  /** The relay has not answered yet: it shows the wish. */
  readonly pending?: boolean;
  /** Shows the switch alone, where the label stands elsewhere; the label stays its name. */
  readonly bare?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A switch with its consequence in words. */
export function Switch({ label, consequence, checked, disabled, pending, bare, onChange }: SwitchProps) {
  const id = useId();
  const control = (
    <Base.Root
      checked={checked}
      disabled={disabled ?? false}
      onCheckedChange={onChange}
      aria-labelledby={`${id}-label`}
      aria-describedby={consequence && !bare ? `${id}-consequence` : undefined}
      aria-busy={pending}
      className={styles.track}
    >
      <Base.Thumb className={styles.thumb} />
    </Base.Root>
  );
  if (bare) {
    return (
      <span className={styles.bare}>
        {control}
        <span id={`${id}-label`} hidden>
          {label}
        </span>
      </span>
    );
  }
  return (
    <div className={styles.row}>
      {control}
      <div>
        <div id={`${id}-label`}>{label}</div>
        {consequence && (
          <p id={`${id}-consequence`} className={styles.consequence}>
            {consequence}
          </p>
        )}
      </div>
    </div>
  );
}
