import { errorResponse, JSON_RPC, messageOf, resultResponse } from '../protocol/errors.ts';
import { FrameError, frameKind, memberSource, type Frame } from '../protocol/frame.ts';
import { jsonTree, memberNode } from '../protocol/json-tree.ts';
import { member, type JsonValue } from '../protocol/json.ts';
import { printable, type Log } from '../protocol/log.ts';
import { PRODUCT } from '../protocol/product.ts';
import { negotiateVersion } from '../protocol/versions.ts';
import type { ToolRegistry } from '../registry/registry.ts';
import type { ClientSession } from './session.ts';
import type { RefusalLog } from '../audit/refusal-log.ts';
import { runToolCall, type CallRunner } from './tools-call.ts';

export interface DispatcherParts {
  readonly registry: ToolRegistry;
  readonly runner: CallRunner;
  readonly log: Log;
  readonly refusals: RefusalLog;
  /** A client has said who it is. */
  readonly onGreeted: (session: ClientSession) => void;
  /** Something to wait for before tools can be listed or called: servers that are just starting. */
  readonly starting: () => Promise<void> | undefined;
}

/** Gives each message of a client to what answers it. Transports know nothing of methods. */
export class Dispatcher {
  readonly #parts: DispatcherParts;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  /**
   * Handles one message and gives the response's source text, empty where there is none. Never rejects.
   * @param emit sends a message that belongs to this request ahead of its answer
   */
  async handle(session: ClientSession, frame: Frame, emit: (source: string) => void): Promise<string> {
    let kind: string;
    try {
      kind = frameKind(frame);
    } catch (error) {
      this.noteRefusal(session.identity, error instanceof FrameError ? error.code : 'not_json_rpc');
      return errorResponse(memberSource(frame, 'id') ?? 'null', JSON_RPC.invalidRequest, messageOf(error));
    }
    if (kind === 'notification') return this.#onNotification(session, frame);
    // The relay asks clients nothing yet, so an answer answers nothing.
    if (kind !== 'request') return '';
    const idSource = memberSource(frame, 'id') ?? 'null';
    try {
      return await this.#onRequest(session, frame, idSource, emit);
    } catch (error) {
      this.#parts.log.error(`a request failed: ${messageOf(error)}`);
      return errorResponse(idSource, JSON_RPC.internalError, 'The relay failed at this request; its log says why.');
    }
  }

  /** Records that a client's message was refused before it was one, or was no call. */
  noteRefusal(identity: string, reason: string): void {
    this.#parts.refusals.add('relay', `A message was refused: ${reason}.`, identity);
  }

  #onRequest(
    session: ClientSession,
    frame: Frame,
    idSource: string,
    emit: (source: string) => void,
  ): string | Promise<string> {
    const { runner, registry } = this.#parts;
    switch (frame.message.method) {
      case 'tools/call':
        return runToolCall(runner, session, frame, emit);
      case 'tools/list': {
        const starting = this.#parts.starting();
        if (starting) return starting.then(() => resultResponse(idSource, registry.listSource));
        return resultResponse(idSource, registry.listSource);
      }
      case 'initialize':
        session.protocolVersion = negotiateVersion(member(frame.message.params, 'protocolVersion'));
        session.clientName = clientNameOf(member(frame.message.params, 'clientInfo'));
        this.#parts.onGreeted(session);
        return resultResponse(idSource, greeting(session.protocolVersion));
      case 'ping':
        return resultResponse(idSource, '{}');
      default:
        this.noteRefusal(session.identity, 'the relay does not offer its method');
        return errorResponse(idSource, JSON_RPC.methodNotFound, 'The relay does not offer this method.');
    }
  }

  #onNotification(session: ClientSession, frame: Frame): string {
    if (frame.message.method === 'notifications/cancelled') {
      const id = memberNode(jsonTree(memberSource(frame, 'params') ?? '{}'), 'requestId')?.value;
      if (id) session.calls.get((memberSource(frame, 'params') ?? '').slice(id.start, id.end))?.cancel();
    }
    return '';
  }
}

/** The longest name of a client that is kept, in characters. */
const MAX_CLIENT_NAME = 80;

function clientNameOf(clientInfo: JsonValue | undefined): string | undefined {
  const title = member(clientInfo, 'title') ?? member(clientInfo, 'name');
  return typeof title === 'string' && title !== '' ? printable(title.slice(0, MAX_CLIENT_NAME)) : undefined;
}

function greeting(protocolVersion: string): string {
  return JSON.stringify({
    protocolVersion,
    capabilities: { tools: { listChanged: true } },
    serverInfo: { name: PRODUCT.slug, title: PRODUCT.name, version: PRODUCT.version },
  });
}
