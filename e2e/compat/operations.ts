/** What is tried, in the order of the table. */
export const OPERATIONS = ['list', 'call', 'read', 'prompt', 'subscribe', 'sample', 'elicit'] as const;
export type Operation = (typeof OPERATIONS)[number];

export type Arguments = Readonly<Record<string, unknown>>;

interface ToolCall {
  readonly tool: string;
  readonly args: Arguments;
}

/** A call whose result must hold this. */
export interface CheckedCall extends ToolCall {
  readonly answers: RegExp;
}

/** What a server can do, and how it is seen that it did. What is left out, the server has not. */
export interface Plan {
  /** Names that must be listed; also which kinds are listed at all. */
  readonly list: {
    readonly tools: readonly string[];
    readonly resources?: readonly string[];
    readonly prompts?: readonly string[];
  };
  readonly call: CheckedCall;
  readonly read?: { readonly uri: string; readonly answers: RegExp };
  readonly prompt?: {
    readonly name: string;
    readonly args: Readonly<Record<string, string>>;
    readonly answers: RegExp;
  };
  /** The change makes the server say that the resource was updated; `again` undoes it where it has to be. */
  readonly subscribe?: { readonly uri: string; readonly change: ToolCall; readonly again?: ToolCall };
  readonly sample?: CheckedCall;
  readonly elicit?: CheckedCall;
  /** Operations whose results differ from one time to the next, so that only `answers` is looked at. */
  readonly unsteady?: readonly Operation[];
}

/** What every client of ours answers when a server asks for words of the model, or of the person. */
export const MODEL_WORDS = 'The model says so';
export const PERSON_WORDS = 'The person says so';
