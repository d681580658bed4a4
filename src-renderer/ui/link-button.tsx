import type { AnchorHTMLAttributes, ReactNode } from 'react';
import styles from './button.module.css';

interface LinkButtonProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string;
  readonly kind?: 'primary' | 'plain' | 'quiet';
  readonly icon?: ReactNode;
}

/** A link to another place of the app that looks like a button. */
export function LinkButton({ kind = 'plain', icon, children, className, ...rest }: LinkButtonProps) {
  return (
    <a className={[styles.button, styles.link, styles[kind], className].filter(Boolean).join(' ')} {...rest}>
      {icon}
      <span className={styles.words}>{children}</span>
    </a>
  );
}
