import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './button.module.css';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One primary action a view; danger stands apart and names its object. */
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** A 16 px lucide icon before the words. */
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with words: a verb and, where it is not plain, its object. */
export function Button({ kind = 'plain', icon, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" className={[styles.button, styles[kind], className].filter(Boolean).join(' ')} {...rest}>
      {icon}
      <span className={styles.words}>{children}</span>
    </button>
  );
}
