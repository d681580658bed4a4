import styles from './call-grid.module.css';

const COLUMNS: readonly (readonly [title: string, style: string | undefined])[] = [
  ['Time', styles.time],
  ['Client', styles.client],
  ['Server · tool', styles.tool],
  ['Outcome', styles.outcome],
  ['Reason', styles.reason],
  ['Took', styles.duration],
];

/** The names of the columns. */
export function GridHeader() {
  return (
    <div role="row" aria-rowindex={1} className={styles.header}>
      {COLUMNS.map(([title, style]) => (
        <div key={title} role="columnheader" className={style}>
          {title}
        </div>
      ))}
    </div>
  );
}
