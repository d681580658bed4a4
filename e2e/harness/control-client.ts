import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import {
  ERROR_CODES,
  HTTP,
  PROCEDURES,
  type ProcedureInput,
  type ProcedureName,
  type ProcedureOutput,
} from '../../src-relay/control/contract.ts';
import type { World } from './create-world.ts';
import type { RelayInfo } from './listening-relay.ts';
import { type RawResponse, rawHttp } from './raw-http.ts';

const ANSWER = z.object({ ok: z.literal(true), output: z.unknown() });
const REFUSAL = z.object({ ok: z.literal(false), error: z.object({ code: z.enum(ERROR_CODES), message: z.string() }) });
const OUTPUTS: { readonly [N in ProcedureName]: { readonly output: z.ZodType<ProcedureOutput<N>> } } = PROCEDURES;

interface ControlRefusal {
  readonly status: number;
  readonly code: (typeof ERROR_CODES)[number];
  readonly message: string;
}

/** The control contract over HTTP, as a program with the control token speaks it. */
export interface ControlClient {
  /** Fails where the relay refuses; the answer is held against the contract. */
  readonly call: <N extends ProcedureName>(name: N, input: ProcedureInput<N>) => Promise<ProcedureOutput<N>>;
  /** Fails where the relay does NOT refuse. */
  readonly refused: (name: string, input: unknown) => Promise<ControlRefusal>;
  /** The answer as it came, for what must stand nowhere in it. */
  readonly post: (name: string, body: string) => Promise<RawResponse>;
}

export function controlToken(world: Pick<World, 'dataDir'>): string {
  return readFileSync(join(world.dataDir, 'control.token'), 'utf8');
}

export function controlClient(
  world: Pick<World, 'dataDir'>,
  relay: { readonly info: Pick<RelayInfo, 'baseUrl'> },
): ControlClient {
  const headers = { authorization: `Bearer ${controlToken(world)}`, 'content-type': 'application/json' };
  const post = (name: string, body: string): Promise<RawResponse> =>
    rawHttp(`${relay.info.baseUrl}${HTTP.control}/${name}`, { method: 'POST', headers, body });
  return {
    post,
    async call(name, input) {
      const response = await post(name, JSON.stringify(input));
      const answer = ANSWER.safeParse(parsed(response));
      if (!answer.success) throw new Error(`${name}: ${response.status} ${response.body}`);
      return OUTPUTS[name].output.parse(answer.data.output);
    },
    async refused(name, input) {
      const response = await post(name, JSON.stringify(input));
      const refusal = REFUSAL.safeParse(parsed(response));
      if (!refusal.success) throw new Error(`${name} was not refused: ${response.status} ${response.body}`);
      return { status: response.status, ...refusal.data.error };
    },
  };
}

function parsed(response: RawResponse): unknown {
  try {
    return JSON.parse(response.body);
  } catch (error) {
    throw new Error(`no JSON: ${response.status} ${response.body}`, { cause: error });
  }
}
