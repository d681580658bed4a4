import { refuse } from '../answers.ts';
import type { Stage } from '../context.ts';

/** Refuses what is not there. The text is the same for unknown, disabled and not permitted: it is no oracle. */
export const admitStage: Stage = {
  name: 'admit',
  phase: 'policy',
  run(context) {
    if (!context.tool) {
      refuse(context, 'AISEC_TOOL_NOT_FOUND', 'There is no such tool. List the tools to see which there are.');
    } else if (!context.server) {
      refuse(context, 'AISEC_SERVER_NOT_FOUND', `The server ${context.tool.server} of this tool is gone.`);
    }
  },
};
