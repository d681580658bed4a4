import type { z } from 'zod';
import { messageOf } from '../protocol/errors.ts';
import { ControlError } from './control-error.ts';

/** Checks an input and answers it. Throws ControlError. */
export type Handler = (input: unknown) => Promise<unknown>;

/** One procedure with what answers it: the input is checked before it gets there. */
export function answer<I extends z.ZodType, O extends z.ZodType>(
  procedure: { readonly input: I; readonly output: O },
  handle: (input: z.output<I>) => Promise<z.output<O>>,
): Handler {
  return async (input) => {
    const parsed = procedure.input.safeParse(input);
    if (parsed.success) return handle(parsed.data);
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? 'The input' : issue.path.join('.');
    throw new ControlError('bad_input', `${where}: ${issue?.message ?? 'cannot be read'}.`);
  };
}

/** Runs what writes to the database; a failure becomes a sentence. */
export async function stored<T>(change: () => T | Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof ControlError) throw error;
    const message = `This could not be stored (${messageOf(error)}). Free space on the disk and try again.`;
    throw new ControlError('failed', message, { cause: error });
  }
}
