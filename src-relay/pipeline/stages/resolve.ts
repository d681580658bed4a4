import type { DownstreamServer } from '../../downstream/server.ts';
import type { ToolRegistry } from '../../registry/registry.ts';
import type { CallContext, Stage } from '../context.ts';

/** Servers by name, and whether all of them are trusted for the moment because scanning is paused. */
export interface Surroundings {
  readonly servers: ReadonlyMap<string, DownstreamServer>;
  readonly isPaused: () => boolean;
}

/** Finds the tool and its server by table: names are never split. */
export function resolveToolStage(registry: ToolRegistry, surroundings: Surroundings): Stage {
  const stage = resolveStage(surroundings);
  return {
    ...stage,
    run(context) {
      context.tool = registry.find(context.calledName);
      return stage.run(context);
    },
  };
}

/** Finds what a request is for and the server that has it; nothing where the route knows none. */
export function resolveStage({ servers, isPaused }: Surroundings): Stage {
  return {
    name: 'resolve',
    phase: 'policy',
    run(context) {
      const { carried } = context;
      context.target = context.route.find(context);
      if (!context.target) return;
      context.server = servers.get(context.target.server);
      // What a server offered is taken away when it has been looked at again: switched off, it has nothing from the start.
      if (context.server?.enabled === false) context.target = undefined;
      if (!context.target) return;
      context.bypassed = isPaused() || (context.server?.hidden ?? false);
      // A further round belongs to the server that asked for it, whoever has the name by now.
      if (carried && carried.server !== context.target.server) context.target = undefined;
    },
  };
}

/**
 * Whether what a request is for is offered still. A person may have taken minutes to answer what its server asked, and
 * meanwhile it may have been switched off, or have changed.
 */
export function stillStands(context: CallContext): boolean {
  const { route, target, server } = context;
  const now = route.find(context);
  return server?.enabled === true && now !== undefined && now.server === target?.server && now.name === target.name;
}
