import { Flag } from 'lucide-react';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import detailStyles from './tool-detail.module.css';
import styles from './tool-flags.module.css';

/** What stands out about a tool beside those of other servers. */
export function ToolFlags({ flags }: { readonly flags: readonly string[] }) {
  return (
    <section className={detailStyles.section} aria-labelledby="tool-flags">
      <h3 id="tool-flags" className={styles.title}>
        <Flag aria-hidden />
        Stands out
      </h3>
      <ul className={styles.flags}>
        {flags.map((flag) => (
          <li key={flag}>
            <UntrustedText prose text={flag} />
          </li>
        ))}
      </ul>
      <p className={detailStyles.quiet}>Nothing was stopped: see that you know both tools, and which one is meant.</p>
    </section>
  );
}
