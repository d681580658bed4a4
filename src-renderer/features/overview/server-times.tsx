import { useMemo, useState } from 'react';
import { useServers, useSummary } from '../../state/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { formatDuration } from '../../ui/number-format.ts';
import sections from './section.module.css';
import styles from './server-times.module.css';
import { ServerTimesRow } from './server-times-row.tsx';
import { timeScale } from './time-scale.ts';
import { TimeStrip } from './time-strip.tsx';

/** Servers shown at first. */
const FIRST = 8;
/** Places of the scale that are named at most. */
const MOST_NAMED = 5;

/** How long calls take at each server, what the relay itself adds, and how many went wrong. */
export function ServerTimes() {
  const figures = useSummary((s) => s.summary?.servers);
  const latency = useSummary((s) => s.summary?.latency);
  const servers = useServers((s) => s.servers);
  const [isWhole, setIsWhole] = useState(false);
  const scale = useMemo(
    () =>
      timeScale([
        ...(figures ?? []).flatMap((one) => [one.p50Us, one.p95Us]),
        ...(latency ? [latency.relayP50Us, latency.relayP95Us] : []),
      ]),
    [figures, latency],
  );
  // More labels than these would touch each other.
  const named = scale.ticks.filter((_, index) => scale.ticks.length <= MOST_NAMED || index % 2 === 0);
  if (!figures) return <section className={sections.section} aria-label="Servers" />;
  const shown = isWhole ? figures : figures.slice(0, FIRST);
  const quiet = servers?.filter((one) => one.enabled && !figures.some(({ server }) => server === one.name)).length ?? 0;
  return (
    <section className={sections.section} aria-labelledby="overview-times">
      <div className={sections.heading}>
        <h2 id="overview-times">Time of a call today</h2>
        {latency && (
          <span className={sections.note}>
            The relay adds {formatDuration(latency.relayP50Us)} to the {formatDuration(latency.serverP50Us)} that a
            server takes (p50).
          </span>
        )}
      </div>
      {figures.length === 0 ? (
        <p className={sections.quiet}>No call has gone to a server today.</p>
      ) : (
        <table className={styles.table} aria-labelledby="overview-times">
          <thead>
            <tr>
              <th scope="col">Server</th>
              <th scope="col">
                <span className={styles.heard}>p50 to p95, drawn</span>
                <span aria-hidden className={styles.scale}>
                  {named.map((tick) => (
                    <span key={tick} className={styles.tick} style={{ left: `${scale.at(tick)}%` }}>
                      {formatDuration(tick)}
                    </span>
                  ))}
                </span>
              </th>
              <th scope="col">p50</th>
              <th scope="col">p95</th>
              <th scope="col">Calls</th>
              <th scope="col">Blocked</th>
              <th scope="col">Errors</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <ServerTimesRow
                key={one.server}
                figures={one}
                server={servers?.find((server) => server.name === one.server)}
                scale={scale}
              />
            ))}
            {latency && (
              <tr className={styles.relay}>
                <th scope="row">Added by the relay</th>
                <td>
                  <TimeStrip scale={scale} p50={latency.relayP50Us} p95={latency.relayP95Us} isRelay />
                </td>
                <td>{formatDuration(latency.relayP50Us)}</td>
                <td>{formatDuration(latency.relayP95Us)}</td>
                <td colSpan={3} />
              </tr>
            )}
          </tbody>
        </table>
      )}
      {figures.length > FIRST && (
        <div>
          <Button kind="quiet" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `Show all ${figures.length} servers`}
          </Button>
        </div>
      )}
      {figures.length > 0 && quiet > 0 && (
        <p className={sections.note}>{quiet === 1 ? '1 server' : `${quiet} servers`} without calls today.</p>
      )}
    </section>
  );
}
