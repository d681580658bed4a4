import type { CallFilter, ProcedureInput } from '../contract.ts';

/** What the log's thread is asked. */
export type LogQuestion =
  | { readonly what: 'list'; readonly input: ProcedureInput<'calls.list'> }
  | { readonly what: 'count'; readonly input: CallFilter }
  | { readonly what: 'get'; readonly input: string }
  | { readonly what: 'facets' }
  | { readonly what: 'summary'; readonly input: ProcedureInput<'calls.summary'> }
  | { readonly what: 'notices'; readonly input: ProcedureInput<'notices.list'> };

export interface LogRequest {
  readonly id: number;
  readonly question: LogQuestion;
}

export type LogReply =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: string };
