import { resultResponse } from '../../protocol/errors.ts';
import { toModern } from '../../protocol/modern/results.ts';
import { OWN_TOOL } from '../../registry/own-tool.ts';
import type { ToolRegistry } from '../../registry/registry.ts';
import type { Stage } from '../context.ts';

/** Answers the relay's own tool. What it says of servers' tools was scanned with their definitions. */
export function ownToolStage(registry: ToolRegistry): Stage {
  return {
    name: 'own_tool',
    phase: 'policy',
    run(context) {
      if (context.calledName !== OWN_TOOL) return;
      const result = { content: [{ type: 'text', text: registry.report() }] };
      context.status = 'success';
      const source = JSON.stringify(result);
      const isModern = context.traits.era === 'modern';
      context.answer = resultResponse(context.idSource, isModern ? toModern('tools/call', source) : source);
    },
  };
}
