import { realpathSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { readRelayFile } from '../gateway/instance/relay-file.ts';
import type { Workplace } from '../host/workplace.ts';
import { messageOf } from '../protocol/errors.ts';
import { controlOf } from './control-call.ts';

/** How long a relay may take to start anew, and how often it is looked for, in milliseconds. */
const RESTART_MS = 20_000;
const LOOK_MS = 50;

/**
 * Has the relay that runs take up its configuration, if that is one of the files that were changed, and says on standard error
 * what came of it.
 * @param changed absolute paths
 * @returns false where it goes on with the configuration that it had
 */
export async function takeUpConfiguration(place: Workplace, changed: readonly string[]): Promise<boolean> {
  const control = controlOf(place);
  if (!control || changed.length === 0) return true;
  try {
    const { configFile, configPath } = await control('relay.status', {});
    const file = realPath(configFile ?? configPath);
    if (!changed.some((path) => realPath(path) === file)) return true;
    const { instanceId } = await control('relay.reload', {});
    const isBack = await isAnotherThere(place, instanceId);
    process.stderr.write(
      isBack
        ? 'The relay that runs has taken up its changed configuration: clients are still connected to it.\n'
        : 'The relay that runs was told to take up its changed configuration, and is not back yet: its own output says why.\n',
    );
    return isBack;
  } catch (error) {
    process.stderr.write(`The relay that runs goes on with the configuration that it had. ${messageOf(error)}\n`);
    return false;
  }
}

async function isAnotherThere({ folder }: Workplace, instanceId: string): Promise<boolean> {
  const end = performance.now() + RESTART_MS;
  while (performance.now() < end) {
    const running = readRelayFile(folder.relayFile);
    if (running && running.instanceId !== instanceId) return true;
    await wait(LOOK_MS);
  }
  return false;
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
