import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../protocol/edits.ts';
import { frameFromText } from '../../protocol/frame.ts';
import { restore, restoredFindings, type Restoration } from './restore.ts';
import { ValueVault } from './vault.ts';

const VALUE = 'a "true"\nvalue \\ <KEY_2>';

function vaultOf(...values: string[]): ValueVault {
  const vault = new ValueVault();
  for (const [index, value] of values.entries()) {
    vault.remember(index === 0 ? '<KEY>' : `<KEY_${index + 1}>`, value, { kind: 'secret', name: 'KEY' });
  }
  return vault;
}

function restored(args: unknown, vault = vaultOf(VALUE), may = true): { sent: unknown; done: Restoration } | undefined {
  const source = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: '<KEY>', arguments: args },
  });
  const done = restore(frameFromText(source), [], vault, () => may);
  return done && { sent: JSON.parse(applyEdits(source, done.edits)), done };
}

describe('values are put back', () => {
  test('in any string of the arguments, and nowhere else', () => {
    const { sent, done } = restored({ '<KEY>': ['<KEY>', { deep: 'x<KEY>y<KEY>' }], n: 1 }) ?? {};
    const args = { '<KEY>': [VALUE, { deep: `x${VALUE}y${VALUE}` }], n: 1 };
    expect(sent).toMatchObject({ params: { name: '<KEY>', arguments: args } });
    expect(done?.args).toEqual(args);
    expect(done?.restored.map(({ placeholder }) => placeholder)).toEqual(['<KEY>', '<KEY>', '<KEY>']);
  });

  test('not of placeholders that were never given, nor of what a value brings along', () => {
    expect(restored({ a: '<KEY_2> <key> <KEY <OTHER> &lt;KEY&gt;' })).toBeUndefined();
    expect(restored({ a: '<KEY>' }, vaultOf(VALUE, 'second'))?.sent).toMatchObject({
      params: { arguments: { a: VALUE } },
    });
  });

  test('not where it is not allowed, or was masked', () => {
    expect(restored({ a: '<KEY>' }, vaultOf(VALUE), false)).toBeUndefined();
    const source = '{"jsonrpc":"2.0","id":1,"method":"m","params":{"arguments":{"a":"<KEY> b <KEY>"}}}';
    const start = source.indexOf('<KEY>');
    const mask = { start: start - 1, end: start + 3, text: '"<X>' };
    const done = restore(frameFromText(source), [mask], vaultOf('value'), () => true);
    expect(applyEdits(source, done?.edits ?? [])).toContain('"a":"<X>Y> b value"');
  });

  test('whatever stands around them stays byte for byte', () => {
    const around = fc.string({ unit: 'binary', maxLength: 20 });
    fc.assert(
      fc.property(
        around,
        around,
        fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
        (before, after, value) => {
          const { sent } = restored({ a: `${before}<KEY>${after}` }, vaultOf(value)) ?? {};
          expect(sent).toMatchObject({ params: { arguments: { a: `${before}${value}${after}` } } });
        },
      ),
    );
  });
});

describe('in the log', () => {
  test('stands which placeholder was restored and where, and not its value', () => {
    const { done } = restored({ a: 'one <KEY>' }) ?? {};
    // What is masked for the log alone moves it.
    const logged = '{"name":"t","arguments":{"a":"<LONGER_THAN_ONE> <KEY>"}}';
    const [finding] = restoredFindings(done?.restored ?? [], logged, 'hub');
    expect(finding).toMatchObject({ path: ['arguments', 'a'], verdict: 'allow', evidence: '<KEY>' });
    expect(logged.slice(...(finding?.at ?? [0, 0]))).toBe('<KEY>');
    expect(JSON.stringify(finding)).not.toContain('nvalue');
  });

  test('a request that was cut keeps the place it had', () => {
    const { done } = restored({ a: 'one <KEY>' }) ?? {};
    expect(restoredFindings(done?.restored ?? [], '{"name":"t","argu', 'hub')).toMatchObject([{ start: 4, end: 9 }]);
  });
});
