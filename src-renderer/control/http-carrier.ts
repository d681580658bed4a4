import { HTTP } from '../../src-relay/control/contract.ts';
import type { Carrier } from './carrier.ts';
import { ControlFailure } from './control-failure.ts';
import { openEventStream } from './event-stream.ts';
import { pageKey } from './page-key.ts';

/** The carrier over the relay's loopback HTTP, for a page in a browser. */
export function httpCarrier(): Carrier {
  return { call, subscribe: openEventStream };
}

async function call(procedure: string, input: unknown): Promise<unknown> {
  const response = await post(`${HTTP.control}/${procedure}`, input);
  if (response.status === 401) {
    throw new ControlFailure('signed_out', 'This page is signed out. Get a new link with `npm run -s relay -- ui`.');
  }
  const text = await response.text().catch(() => '');
  try {
    const reply: unknown = JSON.parse(text);
    return reply;
  } catch {
    throw new ControlFailure('failed', `The relay answered with status ${response.status} and nothing readable.`);
  }
}

async function post(path: string, input: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [HTTP.keyHeader]: pageKey() },
      credentials: 'same-origin',
      body: JSON.stringify(input),
    });
  } catch {
    throw new ControlFailure('unreachable', 'The relay does not answer. Start it, then try again.');
  }
}
