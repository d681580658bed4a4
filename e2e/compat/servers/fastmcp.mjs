/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access --
   fastmcp is installed on demand: its types are not always there */
import { FastMCP } from 'fastmcp';
import { z } from 'zod';

/** A server made with fastmcp: `node fastmcp.mjs` over stdio, `node fastmcp.mjs PORT` over Streamable HTTP and SSE. */
const NOTE = 'fastmcp://note';
const server = new FastMCP({ name: 'fastmcp-fixture', version: '1.0.0' });

server.addTool({
  name: 'fast_add',
  description: 'Adds two numbers',
  annotations: { readOnlyHint: true },
  parameters: z.object({ a: z.number(), b: z.number() }),
  execute: async ({ a, b }) => String(a + b),
});

server.addTool({
  name: 'fast_ask_person',
  description: 'Asks the person for a word',
  parameters: z.object({ message: z.string() }),
  execute: async ({ message }, { elicit }) => {
    const requestedSchema = { type: 'object', properties: { answer: { type: 'string' } }, required: ['answer'] };
    return JSON.stringify(await elicit({ message, requestedSchema }));
  },
});

server.addTool({
  name: 'fast_ask_model',
  description: 'Asks the model of the client for a word',
  parameters: z.object({ prompt: z.string() }),
  execute: async ({ prompt }, { sessionId }) => {
    const session = server.sessions.find((one) => one.sessionId === sessionId) ?? server.sessions[0];
    const messages = [{ role: 'user', content: { type: 'text', text: prompt } }];
    return JSON.stringify(await session.requestSampling({ messages, maxTokens: 50 }));
  },
});

server.addTool({
  name: 'fast_touch',
  description: 'Says that the note has changed',
  parameters: z.object({}),
  execute: async () => {
    await server.sendResourceUpdated(NOTE);
    return 'touched';
  },
});

server.addResource({
  uri: NOTE,
  name: 'A note',
  mimeType: 'text/plain',
  load: async () => ({ text: 'The note of the fastmcp server' }),
});

server.addPrompt({
  name: 'fast_greeting',
  description: 'Greets somebody',
  arguments: [{ name: 'who', description: 'Whom to greet', required: true }],
  load: async ({ who }) => `Greet ${who} politely`,
});

const port = process.argv[2];
await server.start(
  port === undefined
    ? { transportType: 'stdio' }
    : { transportType: 'httpStream', httpStream: { port: Number(port), host: '127.0.0.1' } },
);
