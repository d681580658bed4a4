import { Rounds } from './rounds.ts';
import { SealedStates } from './sealed-state.ts';
import { UsedStatesInDatabase } from './used-states.ts';
import type { Sqlite } from '../../store/database.ts';

/**
 * What holds requests of several rounds together.
 * @param readKey gives the key that seals what clients carry
 */
export function createRounds(readKey: () => Buffer, database: Sqlite): Rounds {
  return new Rounds(new SealedStates(readKey, new UsedStatesInDatabase(database)));
}
