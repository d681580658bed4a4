import { expect, test } from 'vitest';
import { ItemScanner } from './item-scan.ts';
import { definitionsOf, LOCAL_RULES } from './registry.ts';
import { reasonOf } from './signal-reasons.ts';

const scanner = new ItemScanner(LOCAL_RULES);
const GROUPS = LOCAL_RULES.scored.flatMap(({ weights }) => [...weights.values()].map(({ group }) => group));

/** What the relay says where it blocks, as servers and models quote it. */
const sentences = new Set([
  ...definitionsOf(LOCAL_RULES).map(({ explanation }) => explanation),
  ...GROUPS.flatMap((one) => GROUPS.map((other) => reasonOf(new Set([one, other, 'conceal'])) ?? '')),
]);

test('no reason that the relay gives is a finding itself', () => {
  const findings = [...sentences].flatMap((sentence) =>
    (['request', 'response'] as const).flatMap((direction) =>
      scanner
        .scanText(`AISEC_SECURITY_BLOCK:Unsafe Response: ${sentence}`, direction)
        .map(({ detector }) => `${detector}: ${sentence}`),
    ),
  );
  expect(findings).toEqual([]);
});
