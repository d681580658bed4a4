import { expect, test } from 'vitest';
import { PRODUCT } from '../product.ts';
import { envelopeFor, isEnvelopeKey, missingEnvelope, readEnvelope } from './envelope.ts';
import { META } from './keys.ts';
import { parseJson, type JsonValue } from '../json.ts';

const good = {
  [META.protocolVersion]: '2026-07-28',
  [META.clientCapabilities]: { sampling: {} },
  [META.clientInfo]: { name: 'c\u202e', version: '1' },
  [META.logLevel]: 'warning',
};
const params = (changes: Record<string, JsonValue | undefined>): JsonValue =>
  parseJson(JSON.stringify({ _meta: { ...good, ...changes } }));

test('an envelope gives what its request may be answered with', () => {
  expect(readEnvelope(params({}))).toEqual({
    traits: { era: 'modern', version: '2026-07-28', capabilities: { sampling: {} }, logLevel: 'warning' },
    clientName: 'c\\u202e',
  });
  const bare = readEnvelope(params({ [META.clientInfo]: undefined, [META.logLevel]: undefined }));
  expect(bare).toEqual({
    traits: { era: 'modern', version: '2026-07-28', capabilities: { sampling: {} }, logLevel: undefined },
    clientName: undefined,
  });
});

test.each([[undefined], [null], [{}], [{ _meta: null }], [{ _meta: { progressToken: 1 } }], [[1]]])(
  '%j claims none',
  (value) => {
    expect(readEnvelope(value)).toBeUndefined();
  },
);

test.each([
  [
    { [META.clientCapabilities]: undefined },
    -32_602,
    { envelope: { key: META.clientCapabilities, problem: 'missing' } },
  ],
  [{ [META.clientCapabilities]: [] }, -32_602, undefined],
  [{ [META.protocolVersion]: 7 }, -32_602, undefined],
  [{ [META.clientInfo]: { name: 'c' } }, -32_602, undefined],
  [{ [META.clientInfo]: 'c' }, -32_602, undefined],
  [{ [META.logLevel]: 'loud' }, -32_602, undefined],
  [{ [META.protocolVersion]: 'v999' }, -32_022, { supported: ['2026-07-28'], requested: 'v999' }],
  [{ [META.protocolVersion]: '2025-11-25' }, -32_022, { supported: ['2026-07-28'], requested: '2025-11-25' }],
])('%j is answered with %i', (changes, code, data) => {
  const fault = readEnvelope(params(changes));
  expect(fault).toMatchObject({ status: 400, code, ...(data ? { data } : {}) });
});

test('what is missing from an envelope that the header announces is named', () => {
  expect(missingEnvelope({}).data).toEqual({ envelope: { missing: ['_meta'] } });
  expect(missingEnvelope({ _meta: { [META.clientCapabilities]: {} } }).data).toEqual({
    envelope: { missing: [META.protocolVersion] },
  });
});

test("the relay's own envelope is one that the relay would take", () => {
  const own = envelopeFor({ capabilities: { roots: {} }, logLevel: 'info' });
  const meta = Object.fromEntries(Object.entries(own).map(([key, text]) => [key, parseJson(text)]));
  expect(readEnvelope({ _meta: meta })).toMatchObject({
    traits: { capabilities: { roots: {} }, logLevel: 'info' },
    clientName: PRODUCT.name,
  });
  expect(Object.keys(own).every((key) => isEnvelopeKey(key))).toBe(true);
  expect(isEnvelopeKey('progressToken')).toBe(false);
  expect(META.logLevel in envelopeFor({ capabilities: {}, logLevel: undefined })).toBe(false);
});
