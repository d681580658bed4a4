import { applyEdits } from '../../protocol/edits.ts';
import type { Stage } from '../context.ts';
import { judge } from '../judge.ts';
import type { ScanReport, Scanner } from '../scanner.ts';

/** Scans tool name and arguments before anything leaves the relay; masks what must not reach the server. */
export function scanRequestStage(scanner: Scanner): Stage {
  return {
    name: 'scan_request',
    phase: 'requestScan',
    run(context) {
      if (context.bypassed) return undefined;
      const item = {
        direction: 'request',
        server: context.tool?.server ?? '',
        tool: context.tool?.name ?? context.toolName,
        source: context.paramsSource,
        value: context.params,
      } as const;
      const finish = (report: ScanReport): void => {
        const { edits, logged } = judge(context, item, report);
        context.loggedRequest = logged;
        context.outgoingParams = applyEdits(context.paramsSource, edits);
      };
      const report = scanner.scan(item);
      return report instanceof Promise ? report.then(finish) : finish(report);
    },
  };
}
