import { memo } from 'react';
import type { CallRow } from '../../../../src-relay/control/contract.ts';
import { formatDuration } from '../../../ui/number-format.ts';
import { OutcomeMark } from '../../../ui/outcome-mark.tsx';
import { fullTime, shortTime } from '../../../ui/time-format.ts';
import { BoxedText } from '../../../ui/untrusted/boxed-text.tsx';
import { spelledOut } from '../../../ui/untrusted/odd-characters.ts';
import { clientName } from '../client-name.ts';
import { methodWord } from '../method-word.ts';
import styles from './call-grid.module.css';
import { isFresh } from './is-fresh.ts';

interface CallRowViewProps {
  readonly row: CallRow;
  readonly index: number;
  /** Where it stands in the list, in pixels. */
  readonly top: number;
  /** When today began. */
  readonly today: number;
  readonly active: boolean;
  readonly open: boolean;
}

/** One call in the list. */
export const CallRowView = memo(function CallRowView({ row, index, top, today, active, open }: CallRowViewProps) {
  const tool = row.tool ?? row.shownTool;
  const word = methodWord(row.method);
  const look = [styles.row, active && styles.active, isFresh(row, Date.now()) && styles.fresh];
  return (
    <div
      role="row"
      id={`call-${row.entryId}`}
      data-entry={row.entryId}
      aria-rowindex={index + 2}
      aria-selected={open}
      className={look.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className={styles.time} title={fullTime(row.ts)}>
        {shortTime(row.ts, today)}
      </div>
      <div role="gridcell" className={styles.client} title={spelledOut(row.client)}>
        <BoxedText text={clientName(row.client)} />
      </div>
      <div
        role="gridcell"
        className={styles.tool}
        title={spelledOut([row.server, tool, word].filter(Boolean).join(' · '))}
      >
        {row.server !== null && (
          <>
            <span className={styles.server}>
              <BoxedText text={row.server} />
            </span>
            {tool !== null && <span className={styles.dot}>·</span>}
          </>
        )}
        {tool !== null && (
          <span className={styles.name}>
            <BoxedText text={tool} />
          </span>
        )}
        {tool === null && row.server === null && <span className={styles.unknown}>unknown {word ?? 'tool'}</span>}
        {word !== undefined && tool !== null && (
          <span className={styles.method}>
            <BoxedText text={word} />
          </span>
        )}
      </div>
      <div role="gridcell" className={styles.outcome}>
        <OutcomeMark outcome={row.outcome} findings={row.findingCount} />
      </div>
      <div role="gridcell" className={styles.reason} title={row.reason === null ? undefined : spelledOut(row.reason)}>
        {row.reason !== null && <BoxedText text={row.reason} />}
      </div>
      <div role="gridcell" className={styles.duration}>
        {formatDuration(row.durationUs)}
      </div>
    </div>
  );
});
