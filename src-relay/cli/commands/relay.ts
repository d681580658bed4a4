import { realpathSync } from 'node:fs';
import { ClientSession } from '../../pipeline/session.ts';
import { readRelayFile, type RelayFile } from '../../gateway/instance/relay-file.ts';
import { serveStdio } from '../../gateway/stdio/front.ts';
import { isOn, type GivenSettings } from '../../config/settings.ts';
import type { Config } from '../../config/load.ts';
import { startEngine } from '../engine.ts';
import { EXIT } from '../exit.ts';
import { runListener } from '../listener.ts';
import type { RunFlags } from '../options.ts';
import { stopSignal } from '../signals.ts';
import { configFileOf, readConfig, workplace, type Workplace } from '../workplace.ts';

/** `mcp-relay`: the relay itself, over stdio or with its listener. Resolves to the exit code when it has stopped. */
export async function relayCommand(given: GivenSettings, flags: RunFlags): Promise<number> {
  const place = workplace();
  const config = await readConfig(place, given, flags);
  if (config.settings.transport !== 'stdio') return runListener(place, config);
  const isStandalone = flags.standalone || isOn(place.env.MCP_RELAY_STANDALONE);
  const running = isStandalone ? undefined : runningRelay(place, flags);
  if (running) {
    const { joinRelay } = await import('../join.ts');
    return joinRelay(place, running);
  }
  return serveOneClient(place, config);
}

/** The relay of this data folder, if it runs with the same configuration. */
function runningRelay(place: Workplace, flags: RunFlags): RelayFile | undefined {
  const running = readRelayFile(place.folder.relayFile);
  const { file, named } = configFileOf(place, flags);
  if (!running || (named && realPath(file) !== realPath(running.configFile ?? ''))) return undefined;
  return running;
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

async function serveOneClient(place: Workplace, config: Config): Promise<number> {
  const stopped = stopSignal();
  const engine = await startEngine(place, config);
  const session = new ClientSession('client:stdio');
  engine.relay.addSession(session);
  const ended = serveStdio(session, engine.relay.dispatcher, process.stdin, process.stdout, place.log);
  await Promise.race([ended, stopped]);
  engine.relay.removeSession(session);
  await engine.stop();
  return EXIT.done;
}
