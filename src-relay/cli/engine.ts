import { createDataFolder } from '../config/data-folder.ts';
import type { Config } from '../config/load.ts';
import { Relay } from '../relay.ts';
import { openDatabase, type Sqlite } from '../store/database.ts';
import { createEngines } from './engines.ts';
import type { Workplace } from './workplace.ts';

export interface Engine {
  readonly relay: Relay;
  stop(): Promise<void>;
}

/** Opens the data folder and starts a relay in it. Throws what openDatabase throws. */
export async function startEngine(place: Workplace, config: Config): Promise<Engine> {
  const engines = createEngines(config.settings.guardrails);
  createDataFolder(place.folder);
  const database = await openDatabase(place.folder.database);
  return runRelay(place, config, database, engines);
}

/** Starts a relay that leaves nothing behind: for trying a configuration out. */
export async function startTrialEngine(place: Workplace, config: Config): Promise<Engine> {
  const engines = createEngines(config.settings.guardrails);
  return runRelay(place, config, await openDatabase(':memory:'), engines);
}

function runRelay(
  place: Workplace,
  config: Config,
  database: Sqlite,
  engines: ReturnType<typeof createEngines>,
): Engine {
  const relay = new Relay({ config, database, engines, log: place.log });
  relay.start();
  return {
    relay,
    async stop() {
      await relay.stop();
      database.close();
    },
  };
}
