import { type ServerResponse, createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import type { World } from '../../harness/create-world.ts';
import { anthropicMessages } from './anthropic.ts';
import { geminiContent } from './gemini.ts';
import { openaiResponses } from './openai.ts';
import type { ModelAnswer, ModelTurn } from './turn.ts';

const NOTATIONS = [anthropicMessages, openaiResponses, geminiContent];

/** A model service on this machine, in place of the vendor's. */
export interface FakeModel {
  /** e.g. `http://127.0.0.1:40123` */
  readonly url: string;
  /** What it was told, first request first. */
  readonly turns: readonly ModelTurn[];
}

/**
 * Starts a model that calls the first tool whose name ends so, once, and is content with whatever that answers: clients
 * without a login come as far as a tool call with it. It ends with the world.
 */
export async function startFakeModel(
  world: World,
  wanted: { readonly tool: RegExp; readonly arguments: Readonly<Record<string, string>> },
): Promise<FakeModel> {
  const turns: ModelTurn[] = [];
  const answerTo = ({ tools, results }: ModelTurn): ModelAnswer => {
    const tool = tools.find((name) => wanted.tool.test(name));
    return tool === undefined || results.length > 0
      ? { kind: 'text', text: 'Done.' }
      : { kind: 'call', tool, arguments: wanted.arguments };
  };
  const take = (path: string, body: string, response: ServerResponse): void => {
    const notation = NOTATIONS.find(({ takes }) => takes(path));
    if (!notation) {
      response.writeHead(404).end();
      return;
    }
    const turn = notation.read(JSON.parse(body));
    turns.push(turn);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(notation.write(answerTo(turn)));
  };
  const server = createServer((request, response) => {
    text(request)
      .then((body) => take((request.url ?? '').replace(/\?.*/u, ''), body, response))
      .catch((error: unknown) => response.writeHead(400).end(String(error)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  world.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${address.port}`, turns };
}
