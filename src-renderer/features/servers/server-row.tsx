import type { MouseEvent } from 'react';
import type { Server, Summary } from '../../../src-relay/control/contract.ts';
import { serverLink } from '../../app/route.ts';
import { HiddenMark } from '../../ui/hidden-mark.tsx';
import { formatCount, formatDuration } from '../../ui/number-format.ts';
import { OneLine } from '../../ui/one-line.tsx';
import { scoreWords, shortScore } from './risk-parts.tsx';
import { RowNotes } from './row-notes.tsx';
import styles from './server-list.module.css';
import { standingOf } from './server-status.ts';
import { ServerStatusMark } from './server-status-mark.tsx';
import { shortCommand } from './short-command.ts';
import { ServerRowSwitches } from './server-row-switches.tsx';

interface ServerRowProps {
  readonly id: string;
  readonly index: number;
  readonly server: Server;
  /** Why it is down; undefined where it is not. */
  readonly failure: string | undefined;
  /** What it did today; undefined without calls. */
  readonly figures: Summary['servers'][number] | undefined;
  readonly isOpen: boolean;
  readonly isCursor: boolean;
  readonly onOpen: () => void;
}

/** One server: how it stands, what it is, what it did today, and its switches. */
export function ServerRow({ id, index, server, failure, figures, isOpen, isCursor, onOpen }: ServerRowProps) {
  const click = (event: MouseEvent<HTMLDivElement>): void => {
    const { target } = event;
    if (target instanceof Element && target.closest('a, button, [role="switch"]') === null) onOpen();
  };
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      data-cursor={isCursor || undefined}
      className={styles.row}
      onClick={click}
    >
      <span role="gridcell" className={styles.state}>
        <ServerStatusMark standing={standingOf(server, failure)} />
      </span>
      <span role="gridcell" className={styles.what}>
        <span className={styles.name}>
          <a href={serverLink(server.name)} tabIndex={-1}>
            <OneLine text={server.name} strong />
          </a>
          {server.hidden && !server.internal && <HiddenMark />}
        </span>
        <span className={styles.started}>
          <OneLine text={shortCommand(server.startedAs)} whole={server.startedAs} />
        </span>
      </span>
      <span role="gridcell" className={styles.figure}>
        {server.toolsTotal === 0 ? '–' : `${formatCount(server.toolsOn)} of ${formatCount(server.toolsTotal)}`}
      </span>
      <span role="gridcell" className={styles.figure}>
        {figures ? formatCount(figures.calls) : '–'}
      </span>
      <span role="gridcell" className={styles.figure}>
        {figures ? formatDuration(figures.p50Us) : '–'}
      </span>
      <span role="gridcell" className={styles.figure} title={server.risk ? scoreWords(server.risk.score) : undefined}>
        {shortScore(server.risk?.score ?? null)}
      </span>
      <ServerRowSwitches server={server} />
      <RowNotes server={server} failure={failure} isOpen={isOpen} />
    </div>
  );
}
