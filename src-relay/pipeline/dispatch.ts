import type { RefusalLog } from '../audit/refusal-log.ts';
import type { DownstreamServer } from '../downstream/server.ts';
import type { ClientTraits } from '../protocol/era.ts';
import { errorResponse, errorWithData, JSON_RPC, messageOf, resultResponse } from '../protocol/errors.ts';
import { FrameError, frameKind, memberSource, type Frame } from '../protocol/frame.ts';
import { jsonTree, memberNode } from '../protocol/json-tree.ts';
import { isJsonObject, member, parseJson } from '../protocol/json.ts';
import type { Log } from '../protocol/log.ts';
import { clientNameOf } from '../protocol/modern/envelope.ts';
import { MODERN_ERROR, TASKS_EXTENSION } from '../protocol/modern/keys.ts';
import type { ParamHeader } from '../protocol/modern/param-headers.ts';
import { INTERNAL_SERVER } from '../protocol/server-config.ts';
import { negotiateVersion } from '../protocol/versions.ts';
import type { Catalog } from '../registry/catalog.ts';
import type { ToolRegistry } from '../registry/registry.ts';
import type { Announcer } from './announcer.ts';
import type { Answer, ClientPort } from './client-port.ts';
import type { Connector } from './connector.ts';
import type { CallContext } from './context.ts';
import { discoverResult, initializeResult } from './greeting.ts';
import type { Instructions } from './instructions.ts';
import { Lists } from './lists.ts';
import { loggingLevel } from './log-level.ts';
import type { LogLevels } from './log-levels.ts';
import { hasTasks, type Offering } from './offering.ts';
import { AREAS, GONE, MODERN_ONLY, NEVER_RAW, TASKS, WAITING } from './methods.ts';
import { paramDeclarations } from './param-headers.ts';
import type { Rounds } from './rounds/rounds.ts';
import { StateError } from './rounds/sealed-state.ts';
import type { Routes } from './routes.ts';
import { runCall, type CallRunner } from './run-call.ts';
import type { ClientSession } from './session.ts';

export interface DispatcherParts {
  readonly registry: ToolRegistry;
  readonly catalog: Catalog;
  readonly offering: Offering;
  readonly instructions: Instructions;
  readonly servers: ReadonlyMap<string, DownstreamServer>;
  readonly announcer: Announcer;
  readonly logLevels: LogLevels;
  readonly connect: Connector;
  readonly rounds: Rounds;
  readonly routes: Routes;
  readonly runner: CallRunner;
  readonly log: Log;
  readonly refusals: RefusalLog;
  /** A client has said who it is. */
  readonly onGreeted: (session: ClientSession) => void;
  /** Something to wait for before a server's offer can be listed or called: servers that are just starting. */
  readonly starting: () => Promise<void> | undefined;
}

const NO_ANSWER: Answer = { source: '' };

/** Gives each message of a client to what answers it. Transports know nothing of methods. */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #lists: Lists;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#lists = new Lists(parts.registry, parts.catalog, parts.offering);
  }

  /** Handles one message and gives the response to it. Never rejects. */
  async handle(session: ClientSession, frame: Frame, traits: ClientTraits, port: ClientPort): Promise<Answer> {
    let kind: string;
    try {
      kind = frameKind(frame);
    } catch (error) {
      this.noteRefusal(session.identity, error instanceof FrameError ? error.code : 'not_json_rpc');
      return fault(memberSource(frame, 'id') ?? 'null', JSON_RPC.invalidRequest, messageOf(error));
    }
    if (kind === 'notification') return this.#onNotification(session, frame);
    if (kind !== 'request') return this.#onResponse(session, frame);
    const idSource = memberSource(frame, 'id') ?? 'null';
    try {
      return await this.#onRequest(session, frame, idSource, traits, port);
    } catch (error) {
      this.#parts.log.error(`a request failed: ${messageOf(error)}`);
      return fault(idSource, JSON_RPC.internalError, 'The relay failed at this request; its log says why.');
    }
  }

  /** Records that a client's message was refused before it was one, or was no call. */
  noteRefusal(identity: string, reason: string): void {
    this.#parts.refusals.add('relay', `A message was refused: ${reason}.`, identity);
  }

  /** The arguments of a tool that a client of the modern era repeats in headers; none for an unknown tool. */
  paramDeclarations(toolName: string): readonly ParamHeader[] {
    const tool = this.#parts.registry.find(toolName);
    return tool ? paramDeclarations(tool) : [];
  }

  /** Requests of modern clients that take several rounds. */
  get rounds(): Rounds {
    return this.#parts.rounds;
  }

  /** What the relay says it can do to clients of the modern era. */
  get modernCapabilities() {
    return this.#parts.offering.capabilities('modern');
  }

  #onRequest(
    session: ClientSession,
    frame: Frame,
    idSource: string,
    traits: ClientTraits,
    port: ClientPort,
  ): Answer | Promise<Answer> {
    const { method } = frame.message;
    if (method === 'tools/call') return this.#call(session, frame, traits, port, 'tools/call');
    if (typeof method !== 'string') return this.#unknown(session, idSource);
    return this.#afterStart(method, () => {
      if (this.#lists.has(method)) {
        this.#parts.log.debug(`${session.identity} asks for ${method}`);
        return { source: this.#lists.answer(method, idSource, frame.message.params, traits.era) };
      }
      const own =
        traits.era === 'modern'
          ? this.#answerModern(session, method, idSource, traits)
          : this.#answerLegacy(session, frame, method, idSource);
      return own ?? this.#call(session, frame, traits, port, method);
    });
  }

  /** What only the modern era asks of the relay itself, and what it no longer knows; undefined for all else. */
  #answerModern(session: ClientSession, method: string, idSource: string, traits: ClientTraits): Answer | undefined {
    const { offering, instructions } = this.#parts;
    if (TASKS.has(method) && offering.hasTaskExtension) {
      return hasTasks(traits.capabilities) ? undefined : needsTasks(idSource);
    }
    if (method === 'server/discover') {
      this.#noteIntroduction(session, traits.version);
      return { source: resultResponse(idSource, discoverResult(offering, instructions)) };
    }
    return GONE.has(method) ? fault(idSource, JSON_RPC.methodNotFound, NOT_OFFERED) : undefined;
  }

  /** What only the legacy era asks of the relay itself; undefined for all else. */
  #answerLegacy(session: ClientSession, frame: Frame, method: string, idSource: string): Answer | undefined {
    const { params } = frame.message;
    switch (method) {
      case 'initialize':
        return { source: resultResponse(idSource, this.#greet(session, frame)) };
      case 'ping':
        return { source: resultResponse(idSource, '{}') };
      case 'logging/setLevel': {
        const level = loggingLevel(member(params, 'level'));
        if (!level) return fault(idSource, JSON_RPC.invalidParams, 'logging/setLevel needs params with a level.');
        this.#parts.logLevels.set(session, level);
        return { source: resultResponse(idSource, '{}') };
      }
      default:
        return MODERN_ONLY.has(method) ? this.#unknown(session, idSource) : undefined;
    }
  }

  #greet(session: ClientSession, frame: Frame): string {
    const { params } = frame.message;
    const version = negotiateVersion(member(params, 'protocolVersion'));
    const declared = member(params, 'capabilities');
    const capabilities = isJsonObject(declared) ? declared : {};
    session.traits = { era: 'legacy', version, capabilities, logLevel: undefined };
    session.clientName = clientNameOf(member(params, 'clientInfo'));
    this.#noteIntroduction(session, version);
    this.#parts.onGreeted(session);
    return initializeResult(version, this.#parts.offering, this.#parts.instructions);
  }

  /** What a client says it is stands in no call: the log is where a person sees that it has come. */
  #noteIntroduction({ identity, clientName }: ClientSession, version: string): void {
    this.#parts.log.debug(`${identity} introduces itself: ${clientName ?? 'no name'}, revision ${version}`);
  }

  #call(
    session: ClientSession,
    frame: Frame,
    traits: ClientTraits,
    port: ClientPort,
    method: string,
  ): Answer | Promise<Answer> {
    const { routes, runner, offering } = this.#parts;
    // A notification that has an id would be a request which nobody has asked for; a lenient server may do what it says.
    if (method.startsWith('notifications/')) return this.#unknown(session, memberSource(frame, 'id') ?? 'null');
    const area = AREAS.get(method);
    const idSource = memberSource(frame, 'id') ?? 'null';
    const isOffered = area === undefined || (area === 'tasks' && traits.era === 'modern') || offering.has(area);
    if (!isOffered || (NEVER_RAW.has(method) && !routes.known.has(method))) return this.#unknown(session, idSource);
    const route = routes.known.get(method) ?? routes.unknown(method);
    let carried: CallContext['carried'];
    try {
      carried = traits.era === 'modern' ? this.#carriedBy(session, frame, method) : undefined;
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      this.noteRefusal(session.identity, 'its requestState is none that was given for it');
      return fault(idSource, error.rpcCode, error.message);
    }
    const isKnown = routes.known.has(method);
    const running = runCall(runner, route, { session, traits, port, carried }, frame);
    return running.then(isKnown && traits.era === 'legacy' ? asAnswer : (source) => withStatus(source, isKnown));
  }

  /** The state of a modern server that a client brings back for a further round. Throws StateError. */
  #carriedBy(session: ClientSession, frame: Frame, method: string): CallContext['carried'] {
    const state = member(frame.message.params, 'requestState');
    if (typeof state !== 'string') return undefined;
    const params = memberSource(frame, 'params') ?? '{}';
    return this.#parts.rounds.open(state, { owner: session.key, method, params });
  }

  /** Lists and capabilities are answered when servers that are just starting have had their moment. */
  #afterStart(method: string, answer: () => Answer | Promise<Answer>): Answer | Promise<Answer> {
    const starting = WAITING.has(method) ? this.#parts.starting() : undefined;
    return starting ? starting.then(answer) : answer();
  }

  #unknown(session: ClientSession, idSource: string): Answer {
    this.noteRefusal(session.identity, 'the relay does not offer its method');
    return fault(idSource, JSON_RPC.methodNotFound, NOT_OFFERED);
  }

  /** An answer to what the relay has asked the client. */
  #onResponse(session: ClientSession, frame: Frame): Answer {
    const id = memberSource(frame, 'id');
    if (id !== undefined) session.asks.get(id)?.(frame);
    return NO_ANSWER;
  }

  #onNotification(session: ClientSession, frame: Frame): Answer {
    const { method } = frame.message;
    if (method === 'notifications/initialized') session.isReady = session.traits !== undefined;
    else if (method === 'notifications/roots/list_changed') this.#onRootsChanged(session);
    else if (method === 'notifications/cancelled') {
      const params = memberSource(frame, 'params') ?? '{}';
      const id = memberNode(jsonTree(params), 'requestId')?.value;
      if (id) session.calls.cancel(params.slice(id.start, id.end));
    }
    return NO_ANSWER;
  }

  /** Roots are a session's own: only connections that are the session's own hear of them. */
  #onRootsChanged(session: ClientSession): void {
    if (!session.traits) return;
    for (const server of this.#parts.servers.values()) {
      if (server.config.isolation !== 'session' || !server.enabled || server.config.name === INTERNAL_SERVER) continue;
      try {
        this.#parts.connect(server, session, session.traits).notify('notifications/roots/list_changed', undefined);
      } catch (error) {
        this.#parts.log.debug(`${server.config.name}: ${messageOf(error)}`);
      }
    }
  }
}

const NOT_OFFERED = 'The relay does not offer this method.';

/** An error that the relay itself answers with. */
function fault(idSource: string, code: number, message: string): Answer {
  return { source: errorResponse(idSource, code, message), code };
}

function needsTasks(idSource: string): Answer {
  const code = MODERN_ERROR.missingClientCapability;
  const data = { requiredCapabilities: { extensions: { [TASKS_EXTENSION]: {} } } };
  return { source: errorWithData(idSource, code, 'The client must offer the tasks extension.', data), code };
}

function asAnswer(source: string): Answer {
  return { source };
}

/** Errors that come out of a call and that an HTTP status follows from. */
const WITH_STATUS = [JSON_RPC.methodNotFound, MODERN_ERROR.missingClientCapability];

function withStatus(source: string, isKnown: boolean): Answer {
  // A server that does not know a method is as good as nobody knowing it; of a known one it is the server's own answer.
  const codes = isKnown ? WITH_STATUS.slice(1) : WITH_STATUS;
  const found = source.length < LONGEST_ERROR ? codes.find((one) => source.includes(`"code":${one}`)) : undefined;
  // A result may hold such text as well.
  const isError = found !== undefined && member(member(parseJson(source), 'error'), 'code') === found;
  return isError ? { source, code: found } : { source };
}

/** Longer answers are no errors of this kind, in characters. */
const LONGEST_ERROR = 2048;
