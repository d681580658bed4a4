import { refuse } from '../answers.ts';
import type { CallContext, Stage } from '../context.ts';
import { judgePassage, type Judgement } from '../judge.ts';
import type { Scanner } from '../scanner.ts';

/** What the log says in place of a name that was not scanned: nothing unscanned is stored. */
const UNSCANNED = 'unknown method';

/**
 * Scans the name of a method that the relay does not know: it is the client's own text, which would reach the server and
 * the log as it is. Nothing is masked in it, because another name is another method: a call with a finding in it ends.
 */
export function scanMethodStage(scanner: Scanner): Stage {
  return {
    name: 'scan_method',
    phase: 'requestScan',
    run(context) {
      const { target, session, route } = context;
      context.loggedMethod = UNSCANNED;
      if (!target || context.bypassed) return undefined;
      const { method } = route;
      const judgement = judgePassage(scanner, {
        direction: 'request',
        server: target.server,
        about: '',
        part: { source: JSON.stringify(method), value: method, offset: 0 },
        placeholders: session.placeholders,
      });
      return judgement instanceof Promise ? judgement.then((late) => apply(context, late)) : apply(context, judgement);
    },
  };
}

function apply(context: CallContext, { edits, logged, findings, refusal, remark }: Judgement): void {
  if (logged !== undefined) context.loggedMethod = String(JSON.parse(logged));
  if (refusal === undefined && edits.length === 0) return;
  context.findings.push(...findings);
  context.verdict = 'block';
  const reason = refusal ?? remark ?? 'It was found unsafe.';
  refuse(context, 'AISEC_SECURITY_BLOCK', `Unsafe Request: The name of the method: ${reason}`);
}
