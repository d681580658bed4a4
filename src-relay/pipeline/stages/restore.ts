import type { CallContext, Stage } from '../context.ts';
import type { RestorePermissions } from '../redaction/permission.ts';
import { restore, restoredFindings } from '../redaction/restore.ts';

/**
 * Puts the values of placeholders back in the arguments for a server that the configuration names. It comes after the scan:
 * what is masked for the server stays masked, and the log has the placeholders.
 */
export function restoreStage(permissions: RestorePermissions): Stage {
  return {
    name: 'restore',
    phase: 'requestScan',
    run(context: CallContext) {
      const { session, target, bypassed, frame, requestEdits } = context;
      // Of a trusted server nothing is scanned that comes back: the value would reach the model.
      if (!permissions.isAny || !target || bypassed || session.isClosed) return;
      const { server, name } = target;
      const done = restore(frame, requestEdits, session.vault, (value) => permissions.mayHave(server, name, value));
      if (!done) return;
      context.requestEdits = done.edits;
      context.restoredArguments = done.args;
      context.findings.push(...restoredFindings(done.restored, context.loggedRequest, server));
    },
  };
}
