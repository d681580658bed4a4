import { applyEdits, type Edit } from '../../protocol/edits.ts';
import { frameFromText, scannablePart, type Frame } from '../../protocol/frame.ts';
import { member } from '../../protocol/json.ts';
import { convertResponse } from '../convert.ts';
import type { CallContext, Stage } from '../context.ts';
import { scanAndJudge } from '../judge.ts';
import type { Scanner } from '../scanner.ts';

export interface ResponseHooks {
  /** Seals a server's own state for the round that follows, bound to the client and its request. */
  readonly seal: (context: CallContext) => string;
  /** A result goes to the client: what it names may be asked for later. */
  readonly onPassed: (context: CallContext, response: Frame) => void;
}

/** Scans what the server answered, result or error, and gives it to the client with the client's id, in its words. */
export function scanResponseStage(scanner: Scanner, hooks: ResponseHooks): Stage {
  return {
    name: 'scan_response',
    phase: 'responseScan',
    run(context) {
      const { response } = context;
      if (!response) return undefined;
      if (context.bypassed) return answerWith(context, response, [], hooks);
      const part = scannablePart(response, response.message.result === undefined ? 'error' : 'result');
      return scanAndJudge(context, scanner, 'response', part, ({ edits, logged }) => {
        context.loggedResponse = logged;
        if (context.answer === undefined) answerWith(context, response, edits, hooks);
      });
    },
  };
}

function answerWith(context: CallContext, response: Frame, edits: readonly Edit[], hooks: ResponseHooks): void {
  const { idSource } = context;
  const id = response.spans.get('id');
  if (!id) return;
  const isError = response.message.error !== undefined || member(response.message.result, 'isError') === true;
  context.status = isError ? 'error' : 'success';
  if (isError) context.code ??= 'downstream_error';
  else hooks.onPassed(context, response);
  if (context.traits.era === 'modern' || context.responseEra === 'modern') {
    const masked = edits.length === 0 ? response : frameFromText(applyEdits(response.source, edits));
    context.answer = convertResponse(context, masked, context.toSeal && hooks.seal(context));
    return;
  }
  if (edits.length === 0) {
    context.answer = response.source.slice(0, id.start) + idSource + response.source.slice(id.end);
    return;
  }
  const answer = applyEdits(response.source, [...edits, { ...id, text: idSource }]);
  // A masked key may now be equal to its neighbour: such an answer is refused like any other frame with duplicate keys.
  frameFromText(answer);
  context.answer = answer;
}
