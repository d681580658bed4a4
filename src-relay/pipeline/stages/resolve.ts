import type { DownstreamServer } from '../../downstream/server.ts';
import type { ToolRegistry } from '../../registry/registry.ts';
import type { CallContext, Stage } from '../context.ts';

/** Servers by name, and whether all of them are trusted for the moment because scanning is paused. */
export interface Surroundings {
  readonly servers: ReadonlyMap<string, DownstreamServer>;
  readonly isPaused: () => boolean;
  /** Servers that are still starting, to wait for where a name is unknown; undefined where all have reported. */
  readonly latecomers: () => Promise<void> | undefined;
}

/** Finds the tool and its server by table: names are never split. */
export function resolveToolStage(registry: ToolRegistry, surroundings: Surroundings): Stage {
  return resolveStage(surroundings, (context) => {
    context.tool = registry.find(context.calledName);
  });
}

/**
 * Finds what a request is for and the server that has it; nothing where the route knows none, once all servers have reported.
 * @param first what else is looked up before
 */
export function resolveStage(surroundings: Surroundings, first?: (context: CallContext) => void): Stage {
  const resolve = (context: CallContext): void => {
    first?.(context);
    context.target = context.route.find(context);
    if (context.target) take(context, surroundings);
  };
  return {
    name: 'resolve',
    phase: 'policy',
    run(context) {
      resolve(context);
      const late = context.target ? undefined : surroundings.latecomers();
      return late?.then(() => resolve(context));
    },
  };
}

function take(context: CallContext, { servers, isPaused }: Surroundings): void {
  const { carried, target } = context;
  if (!target) return;
  context.server = servers.get(target.server);
  context.bypassed = isPaused() || (context.server?.hidden ?? false);
  // What a server offered is taken away when it has been looked at again: switched off, it has nothing from the start. A
  // further round belongs to the server that asked for it, whoever has the name by now.
  const isOther = carried !== undefined && carried.server !== target.server;
  if (context.server?.enabled === false || isOther) context.target = undefined;
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
