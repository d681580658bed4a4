import { applyEdits } from '../../protocol/edits.ts';
import { resultResponse } from '../../protocol/errors.ts';
import { memberSource, type Frame } from '../../protocol/frame.ts';
import { isJsonObject, member, type JsonObject } from '../../protocol/json.ts';
import { OWN_INFO } from '../../protocol/modern/envelope.ts';
import { META } from '../../protocol/modern/keys.ts';
import { memberEdits, membersText, memberValue, objectText } from '../../protocol/modern/object-text.ts';
import type { ClientAsk } from '../client-port.ts';

/** Methods that may be answered with a wish for input (MCP 2026-07-28, "Multi round-trip requests"). */
const WITH_ROUNDS: ReadonlySet<string> = new Set(['tools/call', 'prompts/get', 'resources/read']);

export function hasRounds(method: string): boolean {
  return WITH_ROUNDS.has(method);
}

/** The response that ends a round: what the client is asked, by key, and the state it brings back with the answers. */
export function inputRequired(idSource: string, asks: Iterable<readonly [string, ClientAsk]>, state: string): string {
  const requests = membersText(Array.from(asks, ([key, ask]) => [key, requestText(ask)] as const));
  const meta = membersText([[META.serverInfo, OWN_INFO]]);
  const members = `"inputRequests":{${requests}},"requestState":${JSON.stringify(state)},"_meta":{${meta}}`;
  return resultResponse(idSource, `{"resultType":"input_required",${members}}`);
}

/** A question without what only the legacy era has in it: there an elicitation by URL has an id that a notification names. */
function requestText({ method, params = '{}' }: ClientAsk): string {
  const object = method === 'elicitation/create' ? objectText(params) : undefined;
  const isByUrl = object !== undefined && memberText(params, 'mode') === '"url"';
  const edits = isByUrl ? memberEdits(params, object, { remove: (key) => key === 'elicitationId', set: {} }) : [];
  return `{"method":${JSON.stringify(method)},"params":${applyEdits(params, edits)}}`;
}

/** The client's answer to one question, as it wrote it; undefined where it gave none that is an object. */
export function inputResponse(
  retry: Frame,
  key: string,
): { readonly result: string; readonly value: JsonObject } | undefined {
  const value = member(member(retry.message.params, 'inputResponses'), key);
  if (!isJsonObject(value)) return undefined;
  const params = memberSource(retry, 'params') ?? '{}';
  const responses = memberValue(objectText(params), 'inputResponses');
  const span = responses && memberValue(objectText(params, responses.start), key);
  return span && { result: params.slice(span.start, span.end), value };
}

/** A response under another id. */
export function withId(response: string, idSource: string): string {
  const id = memberValue(objectText(response), 'id');
  return id ? applyEdits(response, [{ ...id, text: idSource }]) : response;
}

/** A progress notification under the token of another request; undefined where that request wants none. */
export function withToken(notification: string, request: Frame): string | undefined {
  const params = memberValue(objectText(notification), 'params');
  const token = params && memberValue(objectText(notification, params.start), 'progressToken');
  if (!token) return notification;
  const wanted = tokenOf(request);
  return wanted === undefined ? undefined : applyEdits(notification, [{ ...token, text: wanted }]);
}

function tokenOf(request: Frame): string | undefined {
  const params = memberSource(request, 'params') ?? '{}';
  const meta = memberValue(objectText(params), '_meta');
  const token = meta && memberValue(objectText(params, meta.start), 'progressToken');
  return token && params.slice(token.start, token.end);
}

function memberText(source: string, key: string): string | undefined {
  const span = memberValue(objectText(source), key);
  return span && source.slice(span.start, span.end);
}
