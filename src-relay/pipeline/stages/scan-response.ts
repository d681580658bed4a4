import { applyEdits } from '../../protocol/edits.ts';
import { member } from '../../protocol/json.ts';
import type { CallContext, Stage } from '../context.ts';
import { judge } from '../judge.ts';
import type { ScanReport, Scanner } from '../scanner.ts';

/** Scans what the server answered, result or error, and gives it to the client with the client's id. */
export function scanResponseStage(scanner: Scanner): Stage {
  return {
    name: 'scan_response',
    phase: 'responseScan',
    run(context) {
      const { response } = context;
      if (!response) return undefined;
      if (context.bypassed) return finishUnscanned(context);
      const name = response.message.result === undefined ? 'error' : 'result';
      const span = response.spans.get(name);
      if (!span) return undefined;
      const item = {
        direction: 'response',
        server: context.tool?.server ?? '',
        tool: context.tool?.name ?? context.toolName,
        source: response.source.slice(span.start, span.end),
        value: response.message[name] ?? null,
      } as const;
      const finish = (report: ScanReport): void => {
        const { edits, logged } = judge(context, item, report);
        context.loggedResponse = logged;
        if (context.answer !== undefined) return;
        const shifted = edits.map((edit) => ({
          start: edit.start + span.start,
          end: edit.end + span.start,
          text: edit.text,
        }));
        answerWith(context, shifted);
      };
      const report = scanner.scan(item);
      return report instanceof Promise ? report.then(finish) : finish(report);
    },
  };
}

function finishUnscanned(context: CallContext): void {
  answerWith(context, []);
}

function answerWith(context: CallContext, edits: readonly { start: number; end: number; text: string }[]): void {
  const { response, idSource } = context;
  const id = response?.spans.get('id');
  if (!response || !id) return;
  const isError = response.message.error !== undefined || member(response.message.result, 'isError') === true;
  context.status = isError ? 'error' : 'success';
  if (isError) context.code = 'downstream_error';
  context.answer =
    edits.length === 0
      ? response.source.slice(0, id.start) + idSource + response.source.slice(id.end)
      : applyEdits(response.source, [...edits, { ...id, text: idSource }]);
}
