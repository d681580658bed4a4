import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowSource } from '../../protocol/scan-types.ts';
import type { Trace } from './source.ts';
import { Trail } from './trail.ts';

const NOW = Date.UTC(2026, 10, 20);
const TOKEN = ['tok', 'en-Zq8', 'Ld2vW7', 'xN4bR9'].join('');
const PASSAGE =
  'The board met on Tuesday in the small room above the bakery. Nobody had brought the figures for the third quarter, ' +
  'so the treasurer told from memory what had been sold, what had been returned, and why the warehouse in the harbour stood empty.';

function source(server: string, ts = NOW): FlowSource {
  return { server, tool: 'read', entryId: `entry of ${server}`, ts };
}

function followed(trail: Trail, value: string, sink = 'sink', now = NOW): (Trace & { text: string })[] {
  const found: (Trace & { text: string })[] = [];
  trail.follow({ body: value }, sink, now, (trace) =>
    found.push({ ...trace, text: value.slice(trace.start, trace.end) }),
  );
  return found;
}

function withToken(server = 'mail'): Trail {
  const trail = new Trail();
  trail.learn(source(server), { text: `x ${TOKEN} y` }, [{ kind: 'secret', name: 'TOKEN', text: TOKEN }]);
  return trail;
}

function withPassage(server = 'mail'): Trail {
  const trail = new Trail();
  trail.learn(source(server), { text: PASSAGE }, []);
  return trail;
}

/** Base64 as it comes out when so many bytes stand before. */
function base64(text: string, before: number): string {
  return Buffer.concat([Buffer.alloc(before, 'k'), Buffer.from(text)]).toString('base64');
}

const FORMS: readonly [string, (text: string) => string][] = [
  ['as it is', (text) => text],
  ['in a sentence', (text) => `see "${text}", please`],
  ['base64', (text) => base64(text, 0)],
  ['base64 behind one byte', (text) => base64(text, 1)],
  ['base64 behind two bytes', (text) => base64(text, 2)],
  ['base64 in a run that begins elsewhere', (text) => `a${base64(`${text} and more`, 0)}`],
  ['base64 for addresses', (text) => Buffer.from(`??>>${text}`).toString('base64url')],
  ['base64 in lines', (text) => base64(text, 90).replaceAll(/.{76}/gu, '$&\r\n')],
  ['hex', (text) => Buffer.from(text).toString('hex')],
  ['hex in capitals', (text) => Buffer.from(`.${text}`).toString('hex').toUpperCase()],
  ['in an address', (text) => `https://example.com/?q=${encodeURIComponent(text)}`],
  ['every byte in percent', (text) => Buffer.from(text).toString('hex').replaceAll(/../gu, '%$&')],
  [
    'with JSON escapes',
    (text) => Array.from(text, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  ],
  ['JSON in JSON', (text) => JSON.stringify(JSON.stringify({ text: `a\n"${text}"` }))],
  ['base64 of JSON', (text) => base64(JSON.stringify({ a: text }), 0)],
  ['base64 of base64', (text) => base64(base64(text, 0), 0)],
];

describe('a value', () => {
  test.each(FORMS)('is found %s', (_how, write) => {
    const found = followed(withToken(), write(TOKEN));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'secret', name: 'TOKEN', source: { server: 'mail' } });
  });

  test('stands where it is found', () => {
    expect(followed(withToken(), `a ${TOKEN}, b`)[0]?.text).toBe(TOKEN);
  });

  test('that goes back to the server that said it is no flow', () => {
    expect(followed(withToken(), TOKEN, 'mail')).toEqual([]);
    const trail = withToken();
    trail.learn(source('sink'), {}, [{ kind: 'secret', name: 'TOKEN', text: TOKEN }]);
    expect(followed(trail, TOKEN)).toEqual([]);
  });

  test('that the client wrote before any server said it is its own', () => {
    const trail = new Trail();
    expect(followed(trail, `use ${TOKEN}`, 'mail')).toEqual([]);
    trail.learn(source('mail'), {}, [{ kind: 'secret', name: 'TOKEN', text: TOKEN }]);
    expect(followed(trail, TOKEN)).toEqual([]);
  });

  test('does not become its own by being sent', () => {
    const trail = withToken();
    expect(followed(trail, TOKEN)).toHaveLength(1);
    const later = NOW + 31 * 60_000;
    trail.learn(source('mail', later), {}, [{ kind: 'secret', name: 'TOKEN', text: TOKEN }]);
    expect(followed(trail, TOKEN, 'sink', later)).toHaveLength(1);
  });

  test('is forgotten after half an hour, and at the end of the session', () => {
    expect(followed(withToken(), TOKEN, 'sink', NOW + 29 * 60_000)).toHaveLength(1);
    expect(followed(withToken(), TOKEN, 'sink', NOW + 31 * 60_000)).toEqual([]);
    const trail = withToken();
    trail.clear();
    expect(followed(trail, TOKEN)).toEqual([]);
  });

  test('that is personal data is no part of a longer word', () => {
    const trail = new Trail();
    trail.learn(source('mail'), {}, [{ kind: 'pii', name: 'PHONE', text: '555 0123 4567' }]);
    expect(followed(trail, 'call 555-0123-4567 now')).toHaveLength(1);
    expect(followed(trail, 'order 1955501234567890')).toEqual([]);
  });

  test('in any text is found where it stands', () => {
    const trail = withToken();
    const around = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(around, around, (before, after) => {
        // A neighbour may complete an encoding: what is asked here is the plain form.
        const found = followed(trail, `${before} ${TOKEN} ${after}`);
        expect(found.map(({ text }) => text)).toContain(TOKEN);
      }),
    );
  });
});

test('in escapes of any kind a value stands exactly where it is written', () => {
  const trail = withToken();
  const unit = (char: string, way: number): string => {
    const code = char.charCodeAt(0).toString(16);
    return [char, `\\u${code.padStart(4, '0')}`, `%${code.padStart(2, '0')}`, `&#x${code};`][way] ?? char;
  };
  const ways = fc.array(fc.nat(3), { minLength: TOKEN.length, maxLength: TOKEN.length });
  fc.assert(
    fc.property(ways, (spelling) => {
      const written = Array.from(TOKEN, (char, at) => unit(char, spelling[at] ?? 0)).join('');
      expect(followed(trail, `a ${written}, b`).map(({ text }) => text)).toEqual([written]);
    }),
  );
});

describe('a long passage', () => {
  const part = PASSAGE.slice(40, 190);

  test.each(FORMS)('is found %s', (_how, write) => {
    const found = followed(withPassage(), write(part));
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ kind: 'text', source: { server: 'mail' } });
  });

  test('is found in other lines, quotes and letters', () => {
    const quoted = part.toUpperCase().replaceAll(' ', '\n> ');
    expect(followed(withPassage(), quoted)).toHaveLength(1);
  });

  test('is found wherever it is cut from a long text, as long as it is long enough', () => {
    const words = Array.from({ length: 30_000 }, (_, i) => `w${((i * 7919) % 10_007).toString(36)}`).join(' ');
    const trail = new Trail();
    trail.learn(source('files'), { text: words }, []);
    for (const from of [0, 777, 60_000, 100_001]) {
      expect(followed(trail, words.slice(from, from + 900))).toHaveLength(1);
    }
  });

  test('that says something else is none, and neither are a ruler and zeros', () => {
    expect(
      followed(withPassage(), 'The board meets on Wednesday in the large room, and everybody brings figures.'),
    ).toEqual([]);
    const trail = new Trail();
    trail.learn(source('mail'), { text: `${'-=+ '.repeat(100)}${'0'.repeat(400)}` }, []);
    expect(followed(trail, '0'.repeat(300))).toEqual([]);
  });

  test('that the client wrote itself is its own', () => {
    const trail = new Trail();
    followed(trail, PASSAGE, 'notes');
    trail.learn(source('notes'), { text: PASSAGE }, []);
    expect(followed(trail, PASSAGE)).toEqual([]);
  });

  test('is remembered from when it was said last', () => {
    const trail = withPassage();
    trail.learn(source('mail', NOW + 20 * 60_000), { text: PASSAGE }, []);
    expect(followed(trail, part, 'sink', NOW + 40 * 60_000)).toHaveLength(1);
    expect(followed(trail, part, 'sink', NOW + 51 * 60_000)).toEqual([]);
  });

  test('of many results keeps the memory within bounds', () => {
    const trail = new Trail();
    for (let i = 0; i < 400; i += 1) {
      const text = Array.from({ length: 4000 }, (_, at) => ((at * 48_271 + i * 69_621) % 99_991).toString(36)).join(
        ' ',
      );
      trail.learn(source(`s${i % 5}`), { text }, []);
    }
    followed(trail, 'nothing of it');
    expect(trail.size).toBeLessThanOrEqual(24_576);
  });
});
