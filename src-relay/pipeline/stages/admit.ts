import { refuse } from '../answers.ts';
import type { ToolRegistry } from '../../registry/registry.ts';
import type { CallContext, Stage } from '../context.ts';

/**
 * Refuses what is not there. The text is the same for unknown, disabled and not permitted: it is no oracle.
 * @param registryFailure why the registry could not be refreshed; undefined while it can
 */
export function admitStage(registry: ToolRegistry, registryFailure: () => string | undefined): Stage {
  return {
    name: 'admit',
    phase: 'policy',
    run(context) {
      if (!context.tool) {
        const failure = registryFailure();
        if (failure !== undefined) refuse(context, 'AISEC_TOOL_REGISTRY_ERROR', failure);
        else refuseUnknown(context, registry);
      } else if (!context.server) {
        refuse(context, 'AISEC_SERVER_NOT_FOUND', `The server ${context.tool.server} of this tool is gone.`);
      }
    },
  };
}

/** The client hears the same whether a tool is unknown or off; the log, which is for people, tells them apart. */
function refuseUnknown(context: CallContext, registry: ToolRegistry): void {
  const message = 'There is no such tool. List the tools to see which there are.';
  const withheld = registry.withheld(context.toolName);
  context.withheld = withheld;
  refuse(context, 'AISEC_TOOL_NOT_FOUND', message, withheld ? `The tool is not offered: ${withheld.why}` : message);
}
