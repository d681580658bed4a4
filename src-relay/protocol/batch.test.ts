import { expect, test } from 'vitest';
import { messagesFromBytes } from './batch.ts';
import { FrameError } from './frame.ts';

const PING = '{"jsonrpc":"2.0","id":1.0,"method":"ping"}';
const read = (text: string): unknown => {
  const messages = messagesFromBytes(Buffer.from(text));
  return 'source' in messages ? messages.source : messages.map(({ source }) => source);
};

test('one message, or several as they were written', () => {
  expect(read(PING)).toBe(PING);
  expect(read(` \n[ ${PING} ,${PING}]`)).toEqual([PING, PING]);
});

test.each([
  '[]',
  '[1]',
  `[${PING}`,
  `[${PING},{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}]`,
  `[[${PING}]]`,
  `[${Array.from({ length: 101 }, () => PING).join(',')}]`,
  '['.repeat(100_000),
])('%.40s is refused', (text) => {
  expect(() => messagesFromBytes(Buffer.from(text))).toThrow(FrameError);
});
