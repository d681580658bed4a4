import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';

import { type ControlEvent, type EventBatch, eventBatchSchema, HTTP } from '../../src-relay/control/contract.ts';
import { controlToken } from './control-client.ts';
import type { World } from './create-world.ts';
import { until, within } from './deadline.ts';
import type { RelayInfo } from './listening-relay.ts';

type EventOf<T extends ControlEvent['type']> = Extract<ControlEvent, { type: T }>;

/** A subscription to the relay's events over HTTP. */
export interface EventStream {
  /** Every batch so far, each held against the contract. */
  readonly batches: () => readonly EventBatch[];
  readonly events: () => readonly ControlEvent[];
  /** Waits for the first event of this type that fits. */
  readonly waitFor: <T extends ControlEvent['type']>(
    type: T,
    fits?: (event: EventOf<T>) => boolean,
    deadlineMs?: number,
  ) => Promise<EventOf<T>>;
  /** Resolves when the relay ends the stream. */
  readonly ended: Promise<void>;
  /** Stops reading what comes, as a page that hangs does; the connection stays open. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/** Subscribes with the control token, or with whatever headers are given. */
export async function openEvents(
  world: World,
  relay: { readonly info: Pick<RelayInfo, 'baseUrl'> },
  headers: Readonly<Record<string, string>> = { authorization: `Bearer ${controlToken(world)}` },
): Promise<EventStream> {
  const { request, response } = await open(`${relay.info.baseUrl}${HTTP.events}`, headers);
  world.onEnd(() => {
    request.destroy();
  });
  const batches: EventBatch[] = [];
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    const frames = `${rest}${text}`.split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      const data = frame
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart())
        .join('\n');
      if (data !== '') batches.push(eventBatchSchema.parse(JSON.parse(data)));
    }
  });
  const ended = new Promise<void>((resolve) => {
    response.on('close', resolve);
    response.on('error', () => resolve());
  });
  const events = (): readonly ControlEvent[] => batches.flatMap((batch) => batch.events);
  return {
    batches: () => batches,
    events,
    waitFor: (type, fits = () => true, deadlineMs = 20_000) =>
      until(
        `event ${type}`,
        () => events().find((event): event is EventOf<typeof type> => isOf(event, type) && fits(event)),
        deadlineMs,
      ),
    ended,
    pause: () => response.pause(),
    resume: () => response.resume(),
    close: () => request.destroy(),
  };
}

function isOf<T extends ControlEvent['type']>(event: ControlEvent, type: T): event is EventOf<T> {
  return event.type === type;
}

function open(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ request: ClientRequest; response: IncomingMessage }> {
  const opened = new Promise<{ request: ClientRequest; response: IncomingMessage }>((resolve, reject) => {
    const request = httpRequest(url, { headers, agent: false }, (response) => {
      if (response.statusCode === 200) resolve({ request, response });
      else reject(new Error(`no stream: ${response.statusCode}`));
    });
    request.on('error', reject);
    request.end();
  });
  return within('event stream', opened);
}
