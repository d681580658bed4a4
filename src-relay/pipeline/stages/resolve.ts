import type { DownstreamServer } from '../../downstream/server.ts';
import type { ToolRegistry } from '../../registry/registry.ts';
import type { CallContext, Stage, Target } from '../context.ts';

/** Servers by name, and whether all of them are trusted for the moment because scanning is paused. */
export interface Surroundings {
  readonly servers: ReadonlyMap<string, DownstreamServer>;
  readonly isPaused: () => boolean;
}

/** Finds the tool and its server by table: names are never split. */
export function resolveToolStage(registry: ToolRegistry, surroundings: Surroundings): Stage {
  return resolveStage(surroundings, (context) => {
    context.tool = registry.find(context.calledName);
    return context.tool;
  });
}

/** Finds what a request is for and the server that has it; nothing where `find` knows none. */
export function resolveStage(
  { servers, isPaused }: Surroundings,
  find: (context: CallContext) => Target | undefined,
): Stage {
  return {
    name: 'resolve',
    phase: 'policy',
    run(context) {
      const { carried } = context;
      context.target = find(context);
      if (!context.target) return;
      context.server = servers.get(context.target.server);
      context.bypassed = isPaused() || (context.server?.hidden ?? false);
      // A further round belongs to the server that asked for it, whoever has the name by now.
      if (carried && carried.server !== context.target.server) context.target = undefined;
    },
  };
}
