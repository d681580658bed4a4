import { randomUUID } from 'node:crypto';
import { Cancellation } from '../../protocol/cancellation.ts';
import { errorResponse, JSON_RPC, RelayError } from '../../protocol/errors.ts';
import { memberSource, type Frame } from '../../protocol/frame.ts';
import type { Answer, ClientAnswer, ClientAsk, ClientPort } from '../client-port.ts';
import { hasRounds, inputRequired, inputResponse, withId, withToken } from './input-required.ts';

/** One request of a modern client on its way: over HTTP it and its response, over stdio two lines. */
export interface Exchange {
  /** Whose it is: the key of the client's token. */
  readonly owner: string;
  readonly frame: Frame;
  /** Sends a message that belongs to the request ahead of its answer. */
  emit(source: string): void;
  /** Cancelled when the client goes away, or says that it wants no answer. */
  readonly cancellation: Cancellation;
}

/** Where runs wait while their clients find out what was asked. */
export interface Parking {
  /** Lets a run wait, or gives the reason why it may not. */
  park(run: Run, exchange: Exchange): string | undefined;
  /** The run waits no longer, or has ended. */
  leave(run: Run): void;
  /** The state that brings this round's answers back. */
  ticket(run: Run, exchange: Exchange): string;
}

/** Rounds of one run after which the server that goes on asking is refused. */
const MAX_ROUNDS = 50;
/** Questions of one run that are open at once. */
const MAX_OPEN = 32;
/** How long further questions are waited for before the client is asked, in milliseconds. */
export const TOGETHER_MS = 20;
/** How often a question is put again that the client has left out. */
const MAX_REPEATS = 2;

/** The questions that were put in one call of `ask`. */
interface Group {
  left: number;
  readonly answers: ClientAnswer[];
  resolve(answers: readonly ClientAnswer[]): void;
  reject(error: Error): void;
}

interface Question {
  readonly ask: ClientAsk;
  readonly group: Group;
  timesPut: number;
}

/**
 * One request of a modern client whose server asks back by requests of its own, as the legacy era does: each time it asks,
 * the client's exchange ends with the questions, and the request goes on when the client repeats it with the answers.
 */
export class Run implements ClientPort {
  readonly id = randomUUID();
  readonly cancellation = new Cancellation();
  readonly #parking: Parking;
  readonly #method: string;
  readonly #questions = new Map<string, Question>();
  #exchange: Exchange | undefined;
  #settle: ((answer: Answer) => void) | undefined;
  #answer: Answer | undefined;
  #round = 0;
  #isFlushing = false;

  constructor(parking: Parking, method: string) {
    this.#parking = parking;
    this.#method = method;
  }

  /** How many rounds have been asked for: the answers to the last one are awaited. */
  get round(): number {
    return this.#round;
  }

  /** The first exchange: does the work and gives what answers it, the final answer or the first round. */
  start(exchange: Exchange, work: (port: ClientPort) => Promise<Answer>): Promise<Answer> {
    const answered = this.#attach(exchange);
    work(this).then(
      (answer) => this.#finish(answer),
      () =>
        this.#finish({ source: errorResponse('null', JSON_RPC.internalError, 'The relay failed at this request.') }),
    );
    return answered;
  }

  /** A further exchange, which brings answers. */
  resume(exchange: Exchange): Promise<Answer> {
    this.#parking.leave(this);
    const answered = this.#attach(exchange);
    if (this.#answer) {
      this.#deliver(this.#answer);
      return answered;
    }
    for (const [key, question] of this.#questions) {
      const response = inputResponse(exchange.frame, key);
      if (response) this.#close(key, { key: question.ask.key, ...response });
      else if (question.timesPut > MAX_REPEATS) this.#close(key, undefined);
    }
    if (this.#questions.size > 0) this.#flushSoon();
    return answered;
  }

  emit(source: string): void {
    const message = this.#round > 0 && this.#exchange ? withToken(source, this.#exchange.frame) : source;
    // Between two rounds there is nobody to tell.
    if (message !== undefined) this.#exchange?.emit(message);
  }

  ask(asks: readonly ClientAsk[], signal: AbortSignal): Promise<readonly ClientAnswer[]> {
    if (asks.length === 0) return Promise.resolve([]);
    const problem = this.#problemWith(asks);
    if (problem !== undefined) return Promise.reject(unreachable(problem));
    return new Promise((resolve, reject) => {
      const keys: string[] = [];
      const drop = (): void => {
        for (const key of keys) this.#questions.delete(key);
        reject(unreachable('The server no longer wants to know.'));
      };
      const settled = <T>(then: (value: T) => void) => {
        return (value: T): void => {
          signal.removeEventListener('abort', drop);
          then(value);
        };
      };
      const group: Group = { left: asks.length, answers: [], resolve: settled(resolve), reject: settled(reject) };
      for (const ask of asks) {
        const key = this.#freeKey(ask.key);
        keys.push(key);
        this.#questions.set(key, { ask, group, timesPut: 0 });
      }
      if (signal.aborted) return drop();
      signal.addEventListener('abort', drop, { once: true });
      this.#flushSoon();
    });
  }

  /** Gives the request up: nobody came back with answers, or there is no room to wait. */
  cancel(): void {
    this.#parking.leave(this);
    this.#rejectAll('The client did not come back with answers.');
    this.cancellation.cancel();
  }

  #problemWith(asks: readonly ClientAsk[]): string | undefined {
    if (!hasRounds(this.#method)) return `A client cannot be asked anything in answer to ${this.#method}.`;
    if (this.cancellation.isCancelled || this.#answer) return 'The client no longer waits for this request.';
    if (this.#round >= MAX_ROUNDS) return `The client was asked more than ${MAX_ROUNDS} times for one request.`;
    if (this.#questions.size + asks.length > MAX_OPEN) return 'The client is being asked too many things at once.';
    return undefined;
  }

  #freeKey(wanted: string): string {
    let key = wanted;
    for (let number = 2; this.#questions.has(key); number += 1) key = `${wanted}-${number}`;
    return key;
  }

  #attach(exchange: Exchange): Promise<Answer> {
    this.#exchange = exchange;
    const { cancellation } = exchange;
    cancellation.listen(() => this.cancel());
    if (cancellation.isCancelled) this.cancel();
    return new Promise((resolve) => (this.#settle = resolve));
  }

  /** What is asked together goes out together: a server's questions may come in several pieces. */
  #flushSoon(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    setTimeout(() => {
      this.#isFlushing = false;
      this.#flush();
    }, TOGETHER_MS);
  }

  #flush(): void {
    const exchange = this.#exchange;
    if (!exchange || this.#questions.size === 0 || this.#answer) return;
    this.#round += 1;
    const problem = this.#parking.park(this, exchange);
    if (problem !== undefined) return this.#rejectAll(problem);
    let ticket: string;
    try {
      ticket = this.#parking.ticket(this, exchange);
    } catch {
      // A key that cannot be read ends the question: thrown from a timer it would end the relay.
      this.#parking.leave(this);
      return this.#rejectAll('The key for what clients carry from round to round cannot be used.');
    }
    for (const question of this.#questions.values()) question.timesPut += 1;
    const asks = Array.from(this.#questions, ([key, { ask }]) => [key, ask] as const);
    return this.#deliver({ source: inputRequired('null', asks, ticket) }, true);
  }

  #close(key: string, answer: ClientAnswer | undefined): void {
    const question = this.#questions.get(key);
    if (!question) return;
    this.#questions.delete(key);
    const { group } = question;
    if (answer) group.answers.push(answer);
    group.left -= 1;
    if (group.left === 0) group.resolve(group.answers);
  }

  #rejectAll(reason: string): void {
    const groups = new Set(Array.from(this.#questions.values(), ({ group }) => group));
    this.#questions.clear();
    for (const group of groups) group.reject(unreachable(reason));
  }

  #finish(answer: Answer): void {
    this.#rejectAll('The request has ended.');
    this.#answer = answer;
    if (this.#exchange) this.#deliver(answer);
    // What nobody waits for is kept for who comes back, unless nobody wants it.
    else if (this.cancellation.isCancelled) this.#parking.leave(this);
  }

  #deliver(answer: Answer, isRound = false): void {
    const exchange = this.#exchange;
    if (!exchange) return;
    exchange.cancellation.listen(undefined);
    this.#exchange = undefined;
    if (answer.source === '' || (this.#round === 0 && !isRound)) return this.#settle?.(answer);
    const idSource = memberSource(exchange.frame, 'id') ?? 'null';
    this.#settle?.({ ...answer, source: withId(answer.source, idSource) });
  }
}

function unreachable(reason: string): RelayError {
  return new RelayError('AISEC_TOOL_EXECUTION_ERROR', reason);
}
