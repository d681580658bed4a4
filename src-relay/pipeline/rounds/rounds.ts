import { errorResponse, JSON_RPC } from '../../protocol/errors.ts';
import { memberSource } from '../../protocol/frame.ts';
import { member, parseJson } from '../../protocol/json.ts';
import type { Answer, ClientPort } from '../client-port.ts';
import { Run, type Exchange, type Parking } from './run.ts';
import { ROUND_MS, StateError, type SealedStates, type StateOwner } from './sealed-state.ts';

/** What a modern server gave with its wish for input, and which server it was. */
export interface ServerState {
  readonly server: string;
  readonly state: string | undefined;
}

/** Runs that wait for their clients: of one client, and of all. */
const MAX_PARKED_OF_ONE = 32;
const MAX_PARKED = 512;

interface Parked {
  readonly owner: string;
  readonly timer: NodeJS.Timeout;
}

/**
 * Requests of modern clients that take several rounds (MCP 2026-07-28, "Multi round-trip requests"). Where a legacy server
 * asks, the request waits in memory for its client; where a modern server does, nothing is kept: the client carries the
 * server's state, sealed, and any relay with the same key can go on.
 */
export class Rounds {
  readonly #states: SealedStates;
  readonly #parked = new Map<Run, Parked>();
  readonly #parking: Parking = {
    park: (run, { owner }) => this.#park(run, owner),
    leave: (run) => this.#leave(run),
    ticket: (run, exchange) => this.#states.seal('r', ownerOf(exchange), `${run.id} ${run.round}`),
  };

  constructor(states: SealedStates) {
    this.#states = states;
  }

  /** How many requests wait for their clients. */
  get waiting(): number {
    return this.#parked.size;
  }

  /**
   * Answers one exchange: with what the work comes to, or with what the client is asked first.
   * @param work does what the request asks for; not called where the request goes on with work that was begun before. A
   * state that `seal` gave is its own to open.
   */
  handle(exchange: Exchange, work: (port: ClientPort) => Promise<Answer>): Promise<Answer> {
    const request = ownerOf(exchange);
    const state = member(exchange.frame.message.params, 'requestState');
    if (typeof state !== 'string' || !state.startsWith('r.')) {
      return new Run(this.#parking, request.method).start(exchange, work);
    }
    try {
      return this.#waitingRun(request, state).resume(exchange);
    } catch (error) {
      if (error instanceof StateError) return Promise.resolve(refusal(exchange, error));
      return Promise.resolve(failed(exchange));
    }
  }

  /** Seals what a modern server wants back in the next round of this request. */
  seal({ server, state }: ServerState, request: StateOwner): string {
    return this.#states.seal('s', request, JSON.stringify([server, state ?? null]));
  }

  /** What `seal` was given, once. Throws StateError. */
  open(requestState: string, request: StateOwner): ServerState {
    const secret = parseJson(this.#states.open('s', request, requestState));
    const [server, state] = Array.isArray(secret) ? secret : [];
    return { server: typeof server === 'string' ? server : '', state: typeof state === 'string' ? state : undefined };
  }

  /** Gives up all that waits. */
  close(): void {
    for (const run of this.#parked.keys()) run.cancel();
  }

  #waitingRun(request: StateOwner, state: string): Run {
    const [id, round] = this.#states.open('r', request, state).split(' ');
    for (const run of this.#parked.keys()) {
      if (run.id === id && run.round === Number(round)) return run;
    }
    throw new StateError('This request waits no longer, or has gone on already: send it anew without requestState.');
  }

  #park(run: Run, owner: string): string | undefined {
    let ofOne = 0;
    for (const other of this.#parked.values()) if (other.owner === owner) ofOne += 1;
    if (ofOne >= MAX_PARKED_OF_ONE || this.#parked.size >= MAX_PARKED) {
      return 'Too many requests wait for answers of their clients.';
    }
    const timer = setTimeout(() => run.cancel(), ROUND_MS);
    timer.unref();
    this.#parked.set(run, { owner, timer });
    return undefined;
  }

  #leave(run: Run): void {
    clearTimeout(this.#parked.get(run)?.timer);
    this.#parked.delete(run);
  }
}

function ownerOf({ owner, frame }: Exchange): StateOwner {
  const { method } = frame.message;
  return { owner, method: typeof method === 'string' ? method : '', params: memberSource(frame, 'params') ?? '{}' };
}

/** The key that states are sealed with, or what remembers the used ones, is out of order. */
function failed({ frame }: Exchange): Answer {
  const idSource = memberSource(frame, 'id') ?? 'null';
  const message =
    'This requestState cannot be opened now: the key for it cannot be used. Send the request anew without it.';
  return { source: errorResponse(idSource, JSON_RPC.internalError, message), code: JSON_RPC.internalError };
}

function refusal({ frame }: Exchange, error: StateError): Answer {
  const idSource = memberSource(frame, 'id') ?? 'null';
  return { source: errorResponse(idSource, error.rpcCode, error.message), code: error.rpcCode };
}
