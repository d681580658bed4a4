import { readFileSync } from 'node:fs';
import {
  HTTP,
  PROCEDURES,
  replySchema,
  type ProcedureInput,
  type ProcedureName,
  type ProcedureOutput,
} from '../control/contract.ts';
import { readRelayFile } from '../gateway/instance/relay-file.ts';
import type { Workplace } from '../host/workplace.ts';

/** Calls procedures of the relay that runs in the data folder. */
export type ControlCall = <N extends ProcedureName>(name: N, input: ProcedureInput<N>) => Promise<ProcedureOutput<N>>;

const OUTPUTS: { readonly [N in ProcedureName]: { readonly output: { parse(value: unknown): ProcedureOutput<N> } } } =
  PROCEDURES;

/** The running relay did not do what it was asked; the message says why and what to do. */
class RelayRefusal extends Error {
  readonly code = 'relay_refused';
}

/** How to call the running relay; undefined where none runs. A call throws RelayRefusal. */
export function controlOf({ folder }: Workplace): ControlCall | undefined {
  const running = readRelayFile(folder.relayFile);
  const token = running && readToken(folder.controlToken);
  if (!running || token === undefined) return undefined;
  return async (name, input) => {
    const response = await fetch(`${running.baseUrl}${HTTP.control}/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    }).catch((error: unknown) => {
      throw new RelayRefusal('The relay no longer answers. Start it again, then try once more.', { cause: error });
    });
    const reply = replySchema.parse(await response.json());
    if (!reply.ok) throw new RelayRefusal(reply.error.message);
    return OUTPUTS[name].output.parse(reply.output);
  };
}

function readToken(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
