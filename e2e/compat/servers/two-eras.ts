import { createServer as createHttpServer } from 'node:http';
import { parseArgs } from 'node:util';

import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';

import { type FetchHandler, answer } from '../../fixtures/conformance/transports/fetch-listener.ts';
import { legacySessions } from '../../fixtures/conformance/transports/legacy-sessions.ts';
import { Notes, lastingOffer, noteUri, offer } from './offer.ts';

/**
 * A server made with the v2 SDK: `node two-eras.ts NAME [--modern] [--port N]`. Over stdio without a port, else over
 * Streamable HTTP at `/mcp`; in both eras, or in the modern one only. Its tools, prompt and resource carry its name, so
 * that two of them can stand behind one relay.
 */
const { positionals, values } = parseArgs({
  options: { modern: { type: 'boolean', default: false }, port: { type: 'string' } },
  allowPositionals: true,
});
const name = positionals[0] ?? 'two-eras';
const notes = new Notes();

if (values.port === undefined) {
  serveStdio(({ era }) => lastingOffer(name, notes, era), { legacy: values.modern ? 'reject' : 'serve' });
} else {
  const handler = httpHandler(values.modern);
  createHttpServer((incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      outgoing.destroy();
    });
  }).listen(Number(values.port), '127.0.0.1');
}

function httpHandler(isModernOnly: boolean): FetchHandler {
  const modern = createMcpHandler(() => offer(name, notes), { legacy: 'reject' });
  // The server object of a request is gone before the change matters to a listener: the handler tells them.
  notes.listen(() => {
    modern.notify.resourceUpdated(noteUri(name));
  });
  if (isModernOnly) return (request) => modern.fetch(request);
  const legacy = legacySessions(() => lastingOffer(name, notes, 'legacy'));
  return async (request) => ((await isLegacyRequest(request)) ? legacy(request) : modern.fetch(request));
}
