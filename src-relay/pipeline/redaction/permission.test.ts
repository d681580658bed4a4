import { expect, test } from 'vitest';
import { fits, RestorePermissions } from './permission.ts';

test.each([
  ['create_issue', 'create_issue', true],
  ['create_*', 'create_issue', true],
  ['*_issue', 'create_issue', true],
  ['c*_*e', 'create_issue', true],
  ['*', '', true],
  ['create_*', 'recreate_issue', false],
  ['create_issue', 'create_issues', false],
  ['ab*ba', 'aba', false],
  ['a**b', 'ab', true],
  ['*a*a', 'a', false],
])('%s and %s', (pattern, name, expected) => {
  expect(fits(pattern, name)).toBe(expected);
});

test('who may have what', () => {
  const permissions = new RestorePermissions([
    { name: 'none' },
    { name: 'hub', restore: { kinds: ['secret', 'EMAIL_ADDRESS'], tools: ['send*'] } },
  ]);
  const email = { kind: 'pii', name: 'EMAIL_ADDRESS' } as const;
  const phone = { kind: 'pii', name: 'PHONE_NUMBER' } as const;
  const token = { kind: 'secret', name: 'TOKEN' } as const;
  const may = (server: string, tool: string) =>
    [email, phone, token].map((value) => permissions.mayHave(server, tool, value));
  expect(may('hub', 'send_mail')).toEqual([true, false, true]);
  expect(may('hub', 'read')).toEqual([false, false, false]);
  expect(may('none', 'send_mail')).toEqual([false, false, false]);
  expect(may('gone', 'send_mail')).toEqual([false, false, false]);
  expect([permissions.isAny, new RestorePermissions([{ name: 'a' }]).isAny]).toEqual([true, false]);
});
