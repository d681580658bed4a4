import type { ServerConfig } from '../../protocol/server-config.ts';
import type { Authorizer } from '../oauth/authorizer.ts';
import type { ProcessSupervisor } from '../process/supervisor.ts';
import { HttpTransport } from './http/http.ts';
import { SseTransport } from './sse.ts';
import { StdioTransport } from './stdio.ts';
import type { Transport, TransportEvents } from './transport.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * The transport that a server's configuration asks for.
 * @param authorizer signs in the requests to a remote server
 */
export function createTransport(
  config: ServerConfig,
  processes: ProcessSupervisor,
  authorizer: Authorizer | undefined,
  events: TransportEvents,
): Transport {
  switch (config.kind) {
    case 'stdio':
      return new StdioTransport(config, processes, events);
    case 'http':
      return new HttpTransport({ ...config, authorizer, connectTimeoutMs: CONNECT_TIMEOUT_MS }, events);
    case 'sse':
      return new SseTransport({ ...config, authorizer, connectTimeoutMs: CONNECT_TIMEOUT_MS }, events);
  }
}
