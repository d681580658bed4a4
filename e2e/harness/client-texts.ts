import { textResult } from '../fixtures/servers/session.ts';
import type { ScanStage } from './scan-stage.ts';

const quoted = (text: string): string => JSON.stringify(text);

/** A text that a client gets to a server: makes it happen, and gives what reached the server. */
export type ClientSays = (stage: ScanStage, text: string) => Promise<string>;

const requesting =
  (method: string, params: (text: string) => string, result: string): ClientSays =>
  async ({ server, client, connection }, text) => {
    server.on(method, result);
    const before = connection.received.of(method).length;
    await client.request(`"${method}"`, method, params(text));
    return connection.received
      .of(method)
      .slice(before)
      .map(({ rawParams }) => rawParams)
      .join('\n');
  };

const replying =
  (method: string, question: string, answer: (text: string) => string): ClientSays =>
  async ({ server, client }, text) => {
    let got = '';
    server.on('tools/call', async ({ ask }) => {
      got = await ask(method, question);
      return textResult('asked');
    });
    const before = client.received.of(method).length;
    const called = client.request('"work"', 'tools/call', '{"name":"work"}');
    client.answer((await client.received.next(method, before)).rawId, answer(text));
    await called;
    return got;
  };

const FORM = '{"message":"Your key?","requestedSchema":{"type":"object","properties":{"key":{"type":"string"}}}}';

/** Every kind of text that a client can get to a server. */
export const CLIENT_TEXTS: Readonly<Record<string, ClientSays>> = {
  'an argument of a prompt': requesting(
    'prompts/get',
    (text) => `{"name":"letter","arguments":{"to":${quoted(text)}}}`,
    '{"messages":[]}',
  ),
  'the value to complete': requesting(
    'completion/complete',
    (text) => `{"ref":{"type":"ref/prompt","name":"letter"},"argument":{"name":"a","value":${quoted(text)}}}`,
    '{"completion":{"values":[]}}',
  ),
  'the context of a completion': requesting(
    'completion/complete',
    (text) =>
      `{"ref":{"type":"ref/prompt","name":"letter"},"argument":{"name":"a","value":""},"context":{"arguments":{"b":${quoted(text)}}}}`,
    '{"completion":{"values":[]}}',
  ),
  'the _meta of a read': requesting(
    'resources/read',
    (text) => `{"uri":"demo://box","_meta":{"vendor.example/note":${quoted(text)}}}`,
    '{"contents":[]}',
  ),
  'an address of a template': requesting(
    'resources/read',
    (text) => `{"uri":${quoted(`demo://room/${text}`)}}`,
    '{"contents":[]}',
  ),
  'params of a method that the relay does not know': requesting(
    'vendor/special',
    (text) => `{"deep":[{"a":${quoted(text)}}]}`,
    '{}',
  ),
  'a sampled text': replying(
    'sampling/createMessage',
    '{"messages":[],"maxTokens":1}',
    (text) => `{"role":"assistant","content":{"type":"text","text":${quoted(text)}},"model":"m"}`,
  ),
  'the name of a root': replying(
    'roots/list',
    '{}',
    (text) => `{"roots":[{"uri":"file:///p","name":${quoted(text)}}]}`,
  ),
};

/** What a person types into a form. */
export const typed: ClientSays = replying(
  'elicitation/create',
  FORM,
  (text) => `{"action":"accept","content":{"key":${quoted(text)}}}`,
);
