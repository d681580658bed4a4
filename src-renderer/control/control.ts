import type { z } from 'zod';
import {
  PROCEDURES,
  type ProcedureInput,
  type ProcedureName,
  type ProcedureOutput,
  replySchema,
} from '../../src-relay/control/contract.ts';
import type { Carrier } from './carrier.ts';
import { ControlFailure } from './control-failure.ts';

/** Calls procedures of the relay by name, typed by the contract. */
export interface Control {
  /** Throws a ControlFailure whatever goes wrong. */
  call<N extends ProcedureName>(name: N, input: ProcedureInput<N>): Promise<ProcedureOutput<N>>;
}

/** The same table, typed so that a procedure's output follows from its name. */
const OUTPUTS: { readonly [N in ProcedureName]: { readonly output: z.ZodType<ProcedureOutput<N>> } } = PROCEDURES;

/** Puts typed procedures, parsed with the contract, on top of a carrier. */
export function createControl(carrier: Carrier): Control {
  return {
    async call(name, input) {
      const reply = replySchema.safeParse(await carry(carrier, name, input));
      if (!reply.success) throw new ControlFailure('failed', NOT_UNDERSTOOD);
      if (!reply.data.ok) throw new ControlFailure(reply.data.error.code, reply.data.error.message);
      const output = OUTPUTS[name].output.safeParse(reply.data.output);
      if (!output.success) throw new ControlFailure('failed', NOT_UNDERSTOOD);
      return output.data;
    },
  };
}

const NOT_UNDERSTOOD =
  'The relay answered in a form that this page does not know: they are of different versions. Reload the page.';

async function carry(carrier: Carrier, name: string, input: unknown): Promise<unknown> {
  try {
    return await carrier.call(name, input);
  } catch (error) {
    if (error instanceof ControlFailure) throw error;
    throw new ControlFailure('unreachable', 'The relay does not answer. Start it, then try again.');
  }
}
