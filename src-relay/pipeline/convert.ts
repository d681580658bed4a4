import { errorWithData, resultResponse } from '../protocol/errors.ts';
import { memberSource, type Frame } from '../protocol/frame.ts';
import { MODERN_ERROR } from '../protocol/modern/keys.ts';
import { memberEdits, objectText } from '../protocol/modern/object-text.ts';
import { errorToModern, toLegacy, toModern } from '../protocol/modern/results.ts';
import { applyEdits } from '../protocol/edits.ts';
import type { CallContext } from './context.ts';

/**
 * A server's response in the words of the client's era, under the client's id.
 * @param sealed the state for the round that follows, as the client gets it
 */
export function convertResponse(context: CallContext, response: Frame, sealed: string | undefined): string {
  const { idSource, traits, route, responseEra, missing } = context;
  const result = memberSource(response, 'result');
  if (missing && traits.era === 'modern' && context.status === 'error') {
    // A legacy server can only fail without what it asked for: the modern era tells the client what it is.
    const message = 'The server needs capabilities that the client does not offer.';
    return errorWithData(idSource, MODERN_ERROR.missingClientCapability, message, { requiredCapabilities: missing });
  }
  if (result === undefined) {
    const error = memberSource(response, 'error') ?? 'null';
    return `{"jsonrpc":"2.0","id":${idSource},"error":${traits.era === 'modern' ? errorToModern(error) : error}}`;
  }
  const source = sealed === undefined ? result : withState(result, sealed);
  const value = sealed === undefined ? response.message.result : undefined;
  const converted =
    traits.era === 'modern'
      ? toModern(route.method, source, { from: responseEra, value })
      : toLegacy(route.method, source, value);
  return resultResponse(idSource, converted);
}

/** A result with this `requestState`. */
function withState(result: string, state: string): string {
  const object = objectText(result);
  const set = { requestState: JSON.stringify(state) };
  return object ? applyEdits(result, memberEdits(result, object, { remove: () => false, set })) : result;
}
