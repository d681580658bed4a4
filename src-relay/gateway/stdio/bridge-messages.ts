import { memberSource, type Frame } from '../../protocol/frame.ts';
import { claimedVersion } from '../../protocol/modern/envelope.ts';
import { nameHeader } from '../../protocol/modern/headers.ts';
import { memberValue, objectText } from '../../protocol/modern/object-text.ts';

/** What an HTTP field carries as it is; anything else is left out, and the relay says what is missing. */
const VISIBLE = /^[\x21-\x7e]+$/u;

/** The headers that say what a modern message's body says; undefined for one of the legacy era. */
export function modernHeaders({ message }: Frame): Record<string, string> | undefined {
  const { method, params } = message;
  const version = claimedVersion(params);
  if (typeof method !== 'string' || version === undefined) return undefined;
  const name = nameHeader(method, params);
  return {
    ...(typeof version === 'string' && VISIBLE.test(version) ? { 'mcp-protocol-version': version } : {}),
    ...(VISIBLE.test(method) ? { 'mcp-method': method } : {}),
    ...(name === undefined ? {} : { 'mcp-name': name }),
  };
}

/** The id of the request that a notification gives up, as it is written; undefined for any other message. */
export function cancelledId(frame: Frame): string | undefined {
  if (frame.message.method !== 'notifications/cancelled') return undefined;
  return memberText(memberSource(frame, 'params') ?? '{}', 'requestId');
}

/** The id of the request that a message answers, as it is written; undefined where it is no response. */
export function idOfResponse(source: string): string | undefined {
  const message = objectText(source);
  return memberValue(message, 'method') ? undefined : memberText(source, 'id');
}

function memberText(source: string, key: string): string | undefined {
  const span = memberValue(objectText(source), key);
  return span && source.slice(span.start, span.end);
}
