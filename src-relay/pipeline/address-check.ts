import type { DownstreamServer } from '../downstream/server.ts';
import { judgePassage } from './judge.ts';
import type { Scanner } from './scanner.ts';
import { PlaceholderSession } from '../scan/placeholders.ts';

/** Says whether an address that is in no list may go to a server as it is: it is the client's own text. */
export type AddressCheck = (server: DownstreamServer, uri: string) => Promise<boolean>;

/**
 * Lets an address through in which nothing is found: masked it would be another address.
 * @param isPaused whether nothing is scanned at the moment
 */
export function createAddressCheck(scanner: Scanner, isPaused: () => boolean): AddressCheck {
  return async (server, uri) => {
    if (server.hidden || isPaused()) return true;
    const judgement = await judgePassage(scanner, {
      direction: 'request',
      server: server.config.name,
      about: 'resources/subscribe',
      part: { source: JSON.stringify(uri), value: uri, offset: 0 },
      placeholders: new PlaceholderSession(),
    });
    return judgement.refusal === undefined && judgement.edits.length === 0;
  };
}
