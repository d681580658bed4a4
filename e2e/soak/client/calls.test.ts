import { describe, expect, it } from 'vitest';

import { type CallKind, createCall, judge } from './calls.ts';

const LATE_MS = 60_000;

function endOf(kind: CallKind, text: string, isError = false, relayAgeMs = LATE_MS): string {
  return judge(
    createCall(kind, 's01', 'client-07-call-3'),
    { id: 3, result: { content: [{ type: 'text', text }], isError } },
    relayAgeMs,
  ).end;
}

describe('the answer to a call of the soak', () => {
  it('is right with the nonce of the call and the name of the server', () => {
    expect(endOf('echo', 's01 client-07-call-3')).toBe('answered');
  });

  it.each(['s01 client-08-call-3', 's01 client-07-call-4', 's02 client-07-call-3', ''])(
    'is wrong if it is "%s"',
    (text) => {
      expect(endOf('echo', text)).toBe('wrong');
    },
  );

  it('is wrong if a long one was cut, or a call that is never answered has one', () => {
    expect(endOf('big', 's01 client-07-call-3 and no more client-07-call-3')).toBe('wrong');
    expect(endOf('stall', 's01 client-07-call-3')).toBe('wrong');
  });

  it('may be an error of the server, or of the relay at its start, and no other', () => {
    expect(endOf('echo', 'AISEC_TOOL_EXECUTION_ERROR:Server s01 did not answer.', true)).toBe('given up');
    expect(endOf('ask_model', 'It cannot be told whose call this is.', true)).toBe('refused');
    expect(endOf('echo', 'AISEC_TOOL_NOT_FOUND:There is no such tool.', true, 1000)).toBe('starting');
    expect(endOf('echo', 'AISEC_TOOL_NOT_FOUND:There is no such tool.', true)).toBe('unexpected');
    expect(endOf('echo', 'AISEC_SECURITY_BLOCK:Unsafe Response: no.', true)).toBe('unexpected');
    expect(endOf('echo', 'It cannot be told whose call this is.', true)).toBe('unexpected');
  });
});
