import { rawAt } from '../fixtures/raw-json.ts';
import { RawRpcError, textResult } from '../fixtures/servers/session.ts';
import { until } from './deadline.ts';
import type { RawClient } from './raw-client.ts';
import { stringAt } from './said-frames.ts';
import type { ScanStage } from './scan-stage.ts';

/** The source text of a JSON string. */
const quoted = (text: string): string => JSON.stringify(text);
const work = (client: RawClient): Promise<string> => client.request('"work"', 'tools/call', '{"name":"work"}');

/** A text that a server gets to a client: makes it happen, and resolves when whatever comes of it has come. */
export type ServerSays = (stage: ScanStage, text: string) => Promise<string>;

/** An answer to a request of the client that has the text in it. */
const answering =
  (method: string, params: string, result: (text: string) => string): ServerSays =>
  ({ server, client }, text) => {
    server.on(method, () => result(text));
    return client.request(`"${method}"`, method, params);
  };

/** A request's failure that has the text in it. */
const failing =
  (method: string, params: string, error: (text: string) => string): ServerSays =>
  ({ server, client }, text) => {
    server.on(method, () => {
      throw new RawRpcError(error(text));
    });
    return client.request(`"${method}"`, method, params);
  };

const QUESTIONED = 'the server was answered: ';

/** A question that has the text in it; the client gives this answer to whatever reaches it. */
const asking =
  (method: string, question: (text: string) => string, answer: string): ServerSays =>
  async ({ server, client }, text) => {
    server.on('tools/call', async ({ ask }) => textResult(QUESTIONED + (await ask(method, question(text)))));
    const before = client.received.of(method).length;
    let isDone = false;
    const called = work(client).finally(() => {
      isDone = true;
    });
    called.catch(() => {});
    await until('a question or the end', () => isDone || client.received.of(method).length > before);
    const asked = client.received.of(method)[before];
    if (asked) client.answer(asked.rawId, answer);
    return called;
  };

const HARMLESS = 'the harmless one';

/** A call during which the server tells something; it ends when the client has heard the harmless one that comes last. */
async function during(
  { server, client }: ScanStage,
  method: string,
  params: string,
  tell: (rawParams: string) => void | Promise<void>,
): Promise<string> {
  const heard = Promise.withResolvers<void>();
  server.on('tools/call', async ({ rawParams }) => {
    await tell(rawParams);
    await heard.promise;
    return textResult('told');
  });
  const before = client.received.of(method).length;
  const called = client.request('"during"', 'tools/call', params);
  called.catch(() => {});
  const told = (): readonly string[] =>
    client.received
      .of(method)
      .slice(before)
      .map(({ source }) => source);
  await until(HARMLESS, () => told().some((source) => source.includes(HARMLESS)));
  heard.resolve();
  await called;
  return told().join('\n');
}

/** A notification that has the text in it, and then something harmless, so that its fate is known. */
const telling =
  (method: string, params: (text: string) => string): ServerSays =>
  (stage, text) =>
    during(stage, method, '{"name":"work"}', () => {
      stage.connection.tell(method, params(text));
      stage.connection.tell(method, params(HARMLESS));
    });

const textContent = (text: string): string => `{"type":"text","text":${quoted(text)}}`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const COMPLETE = '{"ref":{"type":"ref/prompt","name":"letter"},"argument":{"name":"a","value":""}}';

/** Every kind of text that a server can get to a client in an answer. */
export const SERVER_ANSWERS: Readonly<Record<string, ServerSays>> = {
  'a text of a prompt': answering(
    'prompts/get',
    '{"name":"letter"}',
    (text) => `{"messages":[{"role":"user","content":${textContent(text)}}]}`,
  ),
  'the description of a prompt that is got': answering(
    'prompts/get',
    '{"name":"letter"}',
    (text) => `{"description":${quoted(text)},"messages":[]}`,
  ),
  'a resource in a prompt': answering(
    'prompts/get',
    '{"name":"letter"}',
    (text) =>
      `{"messages":[{"role":"user","content":{"type":"resource","resource":{"uri":"demo://x","text":${quoted(text)}}}}]}`,
  ),
  'a text of a resource': answering(
    'resources/read',
    '{"uri":"demo://box"}',
    (text) => `{"contents":[{"uri":"demo://box","text":"fine"},{"uri":"demo://box","text":${quoted(text)}}]}`,
  ),
  'a resource of a template': answering(
    'resources/read',
    '{"uri":"demo://room/7"}',
    (text) => `{"contents":[{"uri":"demo://room/7","text":${quoted(text)}}]}`,
  ),
  'a member of a resource that nobody knows': answering(
    'resources/read',
    '{"uri":"demo://box"}',
    (text) => `{"contents":[{"uri":"demo://box","text":"","x-note":{"deep":[${quoted(text)}]}}]}`,
  ),
  'the _meta of a resource': answering(
    'resources/read',
    '{"uri":"demo://box"}',
    (text) => `{"contents":[],"_meta":{"vendor.example/note":${quoted(text)}}}`,
  ),
  'a value of a completion': answering(
    'completion/complete',
    COMPLETE,
    (text) => `{"completion":{"values":["fine",${quoted(text)}]}}`,
  ),
  'the result of a task': answering('tools/call', '{"name":"work"}', (text) => `{"content":[${textContent(text)}]}`),
  'the result of a method that the relay does not know': answering(
    'vendor/special',
    '{}',
    (text) => `{"anything":{"at":[[${quoted(text)}]]}}`,
  ),
  'the message of an error for a prompt': failing(
    'prompts/get',
    '{"name":"letter"}',
    (text) => `{"code":-32000,"message":${quoted(text)}}`,
  ),
  'the data of an error for a resource': failing(
    'resources/read',
    '{"uri":"demo://box"}',
    (text) => `{"code":-32000,"message":"no","data":{"why":[${quoted(text)}]}}`,
  ),
};

/** As a blob, which comes encoded. */
export const blobOf: ServerSays = answering(
  'resources/read',
  '{"uri":"demo://box"}',
  (text) => `{"contents":[{"uri":"demo://box","mimeType":"text/plain","blob":"${base64(text)}"}]}`,
);

/** Every kind of text that a server can put into a question. */
export const SERVER_QUESTIONS: Readonly<Record<string, ServerSays>> = {
  'a message to sample from': asking(
    'sampling/createMessage',
    (text) => `{"messages":[{"role":"user","content":${textContent(text)}}],"maxTokens":1}`,
    '{"role":"assistant","content":{"type":"text","text":"fine"},"model":"m"}',
  ),
  'the system prompt of a sampling': asking(
    'sampling/createMessage',
    (text) => `{"messages":[],"systemPrompt":${quoted(text)},"maxTokens":1}`,
    '{"role":"assistant","content":{"type":"text","text":"fine"},"model":"m"}',
  ),
  'the message of a form': asking(
    'elicitation/create',
    (text) => `{"message":${quoted(text)},"requestedSchema":{"type":"object","properties":{}}}`,
    '{"action":"decline"}',
  ),
  'the schema of a form': asking(
    'elicitation/create',
    (text) =>
      `{"message":"m","requestedSchema":{"type":"object","properties":{"a":{"type":"string","enum":["b",${quoted(text)}]}}}}`,
    '{"action":"decline"}',
  ),
  'the message beside an address to open': asking(
    'elicitation/create',
    (text) => `{"mode":"url","message":${quoted(text)},"url":"https://sign.example/","elicitationId":"e"}`,
    '{"action":"decline"}',
  ),
  'the _meta of a request for roots': asking(
    'roots/list',
    (text) => `{"_meta":{"vendor.example/why":${quoted(text)}}}`,
    '{"roots":[]}',
  ),
};

/** Every kind of text that a server can say without being asked. */
export const SERVER_NOTICES: Readonly<Record<string, ServerSays>> = {
  'a log message': telling('notifications/message', (text) => `{"level":"error","data":${quoted(text)}}`),
  'deep in a log message': telling(
    'notifications/message',
    (text) => `{"level":"error","logger":"l","data":{"rows":[{"a":${quoted(text)}}]}}`,
  ),
  'the end of an elicitation': telling(
    'notifications/elicitation/complete',
    (text) => `{"elicitationId":"e","x-note":${quoted(text)}}`,
  ),
};

/** A progress message, which needs a call that asked for progress. */
export const progressOf: ServerSays = (stage, text) => {
  const params = '{"name":"work","_meta":{"progressToken":"mine"}}';
  return during(stage, 'notifications/progress', params, async (rawParams) => {
    const token = rawAt(rawParams, '_meta', 'progressToken') ?? '';
    for (const message of [text, HARMLESS]) {
      stage.connection.tell(
        'notifications/progress',
        `{"message":${quoted(message)},"progressToken":${token},"progress":1,"x-note":${quoted(message)}}`,
      );
      // Of two that come at once the first may be left out.
      await stage.connection.ask('ping', '{}');
    }
  });
};

/** What the server was answered, out of the result of the call during which it asked. */
export function answerToServer(frame: string): string {
  return (stringAt(frame, 'result', 'content', 0, 'text') ?? frame).replace(QUESTIONED, '');
}
