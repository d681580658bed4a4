import { type CallQuery, formatQuery, parseQuery } from '../state/calls/query.ts';

/** A place in the app. */
export type Route =
  | { readonly screen: 'overview' }
  | { readonly screen: 'activity'; readonly entryId: string | undefined; readonly query: CallQuery }
  | { readonly screen: 'review'; readonly item: string | undefined }
  | { readonly screen: 'clients'; readonly client: string | undefined; readonly action: string | undefined }
  | { readonly screen: 'policy' }
  | { readonly screen: 'servers'; readonly name: string | undefined }
  | { readonly screen: 'tools'; readonly server: string | undefined; readonly name: string | undefined };

export type Screen = Route['screen'];

function decode(part: string | undefined): string | undefined {
  if (part === undefined || part === '') return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** Reads a place from the address's fragment, with or without `#`; unknown ones are the overview. */
export function parseRoute(hash: string): Route {
  const [path = '', ...search] = hash.replace(/^#/, '').split('?');
  const [, screen, first, second] = path.split('/');
  switch (screen) {
    case 'activity':
      return { screen, entryId: decode(first), query: parseQuery(search.join('?')) };
    case 'review':
      return { screen, item: decode(first) };
    case 'servers':
      return { screen, name: decode(first) };
    case 'policy':
      return { screen };
    case 'clients':
      return { screen, client: decode(first), action: decode(second) };
    case 'tools':
      return { screen, server: decode(first), name: decode(second) };
    default:
      return { screen: 'overview' };
  }
}

/** A name as a step of an address; half a character, which no address can spell, becomes the replacement character. */
function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed());
}

/** Writes a place as a fragment with `#`, ready for a link. */
export function formatRoute(route: Route): string {
  const path = (...parts: readonly (string | undefined)[]): string =>
    `#/${[route.screen, ...parts.filter((part) => part !== undefined).map(encoded)].join('/')}`;
  switch (route.screen) {
    case 'overview':
    case 'policy':
      return path();
    case 'activity':
      return path(route.entryId) + formatQuery(route.query);
    case 'review':
      return path(route.item);
    case 'servers':
      return path(route.name);
    case 'clients':
      return route.client === undefined ? path() : path(route.client, route.action);
    case 'tools':
      return route.server === undefined ? path() : path(route.server, route.name);
  }
}

/** A link to the calls that match a query. */
export function activityLink(query: CallQuery, entryId?: string): string {
  return formatRoute({ screen: 'activity', entryId, query });
}

/** A link to something that waits for a person, by its id, or to all of it. */
export function reviewLink(item?: string): string {
  return formatRoute({ screen: 'review', item });
}

/** A link to a server, or to the list of servers. */
export function serverLink(name?: string): string {
  return formatRoute({ screen: 'servers', name });
}

/** A link to a tool, to the tools of a server, or to all tools. */
export function toolLink(server?: string, name?: string): string {
  return formatRoute({ screen: 'tools', server, name });
}

/** A link to an AI app, or to what is to be done to it, or to all of them. */
export function clientLink(client?: string, action?: string): string {
  return formatRoute({ screen: 'clients', client, action });
}

/** A link to the policy: the exceptions. */
export const POLICY_LINK = formatRoute({ screen: 'policy' });
