import { direct } from './direct.ts';
import { mcpHub, mcpProxy, supergateway } from './peers.ts';
import { relay } from './relay.ts';
import type { Target } from './target.ts';
import { thin } from './thin.ts';

/** In the order in which they take turns and stand in the table. */
export function allTargets(relayFromSource: boolean): Target[] {
  return [direct, thin(), relay(relayFromSource), mcpHub, supergateway, mcpProxy];
}
