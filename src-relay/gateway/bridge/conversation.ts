import { memberSource, type Frame } from '../../protocol/frame.ts';
import { member, parseJson } from '../../protocol/json.ts';
import { memberText } from './messages.ts';
import { RepeatableTools } from './repeating.ts';

/** What of a server's offer a client has a list of, and the notification that the list is another one now. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['tools/list', 'notifications/tools/list_changed'],
  ['prompts/list', 'notifications/prompts/list_changed'],
  ['resources/list', 'notifications/resources/list_changed'],
  ['resources/templates/list', 'notifications/resources/list_changed'],
]);

/** Subscriptions that are taken up again. */
const MAX_SUBSCRIPTIONS = 1000;

/** What a client of the legacy era has said so far that a relay must be told anew, and what it knows of it. */
export class Conversation {
  readonly tools = new RepeatableTools();
  /** The message `initialize`, as it came. */
  #greeting: Frame | undefined;
  /** What it was answered, parsed. */
  #version: string | undefined;
  #announces = new Set<string>();
  #isReady = false;
  #logLevel: Frame | undefined;
  readonly #subscriptions = new Map<string, Frame>();
  readonly #listed = new Set<string>();
  #toolsRequest: Frame | undefined;

  get greeting(): Frame | undefined {
    return this.#greeting;
  }

  /** The revision that was agreed on. */
  get version(): string | undefined {
    return this.#version;
  }

  /** The client's last request for the list of tools; undefined where it never wanted it. */
  get toolsRequest(): Frame | undefined {
    return this.#toolsRequest;
  }

  /** Whether the client may hear what it did not ask for. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Takes note of what the client says before it is sent. */
  said(frame: Frame): void {
    if (frame.message.method === 'notifications/initialized') this.#isReady = true;
  }

  /** Takes note of a request that was answered with a result. */
  answered(frame: Frame, answer: string): void {
    const { method, params } = frame.message;
    if (typeof method !== 'string') return;
    if (method === 'tools/list') {
      this.tools.learn(answer);
      if (member(params, 'cursor') === undefined) this.#toolsRequest = frame;
    }
    const list = LISTS.get(method);
    if (list !== undefined) this.#listed.add(list);
    const uri = member(params, 'uri');
    switch (method) {
      case 'initialize':
        this.#greet(frame, answer);
        break;
      case 'logging/setLevel':
        this.#logLevel = frame;
        break;
      case 'resources/subscribe':
        if (typeof uri === 'string' && this.#subscriptions.size < MAX_SUBSCRIPTIONS)
          this.#subscriptions.set(uri, frame);
        break;
      case 'resources/unsubscribe':
        if (typeof uri === 'string') this.#subscriptions.delete(uri);
        break;
      default:
    }
  }

  /** Requests that a new session is told after its handshake. */
  get standing(): readonly Frame[] {
    return [...(this.#logLevel ? [this.#logLevel] : []), ...this.#subscriptions.values()];
  }

  /** What the client is told after a change of relays: its lists may be other ones, and updates may have been missed. */
  get news(): readonly string[] {
    const lists = [...this.#listed].filter((method) => this.#announces.has(method));
    return [
      ...lists.map((method) => `{"jsonrpc":"2.0","method":"${method}"}`),
      ...[...this.#subscriptions.values()].map((frame) => {
        const uri = memberText(memberSource(frame, 'params') ?? '{}', 'uri') ?? '""';
        return `{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":${uri}}}`;
      }),
    ];
  }

  #greet(frame: Frame, answer: string): void {
    const result = member(parseJson(answer), 'result');
    const version = member(result, 'protocolVersion');
    this.#greeting = frame;
    this.#version = typeof version === 'string' ? version : undefined;
    this.#subscriptions.clear();
    this.#logLevel = undefined;
    const capabilities = member(result, 'capabilities');
    const kinds = ['tools', 'prompts', 'resources'].filter(
      (kind) => member(member(capabilities, kind), 'listChanged') === true,
    );
    this.#announces = new Set(kinds.map((kind) => `notifications/${kind}/list_changed`));
  }
}
