import type { Config } from '../config/load.ts';
import { startHost, type RelayHost } from '../host/host.ts';
import type { Workplace } from '../host/workplace.ts';
import { EXIT } from './exit.ts';
import { stopSignal } from './signals.ts';

/** Runs the relay with its listener until it is told to stop. `onReady` hears where it listens. */
export async function runListener(
  place: Workplace,
  config: Config,
  configPath: string,
  onReady: (host: RelayHost) => void,
): Promise<number> {
  const stopped = stopSignal();
  const { log } = place;
  const host = await startHost(place, config, configPath);
  try {
    const { endpoints } = host.running;
    const servers = config.servers.length === 1 ? '1 server' : `${config.servers.length} servers`;
    log.info(`listening at ${endpoints.mcp} and ${endpoints.sse}, ${servers}`);
    onReady(host);
    log.info(`stopping: ${await stopped}`);
  } finally {
    await host.stop();
  }
  return EXIT.done;
}
