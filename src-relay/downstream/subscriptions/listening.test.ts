import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { frameFromText, type Frame } from '../../protocol/frame.ts';
import { member, parseJson, type JsonValue } from '../../protocol/json.ts';
import { createLog } from '../../protocol/log.ts';
import type { ConnectionOptions } from '../connection/pending-call.ts';
import { ListeningChannel } from './listening.ts';

interface Stream {
  readonly wanted: JsonValue | undefined;
  readonly options: ConnectionOptions;
  isCancelled: boolean;
  /** The server acknowledges this much. */
  acknowledge(honoured: object): Promise<void>;
  end(source: string): Promise<void>;
}

let streams: Stream[];
let channel: ListeningChannel;
let gaps: number;

function open(capabilities: Record<string, JsonValue>, uris: string[] = []): void {
  channel = new ListeningChannel({
    server: 's',
    log: createLog('error', () => {}),
    connection: { request: (request, options) => listen(request.write(streams.length, 'modern'), options) },
    greeting: { era: 'modern', version: '2026-07-28', capabilities, instructions: undefined, name: undefined },
    uris,
    withLists: true,
    onGap: () => (gaps += 1),
  });
}

function listen(source: string, options: ConnectionOptions): Promise<Frame> {
  const answer = Promise.withResolvers<Frame>();
  const stream: Stream = {
    wanted: member(member(parseJson(source), 'params'), 'notifications'),
    options,
    isCancelled: false,
    async acknowledge(honoured) {
      const params = `{"notifications":${JSON.stringify(honoured)}}`;
      const method = 'notifications/subscriptions/acknowledged';
      options.onAcknowledged?.(frameFromText(`{"jsonrpc":"2.0","method":"${method}","params":${params}}`));
      await settled();
    },
    async end(ending) {
      answer.resolve(frameFromText(`{"jsonrpc":"2.0","id":1,${ending}}`));
      await settled();
    },
  };
  options.cancellation?.listen(() => {
    stream.isCancelled = true;
    answer.reject(new Error('cancelled'));
  });
  streams.push(stream);
  return answer.promise;
}

/** Lets everything happen that happens without time. */
async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1);
}

const RESULT = '"result":{"resultType":"complete"}';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] });
  vi.spyOn(Math, 'random').mockReturnValue(1);
  streams = [];
  gaps = 0;
});
afterEach(() => {
  channel.close();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('asks for what the server can tell, and for nothing where that is nothing', async () => {
  open({ tools: { listChanged: true }, prompts: {}, resources: { subscribe: true } });
  await settled();
  expect(streams.map(({ wanted }) => wanted)).toEqual([{ toolsListChanged: true }]);
  expect(streams[0]?.options).toMatchObject({ isLasting: true });
  await streams[0]?.acknowledge({ toolsListChanged: true });
  await channel.tried;
  channel.close();
  expect(streams[0]?.isCancelled).toBe(true);
  open({ tools: {} }, ['a:1']);
  await settled();
  await channel.tried;
  expect(streams).toHaveLength(1);
});

test('opens the next stream before it lets go of the last', async () => {
  open({ tools: { listChanged: true }, resources: { subscribe: true } });
  await settled();
  await streams[0]?.acknowledge({ toolsListChanged: true });
  const both = Promise.all([channel.add('a:1'), channel.add('a:2')]);
  await settled();
  expect(streams[1]?.wanted).toEqual({ toolsListChanged: true, resourceSubscriptions: ['a:1', 'a:2'] });
  expect(streams[0]?.isCancelled).toBe(false);
  await streams[1]?.acknowledge({ toolsListChanged: true, resourceSubscriptions: ['a:1', 'a:2'] });
  await both;
  expect(streams[0]?.isCancelled).toBe(true);
  channel.remove('a:1');
  await settled();
  expect(streams[2]?.wanted).toEqual({ toolsListChanged: true, resourceSubscriptions: ['a:2'] });
});

test('a resource that the server does not agree to is an error of that one', async () => {
  open({ resources: { subscribe: true } });
  const outcomes = Promise.allSettled([channel.add('a:1'), channel.add('a:2')]);
  await settled();
  await streams[0]?.acknowledge({ resourceSubscriptions: ['a:2'] });
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  open({ resources: {} });
  await expect(channel.add('a:1')).rejects.toThrow('it has no such capability');
});

test('a stream that ends is opened again, later each time, and what was missed is told', async () => {
  open({ tools: { listChanged: true } });
  await settled();
  await streams[0]?.acknowledge({ toolsListChanged: true });
  const before = gaps;
  await streams[0]?.end(RESULT);
  await vi.advanceTimersByTimeAsync(240);
  expect(streams).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(20);
  await streams[1]?.acknowledge({ toolsListChanged: true });
  expect(gaps).toBe(before + 1);
  await streams[1]?.end(RESULT);
  await vi.advanceTimersByTimeAsync(400);
  expect(streams).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(200);
  expect(streams).toHaveLength(3);
});

test('one on which nothing would ever be told is not opened again', async () => {
  open({ tools: { listChanged: true } });
  await settled();
  await streams[0]?.acknowledge({});
  await streams[0]?.end(RESULT);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(streams).toHaveLength(1);
});

test('a server that does not know it is not asked again, one that has no room is', async () => {
  open({ tools: { listChanged: true } });
  await settled();
  await streams[0]?.end('"error":{"code":-32601,"message":"x"}');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(streams).toHaveLength(1);
  channel.close();
  open({ tools: { listChanged: true } });
  await settled();
  await streams[1]?.end('"error":{"code":-32603,"message":"Subscription limit reached"}');
  await vi.advanceTimersByTimeAsync(300);
  expect(streams).toHaveLength(3);
});

test('a server that does not acknowledge is given up and tried again', async () => {
  open({ tools: { listChanged: true } });
  await settled();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(streams[0]?.isCancelled).toBe(true);
  await vi.advanceTimersByTimeAsync(300);
  expect(streams).toHaveLength(2);
});
