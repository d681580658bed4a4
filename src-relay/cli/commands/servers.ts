import { createDataFolder } from '../../config/data-folder.ts';
import { readConfig, workplace, type Workplace } from '../../host/workplace.ts';
import { StartPermits } from '../../registry/risk/permits.ts';
import { controlOf } from '../control-call.ts';
import { EXIT, UsageError } from '../exit.ts';

/** `servers allow NAME`: lets a server start whatever its risk score, as long as it is started in the same way. */
export async function allowServerCommand(
  name: string,
  isAllowed: boolean,
  configFile: string | undefined,
): Promise<number> {
  const place = workplace();
  const control = configFile === undefined ? controlOf(place) : undefined;
  if (control) await control('servers.setAllowed', { server: name, allowed: isAllowed });
  else await allowInFile(place, name, isAllowed, configFile);
  const words = isAllowed ? 'may start whatever its risk score' : 'is started only with a risk score over 30';
  process.stderr.write(`${name} ${words}.\n`);
  return EXIT.done;
}

async function allowInFile(
  place: Workplace,
  name: string,
  isAllowed: boolean,
  configFile: string | undefined,
): Promise<void> {
  const config = await readConfig(place, {}, { configFile, standalone: false });
  const server = config.servers.find((one) => one.name === name);
  if (!server) throw new UsageError(`No server ${name} is configured. Give its configuration with --config-file.`);
  createDataFolder(place.folder);
  new StartPermits(place.folder.permits).allow(server, isAllowed);
}
