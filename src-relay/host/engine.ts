import { randomUUID } from 'node:crypto';
import { createDataFolder } from '../config/data-folder.ts';
import type { Config } from '../config/load.ts';
import { Fleet } from '../downstream/fleet.ts';
import { ProcessSupervisor } from '../downstream/process/supervisor.ts';
import type { SignIns } from '../downstream/oauth/sign-ins.ts';
import type { Log } from '../protocol/log.ts';
import type { SecretStore } from '../protocol/secret-store.ts';
import { StartPermits } from '../registry/risk/permits.ts';
import type { Relay } from '../relay.ts';
import type { Workplace } from './workplace.ts';
import { boundHeap } from './heap-bounds.ts';

export interface Engine {
  readonly relay: Relay;
  stop(): Promise<void>;
}

/** Starts a relay in the data folder. Throws what openDatabase throws. */
export function startEngine(place: Workplace, config: Config): Promise<Engine> {
  createDataFolder(place.folder);
  return runRelay(place, config, place.folder.database, place.folder.stateKey);
}

/** Starts a relay that leaves nothing behind: for trying a configuration out. */
export function startTrialEngine(place: Workplace, config: Config): Promise<Engine> {
  return runRelay(place, config, ':memory:', undefined);
}

async function runRelay(
  { folder, log, secrets, asksLoginShell = false }: Workplace,
  config: Config,
  databaseFile: string,
  stateKeyFile: string | undefined,
): Promise<Engine> {
  const heap = boundHeap();
  const instanceId = randomUUID();
  const processes = new ProcessSupervisor({
    instanceId,
    folders: databaseFile === ':memory:' ? undefined : folder,
    mask: async () => {
      const { peopleMask } = await import('../control/people-mask.ts');
      return (text) => peopleMask().text(text);
    },
    asksLoginShell,
    log,
  });
  // A trial starts what may be started, and changes nothing about it.
  const permits = new StartPermits(folder.permits, databaseFile === ':memory:');
  const fleet = new Fleet(config.servers, processes, log, await createSignIns(config, secrets, log), permits);
  // Servers take longest to start: all the rest is loaded and made ready meanwhile.
  fleet.start();
  try {
    const [{ openDatabase }, { createEngines }, { Relay }, { createRounds }, { lazyStateKey }] = await Promise.all([
      import('../store/database.ts'),
      import('./engines.ts'),
      import('../relay.ts'),
      import('../pipeline/rounds/create.ts'),
      import('../pipeline/rounds/state-key.ts'),
    ]);
    const database = await openDatabase(databaseFile);
    const engines = createEngines(config.settings.guardrails);
    const readKey = lazyStateKey(stateKeyFile);
    const rounds = createRounds(readKey, database);
    const relay = new Relay({ instanceId, config, fleet, database, engines, rounds, readKey, permits, log });
    heap.ready();
    return {
      relay,
      async stop() {
        heap.end();
        await relay.stop();
        database.close();
      },
    };
  } catch (error) {
    heap.end();
    await fleet.stop();
    throw error;
  }
}

/** Signing in is loaded for remote servers alone. */
async function createSignIns(config: Config, secrets: SecretStore, log: Log): Promise<SignIns | undefined> {
  if (config.servers.every((server) => server.kind === 'stdio')) return undefined;
  const { SignIns } = await import('../downstream/oauth/sign-ins.ts');
  return new SignIns(secrets, log);
}
