import type { DownstreamServer } from '../downstream/server.ts';
import { errorResponse, errorWithData, JSON_RPC, messageOf, resultResponse } from '../protocol/errors.ts';
import { member, type JsonValue } from '../protocol/json.ts';
import type { Catalog, Owned } from '../registry/catalog.ts';
import type { ClientSession } from './session.ts';
import type { Subscriptions } from './subscriptions.ts';

export interface SubscribeParts {
  readonly catalog: Catalog;
  readonly servers: ReadonlyMap<string, DownstreamServer>;
  readonly subscriptions: Subscriptions;
}

interface Found {
  readonly server: DownstreamServer;
  readonly resource: Owned;
}

/** Answers `resources/subscribe` (MCP 2025-11-25, Resources) once the server that has the resource agrees. */
export async function subscribe(
  parts: SubscribeParts,
  session: ClientSession,
  params: JsonValue | undefined,
  idSource: string,
): Promise<{ source: string }> {
  const uri = member(params, 'uri');
  const found = find(parts, uri);
  if (!found || typeof uri !== 'string') return { source: unknown(idSource, uri) };
  try {
    if (await parts.subscriptions.add(session, found.server, found.resource, uri)) {
      return { source: resultResponse(idSource, '{}') };
    }
    const message = 'It was not subscribed to: the address holds a secret, or the session has too many subscriptions.';
    return { source: errorResponse(idSource, JSON_RPC.serverError, message) };
  } catch (error) {
    return { source: errorResponse(idSource, JSON_RPC.serverError, messageOf(error)) };
  }
}

/** Answers `resources/unsubscribe`; what was never subscribed to is as good as unsubscribed. */
export async function unsubscribe(
  parts: SubscribeParts,
  session: ClientSession,
  params: JsonValue | undefined,
  idSource: string,
): Promise<{ source: string }> {
  const found = find(parts, member(params, 'uri'));
  if (found) await parts.subscriptions.remove(session, found.server, found.resource.name).catch(() => {});
  return { source: resultResponse(idSource, '{}') };
}

function find({ catalog, servers }: SubscribeParts, uri: JsonValue | undefined): Found | undefined {
  const resource = typeof uri === 'string' ? catalog.resource(uri) : undefined;
  const server = resource && servers.get(resource.server);
  return server && { server, resource };
}

function unknown(idSource: string, uri: JsonValue | undefined): string {
  if (typeof uri !== 'string') {
    return errorResponse(idSource, JSON_RPC.invalidParams, 'resources/subscribe needs params with a uri.');
  }
  const message = 'There is no such resource. List the resources to see which there are.';
  return errorWithData(idSource, JSON_RPC.resourceNotFound, message, { uri });
}
