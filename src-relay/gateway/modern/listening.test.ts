import { expect, test } from 'vitest';
import { ClientSession } from '../../pipeline/session.ts';
import { frameFromText } from '../../protocol/frame.ts';
import { openListening, type OpenListening } from './listening.ts';

const CAPABILITIES = { tools: { listChanged: true } };

function listenTo(session: ClientSession, notifications: object, sent: string[]): OpenListening {
  const frame = frameFromText(
    JSON.stringify({ jsonrpc: '2.0', id: 'l', method: 'subscriptions/listen', params: { notifications } }),
  );
  const send = (source: string): void => void sent.push(source);
  const opened = openListening(session, frame, CAPABILITIES, () => ({ send, end: (source) => send(`last ${source}`) }));
  if ('source' in opened) throw new Error(opened.source);
  return opened;
}

test('what is heard is stamped, until either side ends it', () => {
  const session = new ClientSession('client:test');
  const sent: string[] = [];
  const first = listenTo(session, { toolsListChanged: true }, sent);
  const second = listenTo(session, { toolsListChanged: true }, []);
  expect(sent).toEqual([expect.stringContaining('acknowledged')]);
  for (const listening of session.listenings) listening.notify('{"jsonrpc":"2.0","method":"m"}');
  expect(sent[1]).toContain('"io.modelcontextprotocol/subscriptionId":"l"');
  first.finish();
  first.finish();
  first.drop();
  second.drop();
  expect(sent).toHaveLength(3);
  expect(sent[2]).toMatch(/^last .*"resultType":"complete"/u);
  expect(session.listenings.size).toBe(0);
});

test('who would hear nothing is told so and not kept', () => {
  const session = new ClientSession('client:test');
  const sent: string[] = [];
  listenTo(session, { promptsListChanged: true }, sent);
  expect(sent).toHaveLength(2);
  expect(session.listenings.size).toBe(0);
});

test('a session listens to so much and no more', () => {
  const session = new ClientSession('client:test');
  const open = (): OpenListening => listenTo(session, { toolsListChanged: true }, []);
  const all = Array.from({ length: 64 }, open);
  expect(open).toThrow('-32603');
  all[0]?.drop();
  expect(open).not.toThrow();
});
