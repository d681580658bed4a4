import { type BareConnection, bareConnection, headOf } from './attack.ts';
import type { ListeningRelay } from './listening-relay.ts';
import { rawHttp } from './raw-http.ts';
import { INITIALIZE_PARAMS } from './raw-stdio.ts';

/** A client that opens a session of its own, asks nothing, and hears what is not meant for it, if anything is. */
export async function eavesdropper(relay: ListeningRelay, token: string): Promise<BareConnection> {
  const authorization = `Bearer ${token}`;
  const opened = await rawHttp(relay.info.endpoints.mcp, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: `{"jsonrpc":"2.0","id":0,"method":"initialize","params":${INITIALIZE_PARAMS}}`,
  });
  const { port } = new URL(relay.info.baseUrl);
  const connection = await bareConnection(Number(port));
  connection.closed.catch(() => {});
  const session = `Mcp-Session-Id: ${String(opened.headers['mcp-session-id'])}`;
  const about = [`Host: 127.0.0.1:${port}`, `Authorization: ${authorization}`, session, 'Accept: text/event-stream'];
  connection.send(headOf('GET /mcp HTTP/1.1', ...about));
  const { status } = await connection.answer();
  if (status !== 200) throw new Error(`no stream: ${status}`);
  return connection;
}
