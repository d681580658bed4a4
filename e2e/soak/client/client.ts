import { setTimeout as sleep } from 'node:timers/promises';

import { MESSAGE, type Message } from '../../conformance/bridge/pipe.ts';
import { type Link, LinkLost, type OpenLink } from '../links/link.ts';
import { LABELS, kindOfServer, labelOf, nonceOf } from '../names.ts';
import type { Tally } from '../tally.ts';
import { INPUT_REQUIRED, answerTo, nonceOfAsk } from './asks.ts';
import { type Call, type CallShares, type Judgement, LIMIT_MS, createCall, judge, randomKind } from './calls.ts';
import { type Era, ERAS } from './eras.ts';

const MAX_IN_FLIGHT = 4;
const MAX_ROUNDS = 4;
const RECONNECT_MS = 300;
const GREETING_MS = 20_000;
/** What the bridge says when the relay that it had joined is gone. */
const BRIDGE_LOST = /running relay (cannot be reached|answered HTTP)/;

const MAX_SHOWN = 150;

function shortened(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, MAX_SHOWN);
}

/** A request that never ends. */
class Hang extends Error {}

interface Pending {
  readonly nonce: string;
  readonly resolve: (answer: Message) => void;
  readonly reject: (error: Error) => void;
}

export interface ClientParts {
  readonly index: number;
  readonly era: Era;
  readonly open: OpenLink;
  readonly servers: readonly string[];
  /** Calls that it makes. */
  readonly kinds: CallShares;
  readonly tally: Tally;
  /** Resolves when there is a relay to connect to. */
  readonly relayIsUp: () => Promise<void>;
  /** Milliseconds since the relay was started. */
  readonly relayAgeMs: () => number;
}

/** One client: connects, comes back when it loses the connection, and makes calls whose ids are those of every other client. */
export class SoakClient {
  readonly label: string;
  readonly #parts: ClientParts;
  readonly #pending = new Map<number, Pending>();
  #link: Link | undefined;
  #lastId = 0;
  #calls = 0;
  #inFlight = 0;
  #isStopped = false;
  #isGreeted = false;

  constructor(parts: ClientParts) {
    this.#parts = parts;
    this.label = labelOf(parts.index);
  }

  get isReady(): boolean {
    return this.#isGreeted && this.#inFlight < MAX_IN_FLIGHT;
  }

  get isIdle(): boolean {
    return this.#inFlight === 0;
  }

  /** Connects, again and again until it is stopped. Resolves when the first connection is there. */
  async connect(): Promise<void> {
    while (!this.#isStopped) {
      await this.#parts.relayIsUp();
      try {
        await this.#greet();
        return;
      } catch {
        await sleep(RECONNECT_MS + Math.random() * RECONNECT_MS);
      }
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#link?.close();
  }

  /** Makes one call and tells the tally what became of it. */
  async call(): Promise<void> {
    const { servers, tally, kinds } = this.#parts;
    this.#calls += 1;
    const server = servers[Math.floor(Math.random() * servers.length)] ?? '';
    const call = createCall(randomKind(kinds), server, nonceOf(this.label, this.#calls));
    const begin = performance.now();
    this.#inFlight += 1;
    const { end, why } = await this.#outcome(call);
    this.#inFlight -= 1;
    const ms = performance.now() - begin;
    tally.ended(call.kind, end, ms);
    if (end !== 'answered') tally.reason(end, kindOfServer(server), why);
    if (end === 'wrong' || end === 'hang' || end === 'unexpected') {
      const age = (this.#parts.relayAgeMs() / 1000).toFixed(0);
      const what = `${this.label} (${this.#parts.era}), ${call.kind} at ${server} (${kindOfServer(server)})`;
      tally.violation(end, `${what} after ${ms.toFixed(0)} ms, ${age} s after the relay's start: ${shortened(why)}`);
    }
  }

  async #outcome(call: Call): Promise<Judgement> {
    try {
      return judge(call, await this.#rounds(call), this.#parts.relayAgeMs());
    } catch (error) {
      if (error instanceof LinkLost) return { end: 'lost', why: error.message };
      if (error instanceof Hang) return { end: 'hang', why: error.message };
      return { end: 'unexpected', why: String(error) };
    }
  }

  /** In the modern era a server asks by an answer, and is answered by the next request. */
  async #rounds(call: Call): Promise<Message> {
    let answer = await this.#request(call.method, { ...call.params }, call.nonce);
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const asked = INPUT_REQUIRED.safeParse(answer.result);
      if (!asked.success) return answer;
      const { inputRequests, requestState } = asked.data;
      const inputResponses = Object.fromEntries(
        Object.entries(inputRequests).map(([key, ask]) => {
          this.#countAsk(nonceOfAsk(ask), [call.nonce]);
          return [key, answerTo(ask)];
        }),
      );
      const params = { ...call.params, inputResponses, ...(requestState !== undefined && { requestState }) };
      answer = await this.#request(call.method, params, call.nonce);
    }
    return answer;
  }

  async #request(method: string, params: Record<string, unknown>, nonce: string): Promise<Message> {
    const link = this.#link;
    if (link === undefined) throw new LinkLost('not connected');
    this.#lastId += 1;
    const id = this.#lastId;
    const answered = Promise.withResolvers<Message>();
    this.#pending.set(id, { nonce, resolve: answered.resolve, reject: answered.reject });
    const message = { jsonrpc: '2.0', id, method, params: ERAS[this.#parts.era].withEnvelope(params, id) };
    const lost = (error: Error): void => {
      if (this.#pending.delete(id)) answered.reject(error);
    };
    link
      .send(message)
      .then(() => link.answersInResponse && lost(new LinkLost('the response ended without the answer')), lost);
    const limit = setTimeout(() => {
      if (this.#pending.has(id)) answered.reject(new Hang(`no end within ${LIMIT_MS} ms`));
    }, LIMIT_MS);
    return answered.promise.finally(() => clearTimeout(limit));
  }

  async #greet(): Promise<void> {
    this.#lastId = 0;
    let link: Link | undefined;
    const lose = (why: string): void => {
      if (link === undefined || this.#link === link) this.#lose(why);
    };
    link = await this.#parts.open({ onText: (text) => this.#take(text, lose), onLost: lose });
    this.#link = link;
    const greeting = ERAS[this.#parts.era];
    try {
      const late = sleep(GREETING_MS, undefined, { ref: false }).then(() => {
        throw new LinkLost('no answer to the greeting');
      });
      const answer = await Promise.race([this.#request(greeting.method, greeting.params, ''), late]);
      if (answer.error !== undefined) throw new LinkLost(JSON.stringify(answer.error));
      if (greeting.then !== undefined) await link.send({ jsonrpc: '2.0', method: greeting.then });
      this.#isGreeted = this.#link === link;
      if (!this.#isGreeted) throw new LinkLost('it was lost at once');
    } catch (error) {
      this.#link = undefined;
      link.close();
      throw error;
    }
  }

  #lose(why: string): void {
    const link = this.#link;
    const wasGreeted = this.#isGreeted;
    this.#link = undefined;
    this.#isGreeted = false;
    link?.close();
    for (const { reject } of this.#pending.values()) reject(new LinkLost(why));
    this.#pending.clear();
    // While it is still being greeted, `connect` tries again.
    if (this.#isStopped || !wasGreeted) return;
    this.#parts.tally.reconnects += 1;
    void this.connect();
  }

  #take(text: string, lose: (why: string) => void): void {
    this.#checkLabels(text);
    const message = MESSAGE.parse(JSON.parse(text));
    const { id, method, error } = message;
    if (method !== undefined) {
      this.#takeUnasked(message, method);
      return;
    }
    if (error !== undefined && BRIDGE_LOST.test(JSON.stringify(error))) {
      lose('the bridge has lost its relay');
      return;
    }
    const pending = typeof id === 'number' ? this.#pending.get(id) : undefined;
    if (typeof id !== 'number' || pending === undefined) {
      this.#parts.tally.strays += 1;
      return;
    }
    this.#pending.delete(id);
    pending.resolve(message);
  }

  #takeUnasked(message: Message, method: string): void {
    const { id, params } = message;
    if (method === 'notifications/progress') {
      this.#parts.tally.progress += 1;
      this.#checkProgress(params?.['progressToken'], JSON.stringify(params));
    }
    if (id === undefined || id === null) return;
    const ask = { method, params };
    if (method !== 'ping') {
      this.#countAsk(
        nonceOfAsk(ask),
        [...this.#pending.values()].map((pending) => pending.nonce),
      );
    }
    const answer = { jsonrpc: '2.0', id, ...(method === 'ping' ? { result: {} } : { result: answerTo(ask) }) };
    this.#link?.send(answer).catch(() => {});
  }

  #checkLabels(text: string): void {
    for (const { 0: label, index } of text.matchAll(LABELS)) {
      if (label === this.label) continue;
      const around = text.slice(Math.max(0, index - MAX_SHOWN), index + MAX_SHOWN);
      this.#parts.tally.violation(
        'misdelivered',
        `${this.label} (${this.#parts.era}) got what belongs to ${label}: ${around}`,
      );
      return;
    }
  }

  /** An ask on account of another client's call shows by its label; one of this client's may have ended meanwhile. */
  #countAsk(nonce: string, inFlight: readonly string[]): void {
    this.#parts.tally.asks += 1;
    if (!inFlight.includes(nonce) && nonce.startsWith(`${this.label}-`)) this.#parts.tally.lateAsks += 1;
  }

  #checkProgress(token: unknown, text: string): void {
    const pending = typeof token === 'number' ? this.#pending.get(token) : undefined;
    if (pending === undefined) this.#parts.tally.strays += 1;
    else if (!text.includes(pending.nonce)) {
      this.#parts.tally.violation('progress of another call', `${this.label}: ${shortened(text)}`);
    }
  }
}
