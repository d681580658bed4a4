import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClientTraits } from '../protocol/era.ts';
import { frameFromText } from '../protocol/frame.ts';
import { isJsonObject, member, parseJson, type JsonObject, type JsonValue } from '../protocol/json.ts';
import { META, MODERN_VERSION } from '../protocol/modern/keys.ts';
import { callContext } from './context.fixture.ts';
import type { CallContext } from './context.ts';
import { paramHeadersFor } from './param-headers.ts';
import { outgoingRequest, type Round } from './wire.ts';

const LEGACY: ClientTraits = {
  era: 'legacy',
  version: '2025-11-25',
  capabilities: { sampling: {}, experimental: { x: 1 } },
  logLevel: undefined,
};
const MODERN: ClientTraits = { era: 'modern', version: MODERN_VERSION, capabilities: {}, logLevel: 'warning' };
const ENVELOPE = {
  [META.protocolVersion]: MODERN_VERSION,
  [META.clientCapabilities]: {},
  [META.clientInfo]: { name: 'c', version: '1' },
};

function contextOf(params: JsonObject | undefined, traits: ClientTraits, more: Partial<CallContext> = {}): CallContext {
  return callContext({ jsonrpc: '2.0', id: 'client', method: 'tools/call', params }, { traits, ...more });
}

function sent(context: CallContext, era: 'legacy' | 'modern', round?: Round): JsonObject {
  const source = outgoingRequest(context, round).write(7, era);
  expect(source).not.toMatch(/[\r\n]/u);
  return frameFromText(source).message;
}

const metaOf = (message: JsonObject): JsonValue | undefined => member(message.params, '_meta');

test('a legacy client at a legacy server: only id and name are other ones', () => {
  const message = sent(contextOf({ name: 'shown', arguments: { a: 1 } }, LEGACY), 'legacy');
  expect(message).toEqual({
    jsonrpc: '2.0',
    id: 7,
    method: 'tools/call',
    params: { name: 'own', arguments: { a: 1 } },
  });
});

test('a legacy client at a modern server: the envelope says what it declared that the relay can pass on', () => {
  const meta = metaOf(sent(contextOf({ name: 'shown', _meta: { vendor: 1, progressToken: 'p' } }, LEGACY), 'modern'));
  expect(meta).toMatchObject({
    vendor: 1,
    progressToken: 7,
    [META.protocolVersion]: MODERN_VERSION,
    [META.clientCapabilities]: { sampling: {} },
  });
});

test('a modern client at a legacy server: nothing of the envelope, nor of rounds, arrives', () => {
  const params = { name: 'shown', inputResponses: {}, requestState: 'x', _meta: { ...ENVELOPE, vendor: 1 } };
  expect(sent(contextOf(params, MODERN), 'legacy').params).toEqual({ name: 'own', _meta: { vendor: 1 } });
  const bare = { inputResponses: {}, _meta: ENVELOPE, name: 'shown' };
  expect(sent(contextOf(bare, MODERN), 'legacy').params).toEqual({ name: 'own' });
});

test("a modern client at a modern server: the envelope is the relay's own, with what the client wants to hear", () => {
  const meta = metaOf(sent(contextOf({ name: 'shown', _meta: ENVELOPE }, MODERN), 'modern'));
  expect(meta).toMatchObject({ [META.clientCapabilities]: {}, [META.logLevel]: 'warning' });
  expect(member(meta, META.clientInfo)).not.toEqual({ name: 'c', version: '1' });
});

test('a further round brings the server its own state back, byte for byte', () => {
  const state = 'a"b\\c\u2028';
  const carried = contextOf(
    { name: 'shown', requestState: 'sealed', inputResponses: { k: {} }, _meta: ENVELOPE },
    MODERN,
    {
      carried: { server: 's', state },
    },
  );
  expect(sent(carried, 'modern').params).toMatchObject({ requestState: state, inputResponses: { k: {} } });
  const none = contextOf({ name: 'shown', requestState: 'sealed', inputResponses: {} }, MODERN, {
    carried: { server: 's', state: undefined },
  });
  expect(sent(none, 'modern').params).not.toHaveProperty('requestState');
  const bridged = sent(contextOf({ name: 'shown' }, LEGACY), 'modern', { responses: '{"k":{"n":1.0}}', state });
  expect(bridged.params).toMatchObject({ requestState: state, inputResponses: { k: { n: 1 } } });
});

describe('what is masked in a request', () => {
  /** The request with one text replaced by another one, wherever it stands. */
  function masked(params: JsonObject, text: string, by: string, more: Partial<CallContext> = {}): CallContext {
    const context = contextOf(params, LEGACY, more);
    const { source } = context.frame;
    const edits = [...source.matchAll(new RegExp(text, 'gu'))].map(({ index }) => ({
      start: index,
      end: index + text.length,
      text: by,
    }));
    return { ...context, requestEdits: edits };
  }
  const route = {
    ...contextOf({}, LEGACY).route,
    calledName: ({ name }: JsonObject) => (typeof name === 'string' ? name : undefined),
  };

  test('is masked in what is sent, and in the header that repeats the name', () => {
    const named = { target: { server: 's', name: 'SECRET' }, calledName: 'SECRET', route };
    const context = masked({ name: 'SECRET', arguments: { a: 'SECRET' } }, 'SECRET', '<KEY>', named);
    expect(sent(context, 'legacy').params).toEqual({ name: '<KEY>', arguments: { a: '<KEY>' } });
    expect(outgoingRequest(context).name).toBe('<KEY>');
  });

  test('leaves the name at its server what it is where clients know another one', () => {
    const context = masked({ name: 'shown', arguments: { a: 'SECRET' } }, 'SECRET', '<KEY>');
    expect(sent(context, 'legacy').params).toEqual({ name: 'own', arguments: { a: '<KEY>' } });
    expect(outgoingRequest(context).name).toBe('own');
  });

  test('is masked in the headers that repeat arguments', () => {
    const inputSchema = { type: 'object', properties: { a: { type: 'string', 'x-mcp-header': 'A' } } };
    const tool: CallContext['tool'] = {
      server: 's',
      name: 'own',
      shown: 'shown',
      source: '',
      value: { inputSchema },
      hash: '',
      inspection: { outcome: 'clear' },
      state: 'enabled',
      reason: undefined,
      flags: [],
    };
    const context = masked({ name: 'shown', arguments: { a: 'SECRET' } }, 'SECRET', '<KEY>', { tool });
    expect(paramHeadersFor(context)).toEqual({ 'Mcp-Param-A': '<KEY>' });
    expect(paramHeadersFor({ ...context, requestEdits: [] })).toEqual({ 'Mcp-Param-A': 'SECRET' });
    expect(paramHeadersFor({ ...context, tool: undefined })).toBeUndefined();
  });

  test('sends nothing where two keys are equal when they are masked', () => {
    const context = masked({ name: 'shown', arguments: { SECRET: 1, '<KEY>': 2 } }, 'SECRET', '<KEY>');
    expect(() => outgoingRequest(context).write(7, 'legacy')).toThrow('duplicate keys');
  });
});

test('a request without params gets some where the era needs them', () => {
  expect(sent(contextOf(undefined, LEGACY), 'legacy')).toEqual({ jsonrpc: '2.0', id: 7, method: 'tools/call' });
  expect(metaOf(sent(contextOf(undefined, LEGACY), 'modern'))).toMatchObject({
    [META.protocolVersion]: MODERN_VERSION,
  });
});

test('whatever stands in the params, in whatever order, arrives; only what belongs to the hop is other', () => {
  const foreign = fc.constantFrom('arguments', 'x', 'ü', 'inputResponses', 'requestState');
  fc.assert(
    fc.property(
      fc.dictionary(foreign, fc.jsonValue()),
      fc.dictionary(fc.constantFrom('vendor', ...Object.values(META)), fc.jsonValue()),
      fc.boolean(),
      fc.constantFrom<'legacy' | 'modern'>('legacy', 'modern'),
      (rest, meta, isMetaFirst, era) => {
        const params = isMetaFirst ? { _meta: meta, ...rest, name: 'shown' } : { name: 'shown', ...rest, _meta: meta };
        const read = parseJson(JSON.stringify(params));
        if (!isJsonObject(read)) throw new Error('unreachable');
        const message = sent(contextOf(read, MODERN), era);
        for (const key of Object.keys(rest)) {
          if (era === 'legacy' && (key === 'inputResponses' || key === 'requestState')) continue;
          expect(member(message.params, key)).toEqual(member(read, key));
        }
        expect(member(metaOf(message), 'vendor')).toEqual(member(member(read, '_meta'), 'vendor'));
        expect(member(metaOf(message), META.protocolVersion)).toBe(era === 'modern' ? MODERN_VERSION : undefined);
      },
    ),
  );
});
