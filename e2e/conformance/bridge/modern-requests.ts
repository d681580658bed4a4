import type { Exchange } from './exchange.ts';
import type { Id, Message, Pipe } from './pipe.ts';

const SUBSCRIPTION = 'io.modelcontextprotocol/subscriptionId';

/** HTTP status of errors that the specification gives one, 2026-07-28; all others go with 200. */
const STATUS: Readonly<Record<number, number>> = { [-32_601]: 404, [-32_020]: 400, [-32_021]: 400, [-32_022]: 400 };

interface Pending {
  readonly id: Id;
  readonly exchange: Exchange;
  readonly progressToken: unknown;
  readonly isSubscription: boolean;
}

/** All requests of the modern era on one pipe. Each gets an id of the bridge's, since clients choose the same. */
export class ModernRequests {
  readonly #pipe: Pipe;
  readonly #pending = new Map<Id, Pending>();
  #count = 0;

  constructor(pipe: Pipe) {
    this.#pipe = pipe;
    pipe.listen((message) => this.#deliver(message));
  }

  post(message: Message, exchange: Exchange): void {
    const { id, method, params } = message;
    if (id === undefined || id === null) {
      this.#pipe.send(message);
      exchange.endEmpty();
      return;
    }
    this.#count += 1;
    const own = `bridged-${this.#count}`;
    const isSubscription = method === 'subscriptions/listen';
    this.#pending.set(own, { id, exchange, progressToken: params?._meta?.['progressToken'], isSubscription });
    exchange.onAbandoned(() => this.#cancel(own));
    this.#pipe.send({ ...message, id: own });
  }

  #cancel(own: Id): void {
    if (!this.#pending.delete(own)) return;
    this.#pipe.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: own } });
  }

  #deliver(message: Message): void {
    if (message.method !== undefined) {
      this.#notify(message);
      return;
    }
    const { id } = message;
    const pending = id === undefined || id === null ? undefined : this.#pending.get(id);
    if (pending === undefined || id === undefined || id === null) return;
    this.#pending.delete(id);
    const status = STATUS[message.error?.code ?? 0] ?? 200;
    pending.exchange.end({ ...message, id: pending.id, ...withSubscription(message, pending.id) }, status);
  }

  #notify(message: Message): void {
    const meta = message.params?._meta;
    const subscription = meta?.[SUBSCRIPTION];
    if (typeof subscription === 'string') {
      const pending = this.#pending.get(subscription);
      pending?.exchange.write({ ...message, ...withSubscription(message, pending.id) });
      return;
    }
    const requests = [...this.#pending.values()].filter(({ isSubscription }) => !isSubscription);
    const token = message.params?.['progressToken'];
    const target = requests.find(({ progressToken }) => token !== undefined && progressToken === token);
    (target ?? requests.at(-1))?.exchange.write(message);
  }
}

/** The client's own id of its subscription, where the message names the bridge's. */
function withSubscription({ params, result }: Message, id: Id): Partial<Message> {
  const renamed = <T extends { _meta?: Record<string, unknown> | undefined }>(part: T): T =>
    part._meta !== undefined && SUBSCRIPTION in part._meta
      ? { ...part, _meta: { ...part._meta, [SUBSCRIPTION]: id } }
      : part;
  return {
    ...(params !== undefined && { params: renamed(params) }),
    ...(result !== undefined && { result: renamed(result) }),
  };
}
