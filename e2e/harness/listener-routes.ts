import { HTTP } from '../../src-relay/control/contract.ts';

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Whose right it takes. */
  readonly right: 'none' | 'client' | 'control';
}

/** Every route of the listener, those included that it does not have. */
export const ROUTES: readonly Route[] = [
  { method: 'POST', path: '/mcp', right: 'client' },
  { method: 'GET', path: '/mcp', right: 'client' },
  { method: 'DELETE', path: '/mcp', right: 'client' },
  { method: 'GET', path: '/sse', right: 'client' },
  { method: 'GET', path: '/sse/', right: 'client' },
  { method: 'POST', path: '/messages?sessionId=1', right: 'client' },
  { method: 'GET', path: '/metrics', right: 'client' },
  { method: 'GET', path: '/openapi.json', right: 'client' },
  { method: 'GET', path: '/no-such-path', right: 'client' },
  { method: 'POST', path: `${HTTP.control}/relay.pause`, right: 'control' },
  { method: 'POST', path: HTTP.links, right: 'control' },
  { method: 'GET', path: HTTP.events, right: 'control' },
  { method: 'GET', path: `${HTTP.ui}/`, right: 'none' },
  { method: 'GET', path: `${HTTP.ui}/link/unknown`, right: 'none' },
  { method: 'GET', path: '/', right: 'none' },
  { method: 'GET', path: '/health', right: 'none' },
  { method: 'GET', path: '/healthz', right: 'none' },
  { method: 'GET', path: '/.well-known/oauth-protected-resource', right: 'none' },
  { method: 'GET', path: '/.well-known/oauth-authorization-server', right: 'none' },
];
