import styles from './time-strip.module.css';
import type { TimeScale } from './time-scale.ts';

interface TimeStripProps {
  readonly scale: TimeScale;
  /** Microseconds. */
  readonly p50: number;
  readonly p95: number;
  /** What the relay adds, rather than what a server takes. */
  readonly isRelay?: boolean;
}

/** Half of the calls are quicker than the dot, nineteen of twenty than the end of the line. */
export function TimeStrip({ scale, p50, p95, isRelay }: TimeStripProps) {
  const [from, to] = [`${scale.at(p50)}%`, `${scale.at(p95)}%`];
  return (
    <svg aria-hidden className={[styles.strip, isRelay && styles.relay].filter(Boolean).join(' ')}>
      {scale.ticks.map((tick) => (
        <line key={tick} className={styles.grid} x1={`${scale.at(tick)}%`} x2={`${scale.at(tick)}%`} y1="0" y2="100%" />
      ))}
      <line className={styles.range} x1={from} x2={to} y1="50%" y2="50%" />
      <line className={styles.end} x1={to} x2={to} y1="9" y2="19" />
      <circle className={styles.dot} cx={from} cy="50%" r="4" />
    </svg>
  );
}
