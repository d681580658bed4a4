import type { Outcome, Server, Summary } from '../../../src-relay/control/contract.ts';
import { activityLink, serverLink } from '../../app/route.ts';
import { HiddenMark } from '../../ui/hidden-mark.tsx';
import { formatCount, formatDuration } from '../../ui/number-format.ts';
import { NameLink } from './name-link.tsx';
import sections from './section.module.css';
import styles from './server-times.module.css';
import type { TimeScale } from './time-scale.ts';
import { TimeStrip } from './time-strip.tsx';

interface ServerTimesRowProps {
  readonly figures: Summary['servers'][number];
  /** Undefined where it is no longer configured. */
  readonly server: Server | undefined;
  readonly scale: TimeScale;
}

/** One server: how long its calls take, and how many there were. */
export function ServerTimesRow({ figures, server, scale }: ServerTimesRowProps) {
  const { server: name, calls, blocked, errors, p50Us, p95Us } = figures;
  const count = (value: number, outcomes: readonly Outcome[], look: string | undefined) =>
    value === 0 ? (
      <span className={sections.note}>0</span>
    ) : (
      <a
        className={[sections.link, look].filter(Boolean).join(' ')}
        href={activityLink({ servers: [name], time: 'today', outcomes })}
      >
        {formatCount(value)}
      </a>
    );
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>
          <NameLink href={serverLink(name)} name={name} />
          {server?.hidden && !server.internal && <HiddenMark />}
        </span>
      </th>
      <td>
        <TimeStrip scale={scale} p50={p50Us} p95={p95Us} />
      </td>
      <td>{formatDuration(p50Us)}</td>
      <td>{formatDuration(p95Us)}</td>
      <td>{count(calls, [], undefined)}</td>
      <td>{count(blocked, ['blocked', 'asked'], styles.bad)}</td>
      <td>{count(errors, ['error'], undefined)}</td>
    </tr>
  );
}
