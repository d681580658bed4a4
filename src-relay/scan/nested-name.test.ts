import { expect, it } from 'vitest';
import { nameAt } from './nested-name.ts';

const context = { direction: 'request', name: 'payload' } as const;

it.each([
  ['{"cmd": "run @ here"}', 'cmd'],
  ['{"a":"b","path" : "say \\"x\\" @"}', 'path'],
  ['{"name": "DB_PASSWORD", "value": "@"}', 'DB_PASSWORD'],
  ['{"id": "DB_PASSWORD", "value": "@"}', 'value'],
  ['{"name": "DB_PASSWORD", "text": "@"}', 'text'],
  ['["x", "@"]', 'payload'],
  ['plain "cmd": "@"', 'payload'],
  [`{"cmd":"${'x'.repeat(5000)}@"}`, 'payload'],
])('names the place in %s', (text, name) => {
  expect(nameAt(text, text.indexOf('@'), context)).toBe(name);
});
