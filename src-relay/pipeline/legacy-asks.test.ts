import { describe, expect, test } from 'vitest';
import { frameFromText } from '../protocol/frame.ts';
import { isJsonObject, member, parseJson, type JsonObject } from '../protocol/json.ts';
import type { ClientAnswer } from './client-port.ts';
import { LegacyPort } from './legacy-asks.ts';
import { ClientSession } from './session.ts';

const NEVER = new AbortController().signal;

function client(isThere = true): { session: ClientSession; port: LegacyPort; sent: JsonObject[]; sources: string[] } {
  const session = new ClientSession('client:test');
  const sent: JsonObject[] = [];
  const sources: string[] = [];
  const ask = (source: string): boolean => {
    const message = parseJson(source);
    if (isJsonObject(message)) sent.push(message);
    sources.push(source);
    return isThere;
  };
  return { session, sent, sources, port: new LegacyPort(session, { emit: () => {}, ask }) };
}

function answer(session: ClientSession, question: JsonObject | undefined, rest: string): void {
  const id = JSON.stringify(question?.id);
  session.asks.get(id)?.(frameFromText(`{"jsonrpc":"2.0","id":${id},${rest}}`));
}

describe('a client of the legacy era is asked', () => {
  const roots = { key: 'r', method: 'roots/list', params: undefined };
  const sampling = { key: 's', method: 'sampling/createMessage', params: '{"maxTokens":1.0}' };

  test('by requests with ids of the relay, and each answer finds its question', async () => {
    const { session, port, sent, sources } = client();
    const asked = port.ask([roots, sampling], NEVER);
    expect(sources[1]).toContain('"method":"sampling/createMessage","params":{"maxTokens":1.0}');
    expect(sent[0]?.id).not.toBe(sent[1]?.id);
    answer(session, sent[1], '"error":{"code":-1,"message":"no"}');
    answer(session, sent[0], '"result":{"roots":[],"n":1.0}');
    const expected: ClientAnswer[] = [
      { key: 'r', result: '{"roots":[],"n":1.0}', value: { roots: [], n: 1 } },
      { key: 's', error: '{"code":-1,"message":"no"}' },
    ];
    expect(await asked).toEqual(expected);
    expect(session.asks.size).toBe(0);
  });

  test('no longer when the server gives up: the client hears of it', async () => {
    const { session, port, sent } = client();
    const stop = new AbortController();
    const asked = port.ask([roots], stop.signal);
    stop.abort();
    await expect(asked).rejects.toThrow('no longer wants');
    expect(sent[1]).toMatchObject({ method: 'notifications/cancelled', params: { requestId: sent[0]?.id } });
    expect(session.asks.size).toBe(0);
    await expect(port.ask([roots], stop.signal)).rejects.toThrow('no longer wants');
  });

  test('not at all where there is no way to it, or it has been asked too much', async () => {
    await expect(client(false).port.ask([roots], NEVER)).rejects.toThrow('no stream');
    const { session, port } = client();
    const asked = Array.from({ length: 101 }, () => port.ask([roots], NEVER).catch(String));
    expect(await asked[100]).toContain('too many');
    expect(session.asks.size).toBe(100);
  });

  test('with an id where it is sent to an address', async () => {
    const { session, port, sent } = client();
    const asked = port.ask([{ key: 'u', method: 'elicitation/create', params: '{"mode":"url"}' }], NEVER);
    expect(member(sent[0]?.params, 'elicitationId')).toBeTypeOf('string');
    answer(session, sent[0], '"result":{"action":"accept"}');
    expect((await asked)[0]?.key).toBe('u');
  });
});
