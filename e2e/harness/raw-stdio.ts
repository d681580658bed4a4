import { rawAt, rawElements, rawMembers } from '../fixtures/raw-json.ts';
import { until } from './deadline.ts';
import { type RunningCommand, relayCommand, run } from './relay.ts';
import type { ServerEntry } from './servers.ts';
import type { World } from './create-world.ts';

export interface RawStdio extends RunningCommand {
  readonly send: (frame: string) => void;
  /** Waits for the answer to this id (as source text) and returns the frame exactly as it came. */
  readonly answer: (rawId: string) => Promise<string>;
  readonly request: (rawId: string, method: string, rawParams: string) => Promise<string>;
  readonly frames: () => readonly string[];
}

/** A relay over stdio, spoken to in bytes. */
export function rawRelay(
  world: World,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RawStdio> {
  return rawStdio(world, relayCommand(args), env);
}

/** A server without a relay before it, spoken to in bytes. */
export function rawDirect(world: World, server: ServerEntry): Promise<RawStdio> {
  return rawStdio(world, [server.command ?? '', ...(server.args ?? [])], {});
}

async function rawStdio(
  world: World,
  commandLine: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
): Promise<RawStdio> {
  const command = run(world, commandLine, env);
  const frames = (): readonly string[] => command.stdout().split('\n').slice(0, -1);
  const send = (frame: string): void => {
    command.child.stdin.write(`${frame}\n`);
  };
  const answer = (rawId: string): Promise<string> =>
    until(`answer to ${rawId}`, () =>
      frames().find((frame) => {
        const members = rawMembers(frame);
        return members.get('id') === rawId && !members.has('method');
      }),
    );
  const request = (rawId: string, method: string, rawParams: string): Promise<string> => {
    send(`{"jsonrpc":"2.0","id":${rawId},"method":${JSON.stringify(method)},"params":${rawParams}}`);
    return answer(rawId);
  };
  await request('"handshake"', 'initialize', INITIALIZE_PARAMS);
  send('{"jsonrpc":"2.0","method":"notifications/initialized"}');
  return { ...command, send, answer, request, frames };
}

export const INITIALIZE_PARAMS =
  '{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"raw","version":"1.0.0"}}';

/** Waits until tools/list, asked in bytes, has all of these. */
export async function waitForRawTools(request: RawStdio['request'], ...names: string[]): Promise<string> {
  let asked = 0;
  return until(`tools ${names.join(', ')}`, async () => {
    asked += 1;
    const frame = await request(`"list ${asked}"`, 'tools/list', '{}');
    const tools = rawElements(rawAt(frame, 'result', 'tools') ?? '[]');
    const listed = new Set(tools.map((tool) => rawAt(tool, 'name')));
    return names.every((name) => listed.has(JSON.stringify(name))) ? frame : undefined;
  });
}
