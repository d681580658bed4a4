import { setTimeout as sleep } from 'node:timers/promises';

import { type CallToolResult, McpServer, inputRequired } from '@modelcontextprotocol/server';
import { z } from 'zod';

import { elicited, sampled } from '../../fixtures/conformance/tools/answers.ts';

const KEY = 'answer';
const ANSWER = z.object({ answer: z.string() });
const NONCE = z.object({ nonce: z.string() });
const WORK = z.object({ nonce: z.string(), steps: z.number(), pause: z.number() });
const LATE = z.object({ nonce: z.string(), pause: z.number() });
const BIG = z.object({ nonce: z.string(), bytes: z.number() });

/** Words that no scanner minds. */
const FILLING = 'the quick brown fox jumps over the lazy dog while the band plays on and the rain falls. ';

function text(value: string): CallToolResult {
  return { content: [{ type: 'text', text: value }] };
}

/** A server whose tools bear its name and return the nonce they are given, in the many ways a tool can take its time. */
export function offer(name: string, isLegacy: boolean): McpServer {
  const server = new McpServer({ name, version: '1.0.0' }, { capabilities: { tools: {} } });

  const echo = { description: 'Returns the nonce', inputSchema: NONCE };
  server.registerTool(`${name}_echo`, echo, ({ nonce }) => text(`${name} ${nonce}`));

  const work = { description: 'Reports its progress, then returns the nonce', inputSchema: WORK };
  server.registerTool(`${name}_work`, work, async ({ nonce, steps, pause }, context) => {
    const progressToken = context.mcpReq._meta?.progressToken;
    for (let step = 1; step <= steps; step += 1) {
      await sleep(pause);
      if (progressToken === undefined) continue;
      const params = { progressToken, progress: step, total: steps, message: `${nonce} is at ${step}` };
      await context.mcpReq.notify({ method: 'notifications/progress', params });
    }
    return text(`${name} ${nonce}`);
  });

  const askModel = { description: 'Asks the model of the client', inputSchema: NONCE };
  server.registerTool(`${name}_ask_model`, askModel, ({ nonce }, context) => {
    const words = sampled(context, KEY);
    if (words !== undefined) return text(`${name} ${nonce} model: ${words}`);
    const messages = [{ role: 'user' as const, content: { type: 'text' as const, text: `A word for ${nonce}` } }];
    return inputRequired({ inputRequests: { [KEY]: inputRequired.createMessage({ messages, maxTokens: 50 }) } });
  });

  const askPerson = { description: 'Asks the person for a word', inputSchema: NONCE };
  server.registerTool(`${name}_ask_person`, askPerson, ({ nonce }, context) => {
    const given = elicited(context, KEY);
    if (given !== undefined) return text(`${name} ${nonce} person: ${JSON.stringify(given.content)}`);
    const message = `A word for ${nonce}?`;
    return inputRequired({ inputRequests: { [KEY]: inputRequired.elicit({ message, requestedSchema: ANSWER }) } });
  });

  // Too late: by then the relay has given the call up, and others have calls under way.
  const askLate = { description: 'Asks the model of the client after a long time', inputSchema: LATE };
  server.registerTool(`${name}_ask_late`, askLate, async ({ nonce, pause }) => {
    await sleep(pause);
    const messages = [{ role: 'user' as const, content: { type: 'text' as const, text: `A late word for ${nonce}` } }];
    if (!isLegacy)
      return inputRequired({ inputRequests: { [KEY]: inputRequired.createMessage({ messages, maxTokens: 50 }) } });
    // As a server does that takes no notice of cancellations.
    await server.server.createMessage({ messages, maxTokens: 50 });
    return text(`${name} ${nonce}`);
  });

  const big = { description: 'Returns a long text between two nonces', inputSchema: BIG };
  server.registerTool(`${name}_big`, big, ({ nonce, bytes }) => {
    const filling = FILLING.repeat(Math.ceil(bytes / FILLING.length)).slice(0, bytes);
    return text(`${name} ${nonce} ${filling} ${nonce}`);
  });

  const stall = { description: 'Never answers', inputSchema: NONCE };
  server.registerTool(`${name}_stall`, stall, () => Promise.withResolvers<CallToolResult>().promise);
  return server;
}
