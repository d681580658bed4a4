import { randomBytes } from 'node:crypto';
import { Rounds } from './rounds.ts';
import { SealedStates } from './sealed-state.ts';
import { KEY_BYTES, readStateKey } from './state-key.ts';
import { UsedStatesInDatabase } from './used-states.ts';
import type { Sqlite } from '../../store/database.ts';

/**
 * What holds requests of several rounds together.
 * @param keyFile where the key stands that seals what clients carry; undefined for one that ends with this relay
 */
export function createRounds(keyFile: string | undefined, database: Sqlite): Rounds {
  let key: Buffer | undefined;
  const readKey = (): Buffer => (key ??= keyFile === undefined ? randomBytes(KEY_BYTES) : readStateKey(keyFile));
  return new Rounds(new SealedStates(readKey, new UsedStatesInDatabase(database)));
}
