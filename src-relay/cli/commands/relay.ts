import { existsSync, realpathSync } from 'node:fs';
import { ClientSession } from '../../pipeline/session.ts';
import { readRelayFile, type RelayFile } from '../../gateway/instance/relay-file.ts';
import { serveStdio } from '../../gateway/stdio/front.ts';
import { STDIO_IDENTITY } from '../../gateway/tokens.ts';
import { isOn, type GivenSettings } from '../../config/settings.ts';
import type { Config } from '../../config/load.ts';
import { takeLock } from '../../store/file-lock.ts';
import { startEngine } from '../../host/engine.ts';
import { EXIT } from '../exit.ts';
import { runListener } from '../listener.ts';
import { stopSignal } from '../signals.ts';
import { configFileOf, readConfig, workplace, type Workplace, type RunFlags } from '../../host/workplace.ts';

/** `mcp-relay`: the relay itself, over stdio or with its listener. Resolves to the exit code when it has stopped. */
export async function relayCommand(given: GivenSettings, flags: RunFlags): Promise<number> {
  const place = workplace();
  const config = await readConfig(place, given, flags);
  if (config.settings.transport !== 'stdio') {
    return runListener(
      place,
      config,
      configFileOf(place, flags).file,
      (host) =>
        // What is no terminal is often kept: a link that nobody used would be anybody's who reads it there.
        place.log.info(
          process.stderr.isTTY
            ? `the page opens with this link, once: ${host.createLink()}`
            : 'the page opens with a link from: mcp-relay ui',
        ),
      flags.untilIdleMs,
      () => readConfig(place, given, flags),
    );
  }
  const isStandalone = flags.standalone || isOn(place.env.MCP_RELAY_STANDALONE);
  if (!isStandalone && isRunning(place, flags)) {
    const [{ serveBridge }, { RelayFinder }] = await Promise.all([
      import('../../gateway/bridge/serve.ts'),
      import('../../gateway/bridge/finder.ts'),
    ]);
    place.log.debug('joining the relay that is running');
    const { folder } = place;
    const finder = new RelayFinder({
      relayFile: folder.relayFile,
      tokenFile: folder.controlToken,
      isMeant: (file) => isMeant(file, place, flags),
    });
    // Who runs the relay starts it again.
    await serveBridge(process, stopSignal(), { finder });
    return EXIT.done;
  }
  return serveOneClient(place, config);
}

/** Whether the relay of this data folder runs, with the same configuration. */
function isRunning(place: Workplace, flags: RunFlags): boolean {
  const { folder } = place;
  const file = readRelayFile(folder.relayFile);
  if (!file || !isMeant(file, place, flags) || !existsSync(folder.controlToken)) return false;
  // The lock tells for sure: the file may be left over, and another program may have its port and process id by now.
  const release = takeLock(folder.lock);
  release?.();
  return release === undefined;
}

function isMeant(file: RelayFile, place: Workplace, flags: RunFlags): boolean {
  const asked = configFileOf(place, flags);
  return !asked.named || realPath(asked.file) === realPath(file.configFile ?? '');
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

async function serveOneClient(place: Workplace, config: Config): Promise<number> {
  if (process.stdin.isTTY) {
    place.log.warn('this speaks MCP on standard input, for a client that starts it; for yourself: npm start');
  }
  const stopped = stopSignal();
  const engine = await startEngine(place, config);
  const session = new ClientSession(STDIO_IDENTITY);
  engine.relay.addSession(session);
  const ended = serveStdio(session, engine.relay.dispatcher, process.stdin, process.stdout);
  await Promise.race([ended, stopped]);
  engine.relay.removeSession(session);
  await engine.stop();
  return EXIT.done;
}
