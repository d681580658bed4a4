import type { Tool } from '../../../src-relay/control/contract.ts';
import { toolKey } from '../../state/tools.ts';

/** A line of the list: the head of a server's tools, or one of them. */
export type ToolLine =
  | {
      readonly kind: 'server';
      readonly key: string;
      readonly server: string;
      readonly on: number;
      readonly total: number;
    }
  | { readonly kind: 'tool'; readonly key: string; readonly tool: Tool };

/**
 * The lines of the list: servers in the order they come in, each with its tools under it.
 * @param all what heads count, where only some of the tools are shown
 */
export function linesOf(tools: readonly Tool[], all: readonly Tool[] = tools): readonly ToolLine[] {
  const totals = Map.groupBy(all, (tool) => tool.server);
  return [...Map.groupBy(tools, (tool) => tool.server)].flatMap(([server, own]): ToolLine[] => [
    {
      kind: 'server',
      key: `server ${server}`,
      server,
      on: (totals.get(server) ?? []).filter((tool) => tool.state === 'enabled').length,
      total: totals.get(server)?.length ?? 0,
    },
    ...own.map((tool): ToolLine => ({ kind: 'tool', key: toolKey(tool.server, tool.name), tool })),
  ]);
}

/** How many of these tools are in each state that occurs. */
export function countStates(tools: readonly Tool[]): readonly (readonly [state: Tool['state'], count: number])[] {
  const order: readonly Tool['state'][] = [
    'enabled',
    'disabled - security risk',
    'disabled - changed',
    'disabled - error',
    'disabled - limit',
    'disabled - duplicate',
    'disabled - by user',
    'disabled - hidden_mode',
  ];
  const groups = Map.groupBy(tools, (tool) => tool.state);
  return order.map((state) => [state, groups.get(state)?.length ?? 0] as const).filter(([, count]) => count > 0);
}
