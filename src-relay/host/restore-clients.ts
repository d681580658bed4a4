import { existsSync } from 'node:fs';
import { readRelayFile } from '../gateway/instance/relay-file.ts';
import { messageOf } from '../protocol/errors.ts';
import { placesIn } from './client-access.ts';
import { openClientBook } from './client-book.ts';
import { configFileOf, type Workplace } from './workplace.ts';

/**
 * Gives every client of this person back what it had before the relay (spec/clients.md, "Writing", 6), where the relay is
 * uninstalled. Makes nothing where it was never used.
 * @param tell takes lines for a person
 * @returns false where a client keeps the relay's entry
 */
export async function restoreClients(place: Workplace, tell: (line: string) => void): Promise<boolean> {
  const { folder, env } = place;
  if (!existsSync(folder.path)) return true;
  const asked = configFileOf(place, { configFile: undefined, standalone: false });
  const configFile = asked.named ? asked.file : (readRelayFile(folder.relayFile)?.configFile ?? asked.file);
  try {
    const book = openClientBook(place, { configFile, places: placesIn(env.MCP_RELAY_CLIENTS_HOME), url: '' });
    const { plans, problems } = await book.restoreAll();
    for (const { title, files } of plans) tell(`${title} has what it had: ${files.map(({ path }) => path).join(', ')}`);
    for (const { title, message } of problems) tell(`${title} keeps the relay's entry. ${message}`);
    return problems.length === 0;
  } catch (error) {
    tell(`Clients keep the relay's entries. ${messageOf(error)}`);
    return false;
  }
}
