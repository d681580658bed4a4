import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';
import { bodyProblem, readBody } from './body.ts';

function request(headers: IncomingHttpHeaders = {}): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  message.headers = headers;
  return message;
}

const MIB = Buffer.alloc(1024 * 1024, ' ');
const CAP = MAX_MESSAGE_BYTES / MIB.length;

function push(message: IncomingMessage, mebibytes: number): void {
  for (let count = 0; count < mebibytes; count += 1) message.push(MIB);
}

test('a body is what came, in one piece or in many', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 }), async (parts) => {
      const message = request();
      const body = readBody(message);
      for (const part of parts) message.push(Buffer.from(part));
      message.push(null);
      expect(await body).toEqual(Buffer.concat(parts));
    }),
    { numRuns: 200 },
  );
});

test('a body over the cap is given up, and what comes then is not read', async () => {
  const message = request();
  const body = readBody(message);
  push(message, CAP);
  message.push(Buffer.from('x'));
  expect(await body).toBe('too_large');
  expect(message.isPaused()).toBe(true);
});

test('bodies that are read at once have a cap together; those that are done or given up make room', async () => {
  const slow = Array.from({ length: 4 }, () => request());
  const reading = slow.map((message) => readBody(message));
  for (const message of slow) push(message, CAP);
  await new Promise((resolve) => setImmediate(resolve));
  const late = request();
  const refused = readBody(late);
  late.push(Buffer.from('{}'));
  expect(await refused).toBe('busy');
  const [done, gone] = slow;
  done?.push(null);
  gone?.destroy(new Error('gone'));
  expect((await reading[0])?.length).toBe(MAX_MESSAGE_BYTES);
  expect(await reading[1]).toBe('gone');
  const next = request();
  const taken = readBody(next);
  next.push(Buffer.from('{}'));
  next.push(null);
  expect(await taken).toEqual(Buffer.from('{}'));
  for (const message of slow) message.destroy(new Error('end'));
  await Promise.allSettled(reading);
});

/** What media types are made of, in any order. */
const pieces = fc.constantFrom(
  'application/json',
  'text/plain',
  ';',
  ',',
  ' ',
  'charset=',
  'utf-8',
  'utf-16',
  '"',
  '=',
  'x',
  '\t',
);

test('whatever a Content-Type is made of: what is taken is JSON in UTF-8', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const type = parts.join('');
      if (bodyProblem(request({ 'content-type': type }))) return;
      expect(type).toMatch(/^\s*application\/json\s*(?:;.*)?$/u);
      expect(type.replaceAll(/\s/gu, '')).not.toMatch(/;charset="?(?!utf-8)/u);
    }),
    { numRuns: 5000 },
  );
});

test('a body that is coded is not taken, whatever it is', () => {
  const json = { 'content-type': 'application/json' };
  expect(bodyProblem(request({ ...json, 'content-encoding': 'gzip' }))?.reason).toBe('content_encoding');
  expect(bodyProblem(request({ ...json, 'content-encoding': 'identity' }))).toBeUndefined();
  expect(bodyProblem(request(json))).toBeUndefined();
});
