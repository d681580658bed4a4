import type { Config } from '../config/load.ts';
import { writeStartFile } from '../gateway/instance/write.ts';
import { startHost, type RelayHost } from '../host/host.ts';
import type { Workplace } from '../host/workplace.ts';
import { EXIT } from './exit.ts';
import { stopSignal } from './signals.ts';
import { startCommand } from './start-command.ts';

/** How often it is looked whether somebody uses the relay, in milliseconds. */
const LOOK_MS = 1000;

/**
 * Runs the relay with its listener until it is told to stop. `onReady` hears where it listens.
 * @param untilIdleMs ends it when nobody has used it for this long, in milliseconds
 * @param reread reads the configuration anew when the relay has changed it itself
 */
export async function runListener(
  place: Workplace,
  config: Config,
  configPath: string,
  onReady: (host: RelayHost) => void,
  untilIdleMs?: number,
  reread?: () => Promise<Config>,
): Promise<number> {
  const stopped = stopSignal();
  const { log } = place;
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  const restarting = reread && {
    read: reread,
    onRestarted: () => log.info('started anew with the changed configuration'),
    onFailure: (error: unknown) => failed.reject(error),
  };
  const host = await startHost(place, config, configPath, restarting);
  try {
    const { endpoints } = host.running;
    const servers = config.servers.length === 1 ? '1 server' : `${config.servers.length} servers`;
    log.info(`listening at ${endpoints.mcp} and ${endpoints.sse}, ${servers}`);
    onReady(host);
    writeStartFile(place.folder.start, startCommand());
    const ends =
      untilIdleMs === undefined ? [stopped, failed.promise] : [stopped, failed.promise, idle(host, untilIdleMs)];
    log.info(`stopping: ${await Promise.race(ends)}`);
  } finally {
    await host.stop();
  }
  return EXIT.done;
}

/** Resolves when no client was connected, and nobody has looked, for so long. */
function idle(host: RelayHost, ms: number): Promise<string> {
  return new Promise((resolve) => {
    let usedAt = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      if (host.control.isInUse) usedAt = now;
      if (now - usedAt < ms) return;
      clearInterval(timer);
      resolve('nobody uses it');
    }, LOOK_MS);
    timer.unref();
  });
}
