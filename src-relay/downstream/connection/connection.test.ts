import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Cancellation } from '../../protocol/cancellation.ts';
import { frameFromText, type Frame } from '../../protocol/frame.ts';
import { createLog } from '../../protocol/log.ts';
import type { AskHandler, OutgoingRequest } from '../request.ts';
import { NotBegunError } from '../transport/errors.ts';
import type { OutgoingMessage, Transport, TransportEvents } from '../transport/transport.ts';
import { Connection, type ConnectionParts } from './connection.ts';
import type { ConnectionOptions } from './pending-call.ts';

class FakeTransport implements Transport {
  readonly cancelsByClosing: boolean = false;
  readonly events: TransportEvents;
  readonly sent: string[] = [];
  readonly abandoned: number[] = [];
  failure: Error | undefined;

  constructor(events: TransportEvents) {
    this.events = events;
  }

  open = async (): Promise<void> => {};
  speak = (): void => {};
  established = (): void => {};
  close = async (): Promise<void> => {};
  diagnostics = (): readonly string[] => [];

  async send({ source }: OutgoingMessage): Promise<void> {
    if (this.failure) throw this.failure;
    this.sent.push(source);
  }

  abandon(id: number): void {
    this.abandoned.push(id);
  }

  says(source: string, origin?: number): void {
    this.events.onFrame(frameFromText(source), origin);
  }

  answers(id: number): void {
    this.says(`{"jsonrpc":"2.0","id":${id},"result":{}}`, id);
  }
}

const asked = '{"jsonrpc":"2.0","id":"q","method":"sampling/createMessage","params":{}}';
const logged = '{"jsonrpc":"2.0","method":"notifications/message","params":{}}';

let transport: FakeTransport;
let connection: Connection;
let lines: string[];
let notices: { frame: Frame; owners: readonly string[] }[];
let closed: string[];

function connect(client?: ConnectionParts['client']): void {
  connection = new Connection({
    server: 's',
    log: createLog('debug', (line) => lines.push(line)),
    client,
    events: {
      onListChanged: () => {},
      onNotification: (frame, owners) => notices.push({ frame, owners }),
      onClose: (reason) => closed.push(reason),
      onForgotten: () => {},
    },
    createTransport: (events) => (transport = new FakeTransport(events)),
  });
}

const work: OutgoingRequest = {
  method: 'tools/call',
  write: (id, era) => `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"era":"${era}"}}`,
};

function call(options: Partial<ConnectionOptions> = {}): Promise<string> {
  const answer = connection.request(work, { timeoutMs: 1000, owner: 'a', ...options });
  return answer.then(({ source }) => source, String);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'performance'] });
  lines = [];
  notices = [];
  closed = [];
  connect();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an answer', () => {
  test('goes to its call, whatever the order', async () => {
    const [first, second] = [call(), call()];
    transport.answers(2);
    transport.answers(1);
    expect(await first).toContain('"id":1');
    expect(await second).toContain('"id":2');
    expect(transport.abandoned).toEqual([2, 1]);
  });

  test('that is refused fails the call that it names', async () => {
    const one = call();
    transport.events.onGarbage('too deep', '{"id": 1, "result"');
    expect(await one).toContain('its answer was refused: too deep');
  });

  test('that comes late is dropped', async () => {
    const one = call({ timeoutMs: 100 });
    vi.advanceTimersByTime(400);
    expect(await one).toContain('no answer within 0 s');
    transport.answers(1);
    expect(transport.sent.at(-1)).toContain('"method":"notifications/cancelled","params":{"requestId":1');
  });

  test('of nothing but garbage ends the connection', () => {
    for (let count = 0; count < 1000; count += 1) transport.events.onGarbage('no JSON', '');
    expect(closed).toEqual(['nothing that it sends is JSON-RPC']);
  });
});

describe('the time of a call', () => {
  test('has run while it waited for the connection', async () => {
    const one = call({ timeoutMs: 5000, waitedMs: 4800 });
    vi.advanceTimersByTime(600);
    expect(await one).toContain('no answer within 5 s');
  });

  test('starts anew with progress, for who asked for it', async () => {
    let heard = 0;
    const patient = call({ onProgress: () => (heard += 1) });
    const other = call();
    for (let count = 0; count < 4; count += 1) {
      vi.advanceTimersByTime(600);
      for (const id of [1, 2]) {
        transport.says(`{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":${id}}}`);
      }
    }
    expect(await other).toContain('no answer');
    transport.answers(1);
    expect(await patient).toContain('result');
    expect(heard).toBe(4);
  });

  test('has a ceiling that no progress lifts', async () => {
    const one = call({ onProgress: () => {} });
    for (let minute = 0; minute < 61 * 60; minute += 1) {
      vi.advanceTimersByTime(1000 - 200);
      transport.says('{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1}}');
      vi.advanceTimersByTime(200);
    }
    expect(await one).toContain('no answer');
  });

  test('does not run while the client is asked, and not at all for what stays open', async () => {
    const gate = Promise.withResolvers<void>();
    const onAsk: AskHandler = () => gate.promise.then(() => ({ result: '{}' }));
    const one = call({ onAsk });
    const lasting = vi.fn<(answer: string) => void>();
    call({ isLasting: true, timeoutMs: 0, owner: undefined }).then(lasting, () => {});
    vi.advanceTimersByTime(700);
    transport.says(asked);
    vi.advanceTimersByTime(3_600_000);
    gate.resolve();
    await vi.advanceTimersByTimeAsync(200);
    expect(transport.sent.at(-1)).toBe('{"jsonrpc":"2.0","id":"q","result":{}}');
    transport.answers(1);
    expect(await one).toContain('result');
    expect(lasting).not.toHaveBeenCalled();
  });

  test('ends with its cancellation, before and after it was sent', async () => {
    const cancellation = new Cancellation();
    const one = call({ cancellation });
    cancellation.cancel();
    expect(await one).toContain('the call was cancelled');
    expect(await call({ cancellation })).toContain('the call was cancelled');
    expect(transport.sent.filter((source) => source.includes('tools/call'))).toHaveLength(1);
  });
});

describe('a request that could not be begun', () => {
  test('is sent over the next connection, where it may be', async () => {
    transport.failure = new NotBegunError('gone');
    const answer = frameFromText('{"jsonrpc":"2.0","id":9,"result":{}}');
    const resent = connection.request(work, { timeoutMs: 1000 }, () => Promise.resolve(answer));
    expect(await resent).toBe(answer);
    expect(await call()).toContain('did not answer: gone');
  });

  test('is sent once where the failure says nothing of that kind', async () => {
    transport.failure = new Error('broken');
    const resend = vi.fn<() => Promise<Frame>>();
    await expect(connection.request(work, { timeoutMs: 1000 }, resend)).rejects.toThrow('broken');
    expect(resend).not.toHaveBeenCalled();
  });
});

describe('what a server asks', () => {
  const yes: AskHandler = () => Promise.resolve({ result: '{"yes":\n1}' });

  test('goes to the latest call of the only client that has any, on one line', async () => {
    const asks: string[] = [];
    call({ onAsk: yes }).catch(() => {});
    call({
      onAsk: (frame) => {
        asks.push(frame.source);
        return yes(frame, new AbortController().signal);
      },
    }).catch(() => {});
    transport.says(asked);
    await vi.advanceTimersByTimeAsync(0);
    expect(asks).toEqual([asked]);
    expect(transport.sent.at(-1)).toBe('{"jsonrpc":"2.0","id":"q","result":{"yes": 1}}');
  });

  test.each([
    ['two clients', ['a', 'b']],
    ['nobody', []],
  ])('is refused where it may be for %s', (_who, owners) => {
    for (const owner of owners) call({ owner, onAsk: yes }).catch(() => {});
    transport.says(asked);
    transport.says(asked);
    expect(transport.sent.at(-1)).toContain('"error":{"code":-32600,"message":"It cannot be told');
    expect(lines.filter((line) => line.includes('refused its request'))).toHaveLength(1);
  });

  test('on the stream of a call is for that call, and for no other when that one has ended', async () => {
    call({ owner: 'a', onAsk: yes }).catch(() => {});
    call({ owner: 'b', onAsk: yes }).catch(() => {});
    transport.says(asked, 2);
    await vi.advanceTimersByTimeAsync(0);
    expect(transport.sent.at(-1)).toContain('"result"');
    transport.answers(2);
    transport.says(asked, 2);
    expect(transport.sent.at(-1)).toContain('"error"');
  });

  test('is over when the server takes it back: nothing is answered', async () => {
    const signals: AbortSignal[] = [];
    const gate = Promise.withResolvers<void>();
    const onAsk: AskHandler = async (_frame, signal) => {
      signals.push(signal);
      await gate.promise;
      return { result: '{}' };
    };
    call({ onAsk }).catch(() => {});
    transport.says(asked);
    transport.says('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"q"}}');
    expect(signals[0]?.aborted).toBe(true);
    gate.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(transport.sent).toHaveLength(1);
  });

  test('is over when its call is: the server is told', () => {
    let signal: AbortSignal | undefined;
    const onAsk: AskHandler = (_frame, given) => {
      signal = given;
      return new Promise(() => {});
    };
    call({ onAsk }).catch(() => {});
    transport.says(asked);
    transport.answers(1);
    expect(signal?.aborted).toBe(true);
    expect(transport.sent.at(-1)).toContain('The call that this belongs to has ended.');
  });

  test('without naming a call outlives the call it was given to while its client has another one', () => {
    const onAsk = vi.fn<AskHandler>(() => new Promise(() => {}));
    const begun = [1, 2].map(() => call({ onAsk, asksOutliveCall: true }));
    transport.says(asked);
    transport.answers(2);
    vi.advanceTimersByTime(10_000);
    expect(transport.sent).toHaveLength(2);
    expect(onAsk.mock.lastCall?.[1].aborted).toBe(false);
    transport.answers(1);
    expect(transport.sent.at(-1)).toContain('The call that this belongs to has ended.');
    return Promise.all(begun);
  });

  test('on the own stream of a call, or of a client that is asked in the call alone, ends with the call', () => {
    const onAsk: AskHandler = () => new Promise(() => {});
    call({ onAsk }).catch(() => {});
    call({ onAsk, asksOutliveCall: true }).catch(() => {});
    transport.says(asked, 2);
    transport.answers(2);
    expect(transport.sent.at(-1)).toContain('has ended');
    call({ onAsk }).catch(() => {});
    transport.says(asked);
    transport.answers(3);
    expect(transport.sent.at(-1)).toContain('has ended');
    expect(transport.sent).toHaveLength(5);
  });

  test('on a connection that is one client’s alone ends with the connection', () => {
    connect({ owner: 'a', onAsk: undefined });
    const onAsk = vi.fn<AskHandler>(() => new Promise(() => {}));
    call({ onAsk, asksOutliveCall: true }).catch(() => {});
    transport.says(asked);
    transport.answers(1);
    expect(onAsk.mock.lastCall?.[1].aborted).toBe(false);
    transport.events.onClose('gone');
    expect(onAsk.mock.lastCall?.[1].aborted).toBe(true);
  });

  test('is bounded for each call, and no id is open twice', () => {
    call({ onAsk: () => new Promise(() => {}) }).catch(() => {});
    for (let id = 1; id <= 33; id += 1) transport.says(`{"jsonrpc":"2.0","id":${id},"method":"roots/list"}`);
    expect(transport.sent).toHaveLength(2);
    expect(transport.sent.at(-1)).toContain('"id":33,"error"');
    transport.says('{"jsonrpc":"2.0","id":1,"method":"roots/list"}');
    expect(transport.sent.at(-1)).toContain('open already');
  });

  test('outside calls is answered on a connection that is one client’s alone', async () => {
    connect({ owner: 'a', onAsk: yes });
    transport.says(asked);
    await vi.advanceTimersByTimeAsync(0);
    expect(transport.sent.at(-1)).toContain('"result"');
  });

  test('as a ping is answered at once', () => {
    transport.says('{"jsonrpc":"2.0","id":7,"method":"ping"}');
    expect(transport.sent).toEqual(['{"jsonrpc":"2.0","id":7,"result":{}}']);
  });
});

describe('a log message', () => {
  test('is heard by the call on whose stream it comes, else by the only client, else by everybody', () => {
    const heard: string[] = [];
    const onMessage = (name: string) => () => heard.push(name);
    call({ owner: 'a', onMessage: onMessage('first') }).catch(() => {});
    call({ owner: 'a', onMessage: onMessage('second') }).catch(() => {});
    transport.says(logged, 1);
    transport.says(logged);
    call({ owner: 'b', onMessage: onMessage('third') }).catch(() => {});
    transport.says(logged, 3);
    transport.says(logged);
    expect(heard).toEqual(['first', 'second', 'third']);
    expect(notices.map(({ owners }) => owners)).toEqual([['a', 'b']]);
  });

  test('that is held back comes before the answer all the same', () => {
    const heard: string[] = [];
    for (let count = 0; count < 300; count += 1) transport.says(logged);
    const one = connection.request(work, { timeoutMs: 1000, owner: 'a', onMessage: () => heard.push('log') });
    one.then(
      () => heard.push('answer'),
      () => {},
    );
    transport.says(logged, 1);
    expect(heard).toEqual([]);
    transport.answers(1);
    expect(heard).toEqual(['log']);
  });
});
