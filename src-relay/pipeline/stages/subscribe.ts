import { Refusal } from '../../downstream/era/own-request.ts';
import { messageOf, RelayError, resultResponse } from '../../protocol/errors.ts';
import { frameFromText } from '../../protocol/frame.ts';
import { refuse } from '../answers.ts';
import type { Connector } from '../connector.ts';
import type { CallContext, Stage } from '../context.ts';
import type { Subscriptions } from '../subscriptions.ts';
import { sentName } from '../wire.ts';

/** Answers `resources/subscribe` (MCP 2025-11-25, Resources) once the server that has the resource agrees. */
export function subscribeStage(subscriptions: Subscriptions, connect: Connector): Stage {
  return {
    name: 'subscribe',
    phase: 'server',
    async run(context) {
      const { session, traits, target, calledName } = context;
      if (!target || !context.server) return;
      if (sentName(context) !== target.name) {
        // Another address is another resource.
        refuse(context, 'AISEC_SECURITY_BLOCK', 'Unsafe Request: The address holds what must not reach its server.');
        return;
      }
      try {
        const server = connect(context.server, session, traits);
        if (await subscriptions.add(session, server, target.name, calledName)) context.response = DONE;
        else refuse(context, 'AISEC_TOOL_EXECUTION_ERROR', 'There are too many subscriptions: unsubscribe from some.');
      } catch (error) {
        const said = error instanceof Error && error.cause instanceof Refusal ? error.cause.frame : undefined;
        if (said) context.response = said;
        else refuse(context, codeOf(error), messageOf(error));
      }
    },
  };
}

/** Answers `resources/unsubscribe`; what was never subscribed to, or is gone, is as good as unsubscribed. */
export function unsubscribeStage(subscriptions: Subscriptions, connect: Connector): Stage {
  return {
    name: 'unsubscribe',
    phase: 'server',
    async run(context) {
      await unsubscribe(context, subscriptions, connect).catch(() => {});
      context.status = 'success';
      context.answer = resultResponse(context.idSource, '{}');
    },
  };
}

async function unsubscribe(context: CallContext, subscriptions: Subscriptions, connect: Connector): Promise<void> {
  const { session, traits, target, server } = context;
  if (target && server) await subscriptions.remove(session, connect(server, session, traits), target.name);
}

const DONE = frameFromText(resultResponse('0', '{}'));

function codeOf(error: unknown): RelayError['code'] {
  return error instanceof RelayError ? error.code : 'AISEC_MCP_RELAY_INTERNAL_ERROR';
}
