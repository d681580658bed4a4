import { mkdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { rawAt, rawElements, rawMembers } from './fixtures/raw-json.ts';
import { buildToken } from './fixtures/tokens.ts';
import { openToOthers } from './harness/file-modes.ts';
import { filesWith } from './harness/secret-search.ts';
import { worldOfTest } from './harness/world.ts';

/** The instruments by which the other specs judge: one that finds nothing would let everything pass. */
describe('the instruments', () => {
  const token = buildToken('HUGGINGFACE_TOKEN', 90);

  test.each([
    ['plain', token],
    ['in the midst of rubbish', `\u0000\u0001${token}\u0002`],
    ['base64 at offset 0', Buffer.from(`${token} end`).toString('base64')],
    ['base64 at offset 1', Buffer.from(`a${token} end`).toString('base64')],
    ['base64 at offset 2', Buffer.from(`ab${token} end`).toString('base64')],
    ['hex', Buffer.from(token).toString('hex')],
  ])('a secret is found in a file: %s', (_form, content) => {
    const world = worldOfTest();
    mkdirSync(world.path('logs'));
    const hit = world.write('logs/relay.log', content);
    world.write('other', 'nothing here');
    expect(filesWith(world.folder, token)).toEqual([hit]);
  });

  test('a file that others may read is found', () => {
    const world = worldOfTest();
    const path = world.write('open', '');
    expect(openToOthers(world.folder)).toContain(path);
  });

  test('raw JSON is cut out as it stands', () => {
    const source = '{ "a\\u0062":[1.0, {"x":"}]\\""} ,null],"c" : 1e400 }';
    expect([...rawMembers(source)]).toEqual([
      ['ab', '[1.0, {"x":"}]\\""} ,null]'],
      ['c', '1e400'],
    ]);
    expect(rawElements(rawAt(source, 'ab') ?? '')).toEqual(['1.0', '{"x":"}]\\""}', 'null']);
    expect(rawAt(source, 'ab', 1, 'x')).toBe('"}]\\""');
    expect(rawAt(source, 'ab', 7)).toBeUndefined();
  });
});
