import { dataFolder } from '../../config/data-folder.ts';
import type { Environment } from '../../config/environment.ts';
import { isClientName } from '../client-name.ts';
import { readStartFile, type StartCommand } from '../instance/start-file.ts';
import { RelayFinder } from './finder.ts';
import { serveBridge } from './serve.ts';
import { processStarter } from './starter.ts';

/** The command line is wrong; the message says what is right. */
export class ConnectError extends Error {
  readonly code = 'usage';
}

/**
 * `mcp-relay connect --client NAME`: bridges the client that has started this process to the relay of the user's data folder,
 * and starts one where none runs. Resolves when the client has gone.
 * @param stopped resolves when this process is told to end
 * @param fallback how the relay is started where it never was yet; undefined where that is not known
 * @throws ConnectError
 */
export function connect(
  client: string,
  env: Environment,
  stopped: Promise<unknown>,
  fallback: () => StartCommand | undefined,
): Promise<void> {
  if (!isClientName(client)) throw new ConnectError('Name the client: mcp-relay connect --client NAME');
  const folder = dataFolder(env);
  const finder = new RelayFinder({
    relayFile: folder.relayFile,
    tokenFile: folder.clientTokenFile(client),
    withoutToken: `${client} is not connected to the relay yet. Connect it: Clients in the app, or mcp-relay clients connect --client ${client}.`,
  });
  const starter = processStarter(() => readStartFile(folder.start) ?? fallback(), env);
  return serveBridge(process, stopped, { finder, starter });
}
