import { OneLine } from '../../ui/one-line.tsx';
import styles from './name-link.module.css';

/** The name of a server or tool in a sentence, leading to it. */
export function NameLink({ href, name }: { readonly href: string; readonly name: string }) {
  return (
    <a className={styles.link} href={href}>
      <OneLine text={name} strong />
    </a>
  );
}
