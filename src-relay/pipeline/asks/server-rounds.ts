import { setMaxListeners } from 'node:events';
import { applyEdits } from '../../protocol/edits.ts';
import { RelayError } from '../../protocol/errors.ts';
import { frameFromText, memberSource, type Frame } from '../../protocol/frame.ts';
import { member, parseJson } from '../../protocol/json.ts';
import { memberEdits, membersText, memberValue, objectText } from '../../protocol/modern/object-text.ts';
import type { CallContext } from '../context.ts';
import type { Round } from '../wire.ts';
import { stillStands } from '../stages/resolve.ts';
import { askThrough, type AskOutcome, type AskParts } from './ask-through.ts';

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
 * @throws RelayError where there is no end to it, the server asks for what no client can give, the client has gone, or what
 * was called is offered no longer
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
    if (!stillStands(context)) throw new RelayError('AISEC_TOOL_NOT_FOUND', 'It is offered no longer.');
    response = await send({ responses, state: stateOf(response) });
  }
  return response;
}

async function answersTo(parts: AskParts, context: CallContext, response: Frame): Promise<string> {
  const source = memberSource(response, 'result') ?? '{}';
  const requests = memberValue(objectText(source), 'inputRequests');
  const asked = (requests && objectText(source, requests.start)?.members) ?? [];
  if (asked.length > MAX_ASKS) throw failure(context, `asked for more than ${MAX_ASKS} things at once`);
  const abort = new AbortController();
  setMaxListeners(MAX_ASKS + 1, abort.signal);
  // No request is under way at the server now that would end with the call.
  context.cancellation.listen(() => abort.abort());
  if (context.cancellation.isCancelled) abort.abort();
  try {
    const answers = await Promise.all(
      asked.map(async ({ key, value }): Promise<[string, string]> => {
        const request = frameFromText(`{"jsonrpc":"2.0","id":0,${source.slice(value.start + 1, value.end)}`);
        const reply = await askThrough(parts, context, key, request, abort.signal);
        if ('result' in reply) return [key, reply.result];
        throw failure(context, `asked for input that it cannot have (${whyNot(reply)})`);
      }),
    );
    return `{${membersText(answers)}}`;
  } finally {
    context.cancellation.listen(undefined);
    // Where one of them failed, the others are asked in vain.
    abort.abort();
  }
}

function stateOf(response: Frame): string | undefined {
  const state = member(response.message.result, 'requestState');
  return typeof state === 'string' ? state : undefined;
}

/** Of a client's error the code alone: its words are for the server, and may stand in no log. */
function whyNot({ error, reason }: Extract<AskOutcome, { readonly error: string }>): string {
  const code = member(parseJson(error), 'code');
  return reason?.replace(/\.$/u, '') ?? `the client answered with the error ${typeof code === 'number' ? code : ''}`;
}

function failure(context: CallContext, what: string): RelayError {
  return new RelayError('AISEC_TOOL_EXECUTION_ERROR', `Server ${context.target?.server ?? ''} ${what}.`);
}
