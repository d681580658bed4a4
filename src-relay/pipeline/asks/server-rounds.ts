import { applyEdits } from '../../protocol/edits.ts';
import { RelayError } from '../../protocol/errors.ts';
import { frameFromText, memberSource, type Frame } from '../../protocol/frame.ts';
import { member } from '../../protocol/json.ts';
import { memberEdits, membersText, memberValue, objectText } from '../../protocol/modern/object-text.ts';
import type { CallContext } from '../context.ts';
import type { Round } from '../wire.ts';
import { askThrough, type AskParts } from './ask-through.ts';

/** Rounds of one request after which the relay gives up; the SDK's own clients stop after as many. */
const MAX_ROUNDS = 10;
/** Things that a server may ask in one round. */
const MAX_ASKS = 32;

/** Whether a modern server wants the client's input before it goes on (MCP 2026-07-28, multi round-trip requests). */
export function isInputRequired(response: Frame): boolean {
  return member(response.message.result, 'resultType') === 'input_required';
}

/** Keeps a server's state for the round that follows out of what is scanned and logged: the client gets it sealed. */
export function takeState(context: CallContext, response: Frame): void {
  context.toSeal = { state: stateOf(response) };
  const result = response.spans.get('result');
  const object = result && objectText(response.source, result.start);
  const edits = object
    ? memberEdits(response.source, object, { remove: (key) => key === 'requestState', set: {} })
    : [];
  context.response = frameFromText(applyEdits(response.source, edits));
}

/**
 * Goes the rounds that a modern server wants with a client that knows none: asks the client by requests, and repeats the
 * request with its answers, until the server is done.
 * @throws RelayError where there is no end to it, or the server asks for what no client can give
 */
export async function runRounds(
  parts: AskParts,
  context: CallContext,
  first: Frame,
  send: (round: Round) => Promise<Frame>,
): Promise<Frame> {
  let response = first;
  for (let round = 0; isInputRequired(response); round += 1) {
    if (round === MAX_ROUNDS) throw failure(context, `asked for input more than ${MAX_ROUNDS} times`);
    const responses = await answersTo(parts, context, response);
    response = await send({ responses, state: stateOf(response) });
  }
  return response;
}

async function answersTo(parts: AskParts, context: CallContext, response: Frame): Promise<string> {
  const source = memberSource(response, 'result') ?? '{}';
  const requests = memberValue(objectText(source), 'inputRequests');
  const asked = (requests && objectText(source, requests.start)?.members) ?? [];
  if (asked.length > MAX_ASKS) throw failure(context, `asked for more than ${MAX_ASKS} things at once`);
  const answers = await Promise.all(
    asked.map(async ({ key, value }): Promise<[string, string]> => {
      const request = frameFromText(`{"jsonrpc":"2.0","id":0,${source.slice(value.start + 1, value.end)}`);
      const reply = await askThrough(parts, context, key, request, NEVER);
      if ('result' in reply) return [key, reply.result];
      throw failure(context, `asked for input that it cannot have (${errorMessage(reply.error)})`);
    }),
  );
  return `{${membersText(answers)}}`;
}

const NEVER = new AbortController().signal;

function stateOf(response: Frame): string | undefined {
  const state = member(response.message.result, 'requestState');
  return typeof state === 'string' ? state : undefined;
}

function errorMessage(error: string): string {
  const message = member(frameFromText(`{"jsonrpc":"2.0","id":0,"error":${error}}`).message.error, 'message');
  return typeof message === 'string' ? message.replace(/\.$/u, '') : 'an error';
}

function failure(context: CallContext, what: string): RelayError {
  return new RelayError('AISEC_TOOL_EXECUTION_ERROR', `Server ${context.target?.server ?? ''} ${what}.`);
}
