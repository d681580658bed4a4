import { createServer as createHttpServer } from 'node:http';
import { parseArgs } from 'node:util';

import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';

import { type FetchHandler, answer } from '../../fixtures/conformance/transports/fetch-listener.ts';
import { legacySessions } from '../../fixtures/conformance/transports/legacy-sessions.ts';
import { offer } from './offer.ts';

/** `node main.ts NAME [--legacy] [--port N]`: over stdio, or over Streamable HTTP at `/mcp`; in both eras or the older. */
const { positionals, values } = parseArgs({
  options: { legacy: { type: 'boolean', default: false }, port: { type: 'string' } },
  allowPositionals: true,
});
const name = positionals[0] ?? 'soak';

if (values.port !== undefined) {
  const handler = httpHandler(values.legacy);
  createHttpServer((incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch(() => outgoing.destroy());
  }).listen(Number(values.port), '127.0.0.1');
} else if (values.legacy) {
  await offer(name, true).connect(new StdioServerTransport());
} else {
  serveStdio(({ era }) => offer(name, era === 'legacy'), { legacy: 'serve' });
}

function httpHandler(isLegacyOnly: boolean): FetchHandler {
  // Nothing is kept for a client that comes back: here it would be all that ever was sent.
  const legacy = legacySessions(() => offer(name, true), { isResumable: false });
  if (isLegacyOnly) return legacy;
  const modern = createMcpHandler(() => offer(name, false), { legacy: 'reject' });
  return async (request) => ((await isLegacyRequest(request)) ? legacy(request) : modern.fetch(request));
}
