import type { AddressCheck } from './subscriptions.ts';
import { judgePassage } from './judge.ts';
import type { Scanner } from './scanner.ts';
import { PlaceholderSession } from '../scan/placeholders.ts';

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
