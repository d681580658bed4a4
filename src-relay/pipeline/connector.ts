import { SHARED_CAPABILITIES } from '../downstream/era/own-request.ts';
import type { DownstreamServer } from '../downstream/server.ts';
import type { ClientTraits } from '../protocol/era.ts';
import type { JsonObject } from '../protocol/json.ts';
import { answerAsk, type AskParts } from './asks/answer-ask.ts';
import { relayedCapabilities } from './asks/capability.ts';
import { LegacyPort } from './legacy-asks.ts';
import type { ClientSession } from './session.ts';

/**
 * Gives the connection that a session's messages to a server go over: the one that all share, or where the server is
 * isolated the session's own. Throws RelayError where there are too many of these.
 */
export type Connector = (server: DownstreamServer, session: ClientSession, traits: ClientTraits) => DownstreamServer;

/** How long a client may take to answer what a server asks outside of any call, in milliseconds. */
const OUTSIDE_CALLS_MS = 10 * 60 * 1000;

/** @param isPaused whether nothing is scanned at the moment */
export function createConnector(asks: AskParts, isPaused: () => boolean): Connector {
  return (server, session, traits) => {
    if (server.config.isolation !== 'session') return server;
    const told = { ...traits, capabilities: announced(traits) };
    return server.forSession(session.label, told, (question, signal) => {
      const context = {
        session,
        traits,
        // Only a client of the legacy era can be asked when it waits for nothing.
        port: new LegacyPort(session, { emit: () => {}, ask: (source) => notify(session, source) }),
        target: { server: server.config.name, name: '', isUnlisted: true },
        bypassed: server.hidden || isPaused(),
        missing: undefined,
      };
      return answerAsk(asks, context, question, AbortSignal.any([signal, AbortSignal.timeout(OUTSIDE_CALLS_MS)]));
    });
  };
}

/**
 * What a server hears that a session's client can do. In the modern era each request says so for itself, while a connection to
 * a server of the legacy era says it once: it announces all that may be asked, and what a request cannot do is refused then.
 */
function announced({ era, capabilities }: ClientTraits): JsonObject {
  return era === 'modern' ? SHARED_CAPABILITIES : relayedCapabilities(capabilities);
}

function notify(session: ClientSession, source: string): boolean {
  if (session.traits === undefined) return false;
  session.notify(source);
  return true;
}
