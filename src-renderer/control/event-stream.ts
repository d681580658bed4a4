import { createParser } from 'eventsource-parser';
import { HTTP } from '../../src-relay/control/contract.ts';
import type { Hearer } from './carrier.ts';
import { pageKey } from './page-key.ts';

/** Largest event that is put together; a batch is far smaller. */
const MAX_EVENT = 32 * 1024 * 1024;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the relay's event stream until it ends; EventSource cannot, as it sends no header of ours. */
export function openEventStream(hearer: Hearer): () => void {
  const abort = new AbortController();
  void read(hearer, abort.signal).then((cause) => {
    if (!abort.signal.aborted) hearer.ended(cause);
  });
  return () => abort.abort();
}

async function read(hearer: Hearer, signal: AbortSignal): Promise<'lost' | 'signed-out'> {
  try {
    const response = await fetch(HTTP.events, {
      headers: { [HTTP.keyHeader]: pageKey(), accept: 'text/event-stream' },
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    });
    if (response.status === 401) return 'signed-out';
    if (!response.ok || !response.body) return 'lost';
    const parser = createParser({
      onEvent: (event) => hearer.batch(parseJson(event.data)),
      maxBufferSize: MAX_EVENT,
    });
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'lost';
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } catch {
    return 'lost';
  }
}
