import type { Server } from '../../../src-relay/control/contract.ts';
import { activityLink } from '../../app/route.ts';
import { useSummary } from '../../state/hooks.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { formatCounted, formatDuration } from '../../ui/number-format.ts';
import { UntrustedText } from '../../ui/untrusted/untrusted-text.tsx';
import styles from './server-detail.module.css';

const KINDS = { stdio: 'Started as', http: 'Reached over HTTP at', sse: 'Reached over SSE at' } as const;

/** What a server is, how it is started, and what it did today. */
export function ServerFacts({ server }: { readonly server: Server }) {
  const figures = useSummary((s) => s.summary?.servers.find((one) => one.server === server.name));
  return (
    <dl className={styles.facts}>
      {server.description !== null && (
        <>
          <dt>Description</dt>
          <dd>
            <UntrustedText inline text={server.description} />
          </dd>
        </>
      )}
      <dt>{KINDS[server.kind]}</dt>
      <dd className={styles.command}>
        <UntrustedText inline text={server.startedAs} />
        <CopyButton text={server.startedAs} label="Copy this" />
      </dd>
      {server.runs !== null && (
        <>
          <dt>Runs</dt>
          <dd className={styles.command}>
            <UntrustedText inline text={server.runs} />
          </dd>
        </>
      )}
      {server.package !== null && (
        <>
          <dt>Package</dt>
          <dd>
            <UntrustedText inline text={server.package} />
          </dd>
        </>
      )}
      {server.claims !== null && (
        <>
          <dt>It claims to be</dt>
          <dd>
            <UntrustedText inline text={server.claims} />
          </dd>
        </>
      )}
      <dt>Today</dt>
      <dd>
        {figures ? (
          <>
            <a className={styles.link} href={activityLink({ servers: [server.name], time: 'today' })}>
              {formatCounted(figures.calls, 'call')}
            </a>
            {`: half of them within ${formatDuration(figures.p50Us)}, 95 of 100 within ${formatDuration(figures.p95Us)}`}
            {figures.blocked > 0 && (
              <>
                {', '}
                <a
                  className={styles.link}
                  href={activityLink({ servers: [server.name], outcomes: ['blocked', 'asked'], time: 'today' })}
                >
                  {figures.blocked} blocked
                </a>
              </>
            )}
            {figures.errors > 0 && (
              <>
                {', '}
                <a
                  className={styles.link}
                  href={activityLink({ servers: [server.name], outcomes: ['error'], time: 'today' })}
                >
                  {formatCounted(figures.errors, 'error')}
                </a>
              </>
            )}
          </>
        ) : (
          <>
            No calls.{' '}
            <a className={styles.link} href={activityLink({ servers: [server.name] })}>
              Show earlier ones
            </a>
          </>
        )}
      </dd>
    </dl>
  );
}
