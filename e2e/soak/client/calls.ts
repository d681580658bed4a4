import { z } from 'zod';

import type { Message } from '../../conformance/bridge/pipe.ts';
import { TIMEOUT_S } from '../names.ts';
import type { End } from '../tally.ts';

export type CallKind = 'echo' | 'work' | 'ask_model' | 'ask_person' | 'ask_late' | 'big' | 'stall' | 'list';

export type CallShares = readonly (readonly [CallKind, number])[];

/** How often each comes, in parts of 1,000. */
const SHARES: CallShares = [
  ['echo', 690],
  ['work', 120],
  ['ask_model', 80],
  ['ask_person', 80],
  ['ask_late', 5],
  ['big', 5],
  ['stall', 10],
  ['list', 10],
];

/** @param only names of kinds, with commas between them; undefined for all. @throws {Error} if it names none */
export function callKinds(only: string | undefined): CallShares {
  const wanted = only?.split(',');
  const kinds = SHARES.filter(([kind]) => wanted?.includes(kind) ?? true);
  if (kinds.length === 0) throw new Error(`--only names none of ${SHARES.map(([kind]) => kind).join(', ')}`);
  return kinds;
}

const BIG_BYTES = 1_000_000;

/** Milliseconds until a request must have ended: the relay's own limit after the last sign of life, and some for the machine. */
export const LIMIT_MS = TIMEOUT_S * 1000 + 5000;
/** How long a relay may know less than its clients, in milliseconds. */
export const STARTING_MS = 30_000;

export function randomKind(kinds: CallShares): CallKind {
  let left = Math.random() * kinds.reduce((sum, [, share]) => sum + share, 0);
  for (const [kind, share] of kinds) {
    left -= share;
    if (left < 0) return kind;
  }
  return 'echo';
}

export interface Call {
  readonly kind: CallKind;
  readonly server: string;
  readonly nonce: string;
  readonly method: string;
  /** The same in every round. */
  readonly params: Readonly<Record<string, unknown>>;
}

export function createCall(kind: CallKind, server: string, nonce: string): Call {
  if (kind === 'list') return { kind, server, nonce, method: 'tools/list', params: {} };
  const params = { name: `${server}_${kind}`, arguments: argumentsOf(kind, nonce) };
  return { kind, server, nonce, method: 'tools/call', params };
}

function argumentsOf(kind: CallKind, nonce: string): Record<string, unknown> {
  if (kind === 'work') return { nonce, steps: 3, pause: 100 + Math.floor(Math.random() * 200) };
  if (kind === 'ask_late') return { nonce, pause: TIMEOUT_S * 1000 + 1000 };
  if (kind === 'big') return { nonce, bytes: BIG_BYTES };
  return { nonce };
}

const RESULT = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ text: z.string().optional() })).optional(),
  tools: z.array(z.unknown()).optional(),
});

export interface Judgement {
  readonly end: End;
  readonly why: string;
}

const ANSWERED: Judgement = { end: 'answered', why: '' };

/** Whether this is the answer to the call, as far as it can be told without knowing what became of its server. */
export function judge(call: Call, answer: Message, relayAgeMs: number): Judgement {
  if (answer.error !== undefined) return unexpected(JSON.stringify(answer.error));
  const { isError, content, tools } = RESULT.parse(answer.result);
  if (call.kind === 'list') return tools === undefined ? unexpected('no tools in the list') : ANSWERED;
  const text = content?.[0]?.text ?? '';
  if (isError === true) return judgeError(call, text, relayAgeMs);
  if (!text.startsWith(`${call.server} ${call.nonce}`)) {
    return { end: 'wrong', why: `an answer to something else: ${text.slice(0, 100)}` };
  }
  if (call.kind === 'big' && !(text.length > BIG_BYTES && text.endsWith(call.nonce))) {
    return { end: 'wrong', why: `a long answer of ${text.length} characters that ends ${text.slice(-40)}` };
  }
  if (call.kind === 'stall' || call.kind === 'ask_late') {
    return { end: 'wrong', why: 'an answer to a call that is given up before it is answered' };
  }
  return ANSWERED;
}

/** The server died or did not answer in time; or it asked back over a connection on which others had calls in flight. */
function judgeError({ kind }: Call, text: string, relayAgeMs: number): Judgement {
  if (text.startsWith('AISEC_TOOL_EXECUTION_ERROR:')) return { end: 'given up', why: text };
  if (text.startsWith('AISEC_TOOL_NOT_FOUND:') && relayAgeMs < STARTING_MS) return { end: 'starting', why: text };
  const isAsk = kind === 'ask_model' || kind === 'ask_person';
  if (isAsk && !text.startsWith('AISEC_')) return { end: 'refused', why: text };
  return unexpected(text);
}

function unexpected(why: string): Judgement {
  return { end: 'unexpected', why };
}
