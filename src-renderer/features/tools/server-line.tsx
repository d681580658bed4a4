import { serverLink } from '../../app/route.ts';
import { useServers } from '../../state/hooks.ts';
import { HiddenMark } from '../../ui/hidden-mark.tsx';
import { formatCount } from '../../ui/number-format.ts';
import { OneLine } from '../../ui/one-line.tsx';
import type { ToolLine } from './group-tools.ts';
import styles from './tool-list.module.css';

interface ServerLineProps {
  readonly line: Extract<ToolLine, { kind: 'server' }>;
  readonly index: number;
}

/** The head over a server's tools, in sight as long as any of them is: its name, how many are on, a mark where it is hidden. */
export function ServerLine({ line, index }: ServerLineProps) {
  const server = useServers((s) => s.servers?.find((one) => one.name === line.server));
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.server}>
      <span role="gridcell" aria-colspan={5} className={styles.serverName}>
        <a href={serverLink(line.server)} tabIndex={-1}>
          <OneLine text={line.server} strong />
        </a>
        {server?.hidden && !server.internal && <HiddenMark />}
        <span className={styles.quiet}>
          {line.on === line.total
            ? `${formatCount(line.total)} on`
            : `${formatCount(line.on)} of ${formatCount(line.total)} on`}
          {server?.enabled && server.status !== 'ready' && ', server not ready'}
        </span>
      </span>
    </div>
  );
}
