import { Pause, ShieldAlert, ShieldCheck, Unplug } from 'lucide-react';
import { serverLink, toolLink } from '../../app/route.ts';
import { useConnection, useServers, useTools } from '../../state/hooks.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { useNow } from '../../ui/now.ts';
import { formatCount, formatCounted } from '../../ui/number-format.ts';
import { fullTime, relativeTime } from '../../ui/time-format.ts';
import { conditionOf } from './condition.ts';
import { moment } from './moment.ts';
import { NextStep } from './next-step.tsx';
import styles from './relay-condition.module.css';
import sections from './section.module.css';

const ICONS = { on: ShieldCheck, partly: ShieldAlert, paused: Pause, gone: Unplug } as const;

/** Whether the relay is on and scans, since when, and where clients connect; without clients the one next step. */
export function RelayCondition() {
  const status = useConnection((s) => s.status);
  const connection = useConnection((s) => s.connection);
  const servers = useServers((s) => s.servers);
  const tools = useTools((s) => s.tools);
  const now = useNow();
  if (!status) return null;
  const { condition, words } = conditionOf(connection, status.pausedUntil, servers);
  const Icon = ICONS[condition];
  const ready = servers?.filter((server) => server.status === 'ready').length ?? 0;
  const enabled = servers?.filter((server) => server.enabled).length ?? 0;
  const offered = tools?.filter((tool) => tool.state === 'enabled').length ?? 0;
  return (
    <section className={styles.condition} aria-label="The relay">
      <h1 className={[styles.state, styles[condition]].join(' ')}>
        <Icon aria-hidden />
        {words}
      </h1>
      {condition === 'gone' ? (
        <p className={sections.quiet}>What stands below is as it was when the relay was last heard.</p>
      ) : (
        <p className={sections.quiet}>
          {'On since '}
          <time dateTime={new Date(status.startedAt).toISOString()} title={fullTime(status.startedAt)}>
            {moment(status.startedAt, now)}, {relativeTime(status.startedAt, now)}
          </time>
          {servers && servers.length > 0 && (
            <>
              {'. '}
              <a className={sections.link} href={serverLink()}>
                {formatCount(ready)} of {formatCounted(enabled, 'server')}
              </a>
              {' ready, '}
              <a className={sections.link} href={toolLink()}>
                {formatCounted(offered, 'tool')}
              </a>
              {' offered'}
            </>
          )}
          .
        </p>
      )}
      {condition === 'gone' ? null : status.clients.length === 0 ? (
        <NextStep endpoint={status.endpoints.mcp} hasServers={servers === undefined || servers.length > 0} />
      ) : (
        <div className={styles.endpoint}>
          <span className={sections.quiet}>Clients connect to</span>
          <CopyText text={status.endpoints.mcp} label="Copy the endpoint" />
        </div>
      )}
    </section>
  );
}
