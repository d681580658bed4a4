import type { World } from '../harness/create-world.ts';
import { until } from '../harness/deadline.ts';
import { run } from '../harness/relay.ts';
import { fromRepository } from '../harness/repository.ts';
import type { ServerEntry } from '../harness/servers.ts';

const MAIN = 'e2e/fixtures/conformance/main.ts';

/** How the fixture is offered, and in which eras. */
export type FixtureKind = ListenerKind | 'stdio' | 'stdio modern';
export type ListenerKind = 'http' | 'http legacy' | 'http modern' | 'sse';

export function fixtureArgs(kind: FixtureKind): readonly string[] {
  const [transport, era = 'both'] = kind.split(' ');
  return [fromRepository(MAIN), `--${transport}`, '--era', era];
}

/** Starts the fixture's listener. @returns the URL of its endpoint */
export function startFixture(world: World, kind: ListenerKind): Promise<string> {
  const command = run(world, [process.execPath, ...fixtureArgs(kind)]);
  return until(`the fixture (${kind})`, () => {
    if (command.child.exitCode !== null) throw new Error(`the fixture ended at its start:\n${command.stderr()}`);
    return /^http\S+(?=\n)/.exec(command.stdout())?.[0];
  });
}

/** The fixture as a server of the relay's configuration, started where the relay does not do it. */
export async function fixtureEntry(world: World, kind: FixtureKind): Promise<ServerEntry> {
  // On a pipe that clients share, a server of the legacy era that asks while several have calls open is refused: what asks
  // there gets a connection a session (docs/decisions/0012).
  if (kind === 'stdio') return { command: process.execPath, args: fixtureArgs(kind), isolation: 'session' };
  if (kind === 'stdio modern') return { command: process.execPath, args: fixtureArgs(kind) };
  const url = await startFixture(world, kind);
  return kind === 'sse' ? { url, type: 'sse', isolation: 'session' } : { url, type: 'http' };
}
