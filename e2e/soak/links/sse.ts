import type { Pool } from 'undici';

import { EventStream } from '../../../bench/client/event-stream.ts';
import type { Message } from '../../conformance/bridge/pipe.ts';
import { within } from '../../harness/deadline.ts';
import { TOKEN } from '../../harness/relay.ts';
import { type Link, LinkLost, type OpenLink } from './link.ts';

const AUTHORIZATION = { authorization: `Bearer ${TOKEN}` };

/** HTTP+SSE of 2024-11-05: answers come on one stream, messages go by POST to where it says. */
export function sse(pool: Pool): OpenLink {
  return async (events) => {
    const gone = new AbortController();
    const { signal } = gone;
    const headers = { ...AUTHORIZATION, accept: 'text/event-stream' };
    const endpoint = Promise.withResolvers<string>();
    const response = await pool.request({ path: '/sse', method: 'GET', headers, signal });
    if (response.statusCode !== 200) {
      await response.body.dump();
      throw new LinkLost(`/sse: HTTP ${response.statusCode}`);
    }
    const stream = new EventStream((event, data) => {
      if (event === 'endpoint') endpoint.resolve(data);
      else if (data !== '') events.onText(data);
    });
    const read = async (): Promise<void> => {
      for await (const chunk of response.body) if (Buffer.isBuffer(chunk)) stream.push(chunk);
    };
    read()
      .then(() => 'the stream ended', String)
      .then(events.onLost)
      .catch(() => {});
    const url = new URL(await within('the endpoint event', endpoint.promise), 'http://relay');
    const link: Link = {
      send: (message) => post(pool, url.pathname + url.search, message, signal),
      answersInResponse: false,
      close: () => gone.abort(),
    };
    return link;
  };
}

async function post(pool: Pool, path: string, message: Message, signal: AbortSignal): Promise<void> {
  const headers = { ...AUTHORIZATION, 'content-type': 'application/json' };
  try {
    const response = await pool.request({ path, method: 'POST', headers, body: JSON.stringify(message), signal });
    await response.body.dump();
    if (response.statusCode >= 300) throw new LinkLost(`message: HTTP ${response.statusCode}`);
  } catch (error) {
    if (error instanceof LinkLost) throw error;
    throw new LinkLost(String(error));
  }
}
