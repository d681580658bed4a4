import { AfterDelay } from './after-delay.tsx';
import styles from './spinner.module.css';

/** Says what is being waited for, once it takes longer than 300 ms. */
export function Spinner({ text }: { readonly text: string }) {
  return (
    <AfterDelay>
      <span role="status" className={styles.spinner}>
        <span className={styles.ring} aria-hidden />
        {text}
      </span>
    </AfterDelay>
  );
}
