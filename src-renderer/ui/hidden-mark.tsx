import { EyeOff } from 'lucide-react';
import styles from './hidden-mark.module.css';

/** Marks a server in hidden mode, or what belongs to one. */
export function HiddenMark() {
  return (
    <span className={styles.mark} title="Hidden mode: nothing it says or gets is scanned">
      <EyeOff aria-hidden />
      Not scanned
    </span>
  );
}
