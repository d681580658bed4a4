import type { JsonObject, JsonPath } from '../protocol/json.ts';
import type { CallContext, Stage, Target } from './context.ts';

/** One method that goes to a server: what it calls, and the stages of its way. */
export interface CallRoute {
  readonly method: string;
  /** The method is none that the relay knows. */
  readonly isUnknown?: boolean;
  readonly stages: readonly Stage[];
  /** Finds, by what is offered now, what a request is for; undefined where nobody has it. */
  find(context: CallContext): Target | undefined;
  /** Where the name of what is called stands in the params; empty where the method names nothing. */
  namePath(params: JsonObject): JsonPath;
  /** The name of what is called; undefined where the params are not those of this method. */
  calledName(params: JsonObject): string | undefined;
  /** What is wrong with params that are not those of this method, in one sentence. */
  readonly invalid: string;
}
