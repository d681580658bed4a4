import type { DownstreamServer } from '../../downstream/server.ts';
import { JSON_RPC, messageOf, RelayError } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frame.ts';
import { answerAsk, type AskParts } from '../asks/answer-ask.ts';
import { errorReply } from '../asks/ask-through.ts';
import { refuse } from '../answers.ts';
import type { Connector } from '../connector.ts';
import type { CallContext, Stage } from '../context.ts';
import type { OneByOne } from '../one-by-one.ts';
import { hearsMessages, relayMessages, relayProgress } from '../progress.ts';
import { isInputRequired, runRounds, takeState } from '../asks/server-rounds.ts';
import { outgoingRequest, type Round } from '../wire.ts';
import { stillStands } from './resolve.ts';

/** Sends the request to its server under an id of the relay's own and waits for the answer. */
export function forwardStage(asks: AskParts, connect: Connector): Stage {
  return {
    name: 'forward',
    phase: 'server',
    run(context) {
      const { session, traits } = context;
      if (!context.server) return undefined;
      // While it was scanned: a session that has ended must not open a connection of its own again.
      if (context.cancellation.isCancelled) {
        return refuse(context, 'AISEC_TOOL_EXECUTION_ERROR', 'The client gave this call up before it was sent.');
      }
      let server: DownstreamServer;
      try {
        server = connect(context.server, session, traits);
      } catch (error) {
        return refuseFailed(context, error);
      }
      context.server = server;
      const send = async (round?: Round): Promise<Frame> => {
        const onProgress = relayProgress(context, asks);
        let messages: OneByOne<Frame> | undefined;
        const response = await server.request(outgoingRequest(context, round), {
          timeoutMs: server.config.timeout * 1000,
          cancellation: context.cancellation,
          owner: session.label,
          asksOutliveCall: traits.era === 'legacy',
          onProgress,
          // Most calls hear none: the queue for them is made by the first.
          onMessage: hearsMessages(context) ? (frame) => (messages ??= relayMessages(context, asks))(frame) : undefined,
          onAsk: async (frame, signal) => {
            const reply = await answerAsk(asks, context, frame, signal);
            return stillStands(context)
              ? reply
              : errorReply(JSON_RPC.serverError, 'What was called is offered no longer.');
          },
        });
        // What the server said before its answer comes before it.
        if (onProgress) await onProgress.idle();
        if (messages) await messages.idle();
        return response;
      };
      return send().then(
        (response) => take(context, asks, response, send),
        (error: unknown) => refuseFailed(context, error),
      );
    },
  };
}

function take(
  context: CallContext,
  asks: AskParts,
  response: Frame,
  send: (round: Round) => Promise<Frame>,
): undefined | Promise<void> {
  context.responseEra = context.server?.greeting?.era ?? 'legacy';
  if (context.responseEra === 'legacy' || !isInputRequired(response)) {
    context.response = response;
    return undefined;
  }
  if (context.traits.era === 'modern') {
    takeState(context, response);
    return undefined;
  }
  return runRounds(asks, context, response, send).then(
    (last) => {
      context.response = last;
    },
    (error: unknown) => refuseFailed(context, error),
  );
}

function refuseFailed(context: CallContext, error: unknown): void {
  const code = error instanceof RelayError ? error.code : 'AISEC_MCP_RELAY_INTERNAL_ERROR';
  refuse(context, code, messageOf(error));
}
