import { type CallToolResult, McpServer, inputRequired } from '@modelcontextprotocol/server';
import { z } from 'zod';

import { elicited, sampled } from '../../fixtures/conformance/tools/answers.ts';

export function noteUri(name: string): string {
  return `${name}://note`;
}

/** Who wants to know of changes of the note, in one process. */
export class Notes {
  readonly #listeners = new Set<() => void>();

  touch(): void {
    for (const listener of this.#listeners) listener();
  }

  /** @returns what ends the listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

const KEY = 'answer';
const ANSWER = z.object({ answer: z.string() });

function text(value: string): CallToolResult {
  return { content: [{ type: 'text', text: value }] };
}

/** A server object that offers one of each kind: for one connection, or for one request of the modern era over HTTP. */
export function offer(name: string, notes: Notes): McpServer {
  const server = new McpServer(
    { name, version: '1.0.0' },
    { capabilities: { tools: {}, prompts: {}, resources: { subscribe: true } } },
  );
  const echo = { description: 'Returns the text', inputSchema: z.object({ text: z.string() }) };
  server.registerTool(`${name}_echo`, echo, (args) => text(`${name} says ${args.text}`));

  const touch = { description: 'Says that the note has changed' };
  server.registerTool(`${name}_touch`, touch, () => {
    notes.touch();
    return text('touched');
  });

  const askModel = { description: 'Asks the model of the client', inputSchema: z.object({ prompt: z.string() }) };
  server.registerTool(`${name}_ask_model`, askModel, ({ prompt }, context) => {
    const words = sampled(context, KEY);
    if (words !== undefined) return text(`model: ${words}`);
    const messages = [{ role: 'user' as const, content: { type: 'text' as const, text: prompt } }];
    return inputRequired({ inputRequests: { [KEY]: inputRequired.createMessage({ messages, maxTokens: 50 }) } });
  });

  const askPerson = { description: 'Asks the person for a word', inputSchema: z.object({ message: z.string() }) };
  server.registerTool(`${name}_ask_person`, askPerson, ({ message }, context) => {
    const given = elicited(context, KEY);
    if (given !== undefined) return text(`person: ${given.action} ${JSON.stringify(given.content)}`);
    return inputRequired({ inputRequests: { [KEY]: inputRequired.elicit({ message, requestedSchema: ANSWER }) } });
  });

  const greeting = { description: 'Greets somebody', argsSchema: z.object({ who: z.string() }) };
  server.registerPrompt(`${name}_greeting`, greeting, ({ who }) => ({
    messages: [{ role: 'user', content: { type: 'text', text: `Greet ${who} politely` } }],
  }));

  const note = { description: 'A note that can be watched', mimeType: 'text/plain' };
  server.registerResource('note', noteUri(name), note, (uri) => ({
    contents: [{ uri: uri.href, mimeType: 'text/plain', text: `The note of ${name}` }],
  }));
  return server;
}

/** The server object of a connection that lasts: it tells its client of changes of the note itself. */
export function lastingOffer(name: string, notes: Notes, era: 'legacy' | 'modern'): McpServer {
  const server = offer(name, notes);
  // The modern era's subscriptions are the SDK's affair.
  let isWatched = era === 'modern';
  if (era === 'legacy') {
    server.server.setRequestHandler('resources/subscribe', () => {
      isWatched = true;
      return {};
    });
    server.server.setRequestHandler('resources/unsubscribe', () => {
      isWatched = false;
      return {};
    });
  }
  const stop = notes.listen(() => {
    if (isWatched && server.isConnected()) void server.server.sendResourceUpdated({ uri: noteUri(name) });
  });
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's object is no EventTarget
  server.server.onclose = stop;
  return server;
}
