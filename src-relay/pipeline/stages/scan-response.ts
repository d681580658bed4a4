import { applyEdits, type Edit } from '../../protocol/edits.ts';
import { frameFromText, scannablePart } from '../../protocol/frame.ts';
import { member } from '../../protocol/json.ts';
import type { CallContext, Stage } from '../context.ts';
import { scanAndJudge } from '../judge.ts';
import type { Scanner } from '../scanner.ts';

/** Scans what the server answered, result or error, and gives it to the client with the client's id. */
export function scanResponseStage(scanner: Scanner): Stage {
  return {
    name: 'scan_response',
    phase: 'responseScan',
    run(context) {
      const { response } = context;
      if (!response) return undefined;
      if (context.bypassed) return answerWith(context, []);
      const part = scannablePart(response, response.message.result === undefined ? 'error' : 'result');
      return scanAndJudge(context, scanner, 'response', part, ({ edits, logged }) => {
        context.loggedResponse = logged;
        if (context.answer === undefined) answerWith(context, edits);
      });
    },
  };
}

function answerWith(context: CallContext, edits: readonly Edit[]): void {
  const { response, idSource } = context;
  const id = response?.spans.get('id');
  if (!response || !id) return;
  const isError = response.message.error !== undefined || member(response.message.result, 'isError') === true;
  context.status = isError ? 'error' : 'success';
  if (isError) context.code ??= 'downstream_error';
  if (edits.length === 0) {
    context.answer = response.source.slice(0, id.start) + idSource + response.source.slice(id.end);
    return;
  }
  const answer = applyEdits(response.source, [...edits, { ...id, text: idSource }]);
  // A masked key may now be equal to its neighbour: such an answer is refused like any other frame with duplicate keys.
  frameFromText(answer);
  context.answer = answer;
}
