import type { ControlEvent } from '../../src-relay/control/contract.ts';
import type { Carrier } from '../control/carrier.ts';
import { type Control, createControl } from '../control/control.ts';
import { openSubscription, type Subscription } from '../control/subscription.ts';
import { createOpenCall, type OpenCall } from './calls/call-detail.ts';
import { type Calls, createCalls } from './calls/calls.ts';
import { type Clients, createClients } from './clients.ts';
import { type Connection, createConnection } from './connection.ts';
import { createExceptions, type Exceptions } from './exceptions.ts';
import { createNotices, type Notices } from './notices.ts';
import { createReview, type Review } from './review.ts';
import { createServers, type Servers } from './servers.ts';
import { createSummary, type SummaryFigures } from './summary.ts';
import { createToasts, type Toasts } from './toasts.ts';
import { createTools, type Tools } from './tools.ts';

/** Everything that the page knows, and every action on it. */
export interface AppState {
  readonly control: Control;
  readonly connection: Connection;
  readonly servers: Servers;
  readonly tools: Tools;
  readonly review: Review;
  readonly notices: Notices;
  readonly summary: SummaryFigures;
  readonly calls: Calls;
  readonly openCall: OpenCall;
  readonly exceptions: Exceptions;
  readonly clients: Clients;
  readonly toasts: Toasts;
  /** Starts listening to the relay; `navigate` is called where the relay wants a place shown. */
  start(navigate: (to: string) => void): void;
  /** Tries to connect at once. */
  retry(): void;
}

/** Puts the stores together on one carrier and leads the relay's events to them. */
export function createAppState(carrier: Carrier): AppState {
  const control = createControl(carrier);
  const connection = createConnection(control);
  const servers = createServers(control);
  const tools = createTools(control);
  const review = createReview(control);
  const notices = createNotices(control);
  const summary = createSummary(control);
  const calls = createCalls(control);
  const exceptions = createExceptions(control);
  const clients = createClients(control);
  let subscription: Subscription | undefined;

  const resync = (): void => {
    const parts = [connection, servers, tools, review, notices, summary, calls, exceptions, clients];
    for (const part of parts) void part.load();
  };

  const hear = (event: ControlEvent, navigate: (to: string) => void): void => {
    switch (event.type) {
      case 'calls':
        calls.heard(event.rows);
        clients.heardCalls(event.rows);
        summary.heardCalls();
        break;
      case 'notices':
        notices.heard(event.rows);
        break;
      case 'servers':
        servers.heard(event.servers);
        review.heardServers(event.servers);
        break;
      case 'tools':
        void tools.load();
        void review.load();
        break;
      case 'exceptions':
        void exceptions.load();
        break;
      case 'clients':
        void clients.load();
        break;
      case 'status':
        connection.store.setState({ status: event.status });
        break;
      case 'navigate':
        navigate(event.to);
        break;
    }
  };

  return {
    control,
    connection,
    servers,
    tools,
    review,
    notices,
    summary,
    calls,
    openCall: createOpenCall(control),
    exceptions,
    clients,
    toasts: createToasts(),
    start(navigate) {
      subscription = openSubscription(carrier, {
        state: (state, why) => connection.store.setState({ connection: state, lostBecause: why }),
        events: (events) => events.forEach((event) => hear(event, navigate)),
        resync,
      });
    },
    retry: () => subscription?.retry(),
  };
}
