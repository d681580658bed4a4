import { z } from 'zod';

import type { Message } from '../../conformance/bridge/pipe.ts';
import { TIMEOUT_S } from '../names.ts';
import type { End } from '../tally.ts';

export type CallKind = 'echo' | 'work' | 'ask_model' | 'ask_person' | 'big' | 'stall' | 'list';

/** How often each comes, in parts of 1,000. */
const SHARES: readonly (readonly [CallKind, number])[] = [
  ['echo', 695],
  ['work', 120],
  ['ask_model', 80],
  ['ask_person', 80],
  ['big', 5],
  ['stall', 10],
  ['list', 10],
];

const BIG_BYTES = 1_000_000;

export function randomKind(): CallKind {
  let left = Math.random() * 1000;
  for (const [kind, share] of SHARES) {
    left -= share;
    if (left < 0) return kind;
  }
  return 'echo';
}

export interface Call {
  readonly kind: CallKind;
  readonly server: string;
  readonly nonce: string;
}

export function methodOf({ kind }: Call): string {
  return kind === 'list' ? 'tools/list' : 'tools/call';
}

export function paramsOf({ kind, server, nonce }: Call): Record<string, unknown> {
  if (kind === 'list') return {};
  return { name: `${server}_${kind}`, arguments: argumentsOf(kind, nonce) };
}

function argumentsOf(kind: CallKind, nonce: string): Record<string, unknown> {
  if (kind === 'work') return { nonce, steps: 3, pause: 100 + Math.floor(Math.random() * 200) };
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
export function judge(call: Call, answer: Message): Judgement {
  if (answer.error !== undefined) return unexpected(JSON.stringify(answer.error));
  const { isError, content, tools } = RESULT.parse(answer.result);
  if (call.kind === 'list') return tools === undefined ? unexpected('no tools in the list') : ANSWERED;
  const text = content?.[0]?.text ?? '';
  if (isError === true) return judgeError(call, text);
  if (!text.startsWith(`${call.server} ${call.nonce}`)) {
    return { end: 'wrong', why: `an answer to something else: ${text.slice(0, 100)}` };
  }
  if (call.kind === 'big' && !(text.length > BIG_BYTES && text.endsWith(call.nonce))) {
    return { end: 'wrong', why: `a long answer of ${text.length} characters that ends ${text.slice(-40)}` };
  }
  if (call.kind === 'stall') return { end: 'wrong', why: 'an answer to a call that is never answered' };
  return ANSWERED;
}

/** The server died or did not answer in time; or it asked back over a connection on which others had calls in flight. */
function judgeError({ kind }: Call, text: string): Judgement {
  if (text.startsWith('AISEC_TOOL_EXECUTION_ERROR:')) return { end: 'given up', why: text };
  const isAsk = kind === 'ask_model' || kind === 'ask_person';
  if (isAsk && !text.startsWith('AISEC_')) return { end: 'refused', why: text };
  return unexpected(text);
}

function unexpected(why: string): Judgement {
  return { end: 'unexpected', why };
}

/** Milliseconds until a call must have ended: the relay's own limit after the last sign of life, and some for the machine. */
export const LIMIT_MS = TIMEOUT_S * 1000 + 5000;
