import { describe, expect, it } from 'vitest';
import { ItemScanner } from '../../item-scan.ts';
import { maskSpans } from '../../mask.ts';
import { LOCAL_RULES } from '../../registry.ts';
import {
  CLEAN,
  ESCAPED,
  IN_CODE,
  IN_COMMANDS,
  IN_FILES,
  IN_TALK,
  layout,
  type Layout,
  NAMED,
} from './layouts.fixture.ts';

const scanner = new ItemScanner({ ...LOCAL_RULES, scored: [], signals: [], ciphers: [] });

/** The text with every secret, and nothing else, replaced. */
function masked({ text, name }: Layout): string {
  const findings = scanner.scanText(text, 'response', name).filter(({ kind }) => kind === 'secret');
  return maskSpans(text, findings, () => '█');
}

function expected({ text, secrets }: Layout): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, '█'), text);
}

describe.each([
  ['in files', IN_FILES],
  ['in addresses and commands', IN_COMMANDS],
  ['in code', IN_CODE],
  ['in logs and talk', IN_TALK],
  ['escaped', ESCAPED],
])('secrets %s', (_where, texts) => {
  it.each(texts.map((marked) => [marked]))('%j', (marked) => {
    const made = layout(marked);
    expect(masked(made)).toBe(expected(made));
  });
});

it.each(NAMED)('under the key %s: %s', (name, marked) => {
  const made = layout(marked, name);
  expect(masked(made)).toBe(expected(made));
});

it.each(CLEAN.map((text) => [text]))('leaves %j alone', (text) => {
  const made = layout(text);
  expect(masked(made)).toBe(made.text);
});
