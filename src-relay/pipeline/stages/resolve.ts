import type { DownstreamServer } from '../../downstream/server.ts';
import type { ToolRegistry } from '../../registry/registry.ts';
import type { Stage } from '../context.ts';

/** Finds the tool and its server by table: names are never split. */
export function resolveStage(
  registry: ToolRegistry,
  servers: ReadonlyMap<string, DownstreamServer>,
  isPaused: () => boolean,
): Stage {
  return {
    name: 'resolve',
    phase: 'policy',
    run(context) {
      context.tool = registry.find(context.toolName);
      if (!context.tool) return;
      context.server = servers.get(context.tool.server);
      context.bypassed = isPaused() || (context.server?.hidden ?? false);
    },
  };
}
