import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { createDataFolder } from '../config/data-folder.ts';
import type { Config } from '../config/load.ts';
import { Fleet } from '../downstream/fleet.ts';
import type { Relay } from '../relay.ts';
import type { Workplace } from './workplace.ts';

export interface Engine {
  readonly relay: Relay;
  stop(): Promise<void>;
}

/** Starts a relay in the data folder. Throws what openDatabase throws. */
export function startEngine(place: Workplace, config: Config): Promise<Engine> {
  createDataFolder(place.folder);
  return runRelay(place, config, place.folder.database);
}

/** Starts a relay that leaves nothing behind: for trying a configuration out. */
export function startTrialEngine(place: Workplace, config: Config): Promise<Engine> {
  return runRelay(place, config, ':memory:');
}

async function runRelay({ log }: Workplace, config: Config, databaseFile: string): Promise<Engine> {
  const instanceId = randomUUID();
  const fleet = new Fleet(config.servers, instanceId, log);
  // Servers take longest to start: all the rest is loaded and made ready meanwhile.
  fleet.start();
  try {
    const [{ openDatabase }, { createEngines }, { Relay }] = await Promise.all([
      import('../store/database.ts'),
      import('./engines.ts'),
      import('../relay.ts'),
    ]);
    const database = await openDatabase(databaseFile);
    const engines = createEngines(config.settings.guardrails);
    const relay = new Relay({ instanceId, config, fleet, database, engines, log });
    // What a call leaves behind is small and dies at once: a young generation that grows with the load beyond what the start
    // needed would hold tens of megabytes more of it, for no less work. V8 reads this flag whenever it would let it grow.
    setFlagsFromString('--semi-space-growth-factor=1');
    return {
      relay,
      async stop() {
        await relay.stop();
        database.close();
      },
    };
  } catch (error) {
    await fleet.stop();
    throw error;
  }
}
