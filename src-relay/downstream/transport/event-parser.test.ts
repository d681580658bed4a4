import fc from 'fast-check';
import { createParser } from 'eventsource-parser';
import { expect, test } from 'vitest';
import { EventParser } from './event-parser.ts';

interface Heard {
  readonly events: { event: string; data: string | undefined }[];
  readonly ids: string[];
  readonly retries: number[];
}

function parse(chunks: readonly Buffer[], maxBytes = 1 << 20): Heard {
  const heard: Heard = { events: [], ids: [], retries: [] };
  const parser = new EventParser(maxBytes, {
    onEvent: (event, data) => heard.events.push({ event, data }),
    onId: (id) => heard.ids.push(id),
    onRetry: (ms) => heard.retries.push(ms),
  });
  for (const chunk of chunks) parser.push(chunk);
  return heard;
}

function pieces(text: string, size: number): Buffer[] {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return chunks;
}

test.each(['\n', '\r', '\r\n'])('line ends %j, in chunks of any size', (end) => {
  const lines = [
    '\ufeffretry: 1500',
    ': a comment',
    'event: endpoint',
    'data: /here?é',
    '',
    'id: 7',
    'data:a',
    'data:  b',
  ];
  const text = [...lines, '', 'data', '', 'id: 8', '', 'nonsense: x', ''].join(end) + end;
  for (const size of [1, 2, 3, 1000]) {
    expect(parse(pieces(text, size))).toEqual({
      events: [
        { event: 'endpoint', data: '/here?é' },
        { event: 'message', data: 'a\n b' },
        { event: 'message', data: '' },
      ],
      ids: ['7', '8'],
      retries: [1500],
    });
  }
});

test('agrees with an independent parser on any text', () => {
  const part = fc.constantFrom(
    'data',
    'data:',
    'data: ',
    'event: x',
    'id: 1',
    'retry: 5',
    ': c',
    ':',
    '\r',
    '\n',
    '\r\n',
    'é',
    ' ',
    'z',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
      const text = parts.join('');
      const expected: Heard = { events: [], ids: [], retries: [] };
      const reference = createParser({
        onEvent: ({ event, data }) => expected.events.push({ event: event ?? 'message', data }),
        onId: (id) => expected.ids.push(id),
        onRetry: (ms) => expected.retries.push(ms),
      });
      reference.feed(text);
      expect(parse(pieces(text, size))).toEqual(expected);
    }),
  );
});

test('an event over the cap ends the stream, in one line or in many', () => {
  expect(() => parse([Buffer.from(`data: ${'x'.repeat(200)}\n`)], 100)).toThrow('over the limit of 100 bytes');
  expect(() => parse(pieces(`data: ${'x'.repeat(200)}`, 7), 100)).toThrow('over the limit');
  expect(() => parse(pieces('data: x\n'.repeat(60), 7), 100)).toThrow('over the limit');
  expect(parse(pieces(`:${'x'.repeat(5000)}\ndata: 1\n\n`, 7), 100).events).toEqual([{ event: 'message', data: '1' }]);
});

test('data that is not UTF-8 concerns its event alone', () => {
  const bad = Buffer.concat([Buffer.from('data: '), Buffer.from([0xff, 0xfe]), Buffer.from('\n\ndata: ok\n\n')]);
  expect(parse([bad]).events.map(({ data }) => data)).toEqual([undefined, 'ok']);
});

test('50 MB in one line, in many lines and in small chunks take linear time', () => {
  const started = performance.now();
  const big = 50 * 1024 * 1024;
  const one = parse(pieces(`data: ${'x'.repeat(big)}\n\n`, 1024), 64 << 20);
  expect(one.events[0]?.data).toHaveLength(big);
  const many = parse(pieces('data: x\n'.repeat(2_000_000) + '\n', 65_536), 64 << 20);
  expect(many.events[0]?.data).toHaveLength(3_999_999);
  const mixed = parse(pieces('\n'.repeat(4_000_000) + '\r', 4_000_001));
  expect(mixed.events).toEqual([]);
  expect(performance.now() - started).toBeLessThan(10_000);
});
