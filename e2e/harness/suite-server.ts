import { until } from './deadline.ts';
import { type RunningCommand, run } from './relay.ts';
import { fromRepository } from './repository.ts';
import type { ServerEntry } from './servers.ts';
import type { World } from './create-world.ts';

const MAIN = fromRepository('e2e/fixtures/conformance/main.ts');

export type SuiteEra = 'legacy' | 'modern' | 'both';

/** The conformance fixture as a program that the relay starts. */
export function suiteOverStdio(era: SuiteEra): ServerEntry {
  return { command: process.execPath, args: [MAIN, '--stdio', '--era', era] };
}

export interface SuiteListener {
  readonly entry: ServerEntry;
  readonly port: number;
  /** Kills it; the same port can be taken again. */
  readonly kill: () => Promise<void>;
}

/** The conformance fixture behind a port; 0 takes any. */
export async function suiteOverHttp(
  world: World,
  era: SuiteEra,
  kind: 'http' | 'sse' = 'http',
  port = 0,
): Promise<SuiteListener> {
  const args = [MAIN, `--${kind}`, '--era', era, '--port', String(port)];
  const server: RunningCommand = run(world, [process.execPath, ...args]);
  const url = await until(
    `address of the fixture ${server.stderr()}`,
    () => server.stdout().split('\n')[0] || undefined,
  );
  return {
    entry: { url, type: kind },
    port: Number(new URL(url).port),
    kill: async () => {
      server.child.kill('SIGKILL');
      await server.exit;
    },
  };
}
