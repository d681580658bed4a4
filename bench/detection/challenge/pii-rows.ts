import type { Row } from '../row.ts';
import { CONTACTS, MONEY, NATIONAL, OTHERS, type PersonalKind } from './pii-values.ts';
import { Random } from './random.ts';

type Layout = (label: string, value: string) => { readonly text: string; readonly where: Row['where'] };

const result = (text: string): ReturnType<Layout> => ({ text, where: 'tool_result' });
const request = (value: unknown): ReturnType<Layout> => ({ text: JSON.stringify(value), where: 'tool_args' });
const key = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^\p{L}0-9]+/gu, '_')
    .replace(/_$/, '');

const LABELLED: readonly Layout[] = [
  (label, value) => result(`Customer record\nName: (see file)\n${label}: ${value}\nStatus: active`),
  (label, value) => result(JSON.stringify({ id: 71, [key(label)]: value, active: true })),
  (label, value) => result(`id,${key(label)},city\n71,${value},Nowhere\n`),
  (label, value) => result(`Hello, my ${label} is ${value}. Could you update my file? Thank you.`),
  (label, value) => request({ note: `${label} ${value}`, folder: 'intake' }),
  (label, value) => result(`<tr><td>${label}</td><td>${value}</td></tr>`),
  (label, value) => result(`2026-03-02T09:00:00Z INFO form submitted ${key(label)}=${value} ok=true`),
  (label, value) => result(`| ${label} | ${value} |\n|---|---|\n| Plan | basic |`),
];

const BARE: readonly Layout[] = [
  (_label, value) => result(`Then she wrote down ${value} on the back of the form and left.`),
  (_label, value) => result(`- 14:02 chat: "here you go: ${value}"\n- 14:03 chat: "thanks!"`),
  (_label, value) => request({ message: `please use ${value} for the booking` }),
  (_label, value) =>
    result(
      JSON.stringify({
        rows: [
          ['a', value],
          ['b', null],
        ],
      }),
    ),
];

function valueOf(kind: PersonalKind, random: Random): string {
  for (let attempt = 0; attempt < 100; attempt++) {
    const value = kind.value(random);
    if (value !== undefined) return value;
  }
  throw new Error(`${kind.sub}: no value with a valid check digit`);
}

function rowsOf(
  kind: PersonalKind,
  layouts: readonly Layout[],
  random: Random,
  count: number,
): readonly Omit<Row, 'id'>[] {
  const first = random.below(layouts.length);
  return Array.from({ length: count }, (_unused, index) => {
    const layout = layouts[(first + index * 3) % layouts.length];
    if (!layout) throw new Error('no layout');
    const value = valueOf(kind, random);
    const { text, where } = layout(random.pick(kind.labels), value);
    return { kind: 'pii', sub: kind.sub, where, text, label: 'malicious', expect: [value] };
  });
}

/** Texts with the data of made-up people, right down to the check digits. */
export function piiRows(): readonly Omit<Row, 'id'>[] {
  const random = new Random(4_711);
  return [...CONTACTS, ...MONEY, ...NATIONAL, ...OTHERS].flatMap((kind) => [
    ...rowsOf(kind, LABELLED, random, kind.plain ? 2 : 3),
    ...(kind.plain ? rowsOf(kind, BARE, random, 2) : []),
  ]);
}
