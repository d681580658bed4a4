import { refuse } from '../answers.ts';
import type { Stage } from '../context.ts';

/**
 * Refuses what is not there. The text is the same for unknown, disabled and not permitted: it is no oracle.
 * @param registryFailure why the registry could not be refreshed; undefined while it can
 */
export function admitStage(registryFailure: () => string | undefined): Stage {
  return {
    name: 'admit',
    phase: 'policy',
    run(context) {
      if (!context.tool) {
        const failure = registryFailure();
        if (failure !== undefined) refuse(context, 'AISEC_TOOL_REGISTRY_ERROR', failure);
        else refuse(context, 'AISEC_TOOL_NOT_FOUND', 'There is no such tool. List the tools to see which there are.');
      } else if (!context.server) {
        refuse(context, 'AISEC_SERVER_NOT_FOUND', `The server ${context.tool.server} of this tool is gone.`);
      }
    },
  };
}
