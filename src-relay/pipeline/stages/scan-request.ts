import { scannablePart } from '../../protocol/frame.ts';
import type { Stage } from '../context.ts';
import { scanAndJudge } from '../judge.ts';
import type { Scanner } from '../scanner.ts';

/** Scans tool name and arguments before anything leaves the relay; masks what must not reach the server. */
export function scanRequestStage(scanner: Scanner): Stage {
  return {
    name: 'scan_request',
    phase: 'requestScan',
    run(context) {
      if (context.bypassed) return undefined;
      const part = scannablePart(context.frame, 'params');
      return scanAndJudge(context, scanner, 'request', part, ({ edits, logged }) => {
        context.loggedRequest = logged;
        context.requestEdits = edits;
      });
    },
  };
}
