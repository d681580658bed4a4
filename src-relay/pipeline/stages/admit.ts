import { refuse, refuseUnknownResource } from '../answers.ts';
import type { ToolRegistry } from '../../registry/registry.ts';
import type { CallContext, Stage } from '../context.ts';

/** How the registry stands. */
interface RegistryState {
  /** Why it could not be refreshed; undefined while it can. */
  readonly registryFailure: () => string | undefined;
  /** Some servers have not reported yet what they offer. */
  readonly isStarting: () => boolean;
}

/** Refuses what is not there. The text is the same for unknown, disabled and not permitted: it is no oracle. */
export function admitToolStage(registry: ToolRegistry, { registryFailure, isStarting }: RegistryState): Stage {
  return admitStage((context) => {
    const failure = registryFailure();
    if (failure !== undefined) refuse(context, 'AISEC_TOOL_REGISTRY_ERROR', failure);
    else refuseUnknown(context, registry, isStarting());
  });
}

/** Refuses a prompt that no server offers. */
export function admitPromptStage(): Stage {
  return admitStage((context) => {
    refuse(context, 'AISEC_TOOL_NOT_FOUND', 'There is no such prompt. List the prompts to see which there are.');
  });
}

/** Refuses a resource that no server has. */
export function admitResourceStage(): Stage {
  return admitStage(refuseUnknownResource);
}

/** Refuses what no server of this relay is known to answer. */
export function admitAnyStage(message: string): Stage {
  return admitStage((context) => refuse(context, 'AISEC_TOOL_NOT_FOUND', message));
}

function admitStage(refuseMissing: (context: CallContext) => void): Stage {
  return {
    name: 'admit',
    phase: 'policy',
    run(context) {
      if (!context.target) refuseMissing(context);
      else if (!context.server) {
        refuse(context, 'AISEC_SERVER_NOT_FOUND', `The server ${context.target.server} is gone.`);
      }
    },
  };
}

/** The client hears the same whether a tool is unknown or off; the log, which is for people, tells them apart. */
function refuseUnknown(context: CallContext, registry: ToolRegistry, isStarting: boolean): void {
  const message = isStarting
    ? 'There is no such tool so far: some servers are still starting. List the tools again in some seconds.'
    : 'There is no such tool. List the tools to see which there are.';
  const withheld = registry.withheld(context.calledName);
  context.withheld = withheld;
  refuse(context, 'AISEC_TOOL_NOT_FOUND', message, withheld ? `The tool is not offered: ${withheld.why}` : message);
}
