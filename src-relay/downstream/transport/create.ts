import type { ServerConfig } from '../../protocol/server-config.ts';
import type { Watchdog } from '../process/watchdog.ts';
import { HttpTransport } from './http.ts';
import { SseTransport } from './sse.ts';
import { StdioTransport } from './stdio.ts';
import type { Transport, TransportEvents } from './transport.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/** The transport that a server's configuration asks for. */
export function createTransport(config: ServerConfig, watchdog: Watchdog, events: TransportEvents): Transport {
  switch (config.kind) {
    case 'stdio':
      return new StdioTransport(config, watchdog, events);
    case 'http':
      return new HttpTransport({ ...config, connectTimeoutMs: CONNECT_TIMEOUT_MS }, events);
    case 'sse':
      return new SseTransport({ ...config, connectTimeoutMs: CONNECT_TIMEOUT_MS }, events);
  }
}
