import type { CallRow } from '../../control/contract.ts';
import { PROCEDURES } from '../../control/contract.ts';
import { createDemoHome, type DemoHome } from '../../host/demo/home.ts';
import { playDemo } from '../../host/demo/session.ts';
import { startHost, type RelayHost } from '../../host/host.ts';
import { readConfig, workplaceIn } from '../../host/workplace.ts';
import { createLog } from '../../protocol/log.ts';
import { PRODUCT } from '../../protocol/product.ts';
import { EXIT } from '../exit.ts';
import { print } from '../print.ts';
import { stopSignal } from '../signals.ts';

/**
 * `serve --demo`: a relay of its own in front of three real servers, a short session, what the log says of it, and the page
 * to look at it until somebody ends it.
 */
export async function demoCommand(): Promise<number> {
  const stopped = stopSignal().then((signal) => new Stopped(signal));
  const home = createDemoHome();
  // However it ends: nothing of it stays behind.
  process.once('exit', () => home.remove());
  try {
    await runIn(home, stopped);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    home.remove();
  }
  return EXIT.done;
}

/** A person or a program has ended the demo. */
class Stopped extends Error {}

async function runIn(home: DemoHome, stopped: Promise<Stopped>): Promise<void> {
  const place = workplaceIn(
    home.env,
    createLog('error', (line) => process.stderr.write(line)),
  );
  const config = await readConfig(place, {}, { configFile: undefined, standalone: false });
  print(`${PRODUCT.name} starts in front of ${home.servers.join(', ')} …`);
  const host = await startHost(place, config, home.configFile);
  const ended = stopped.then((reason) => {
    throw reason;
  });
  try {
    const played = play(host, home);
    // What a stop breaks off has nothing to say.
    played.catch(() => {});
    await Promise.race([played, ended]);
    print(`\nSee it in the browser (the link works once):\n  ${host.createLink()}`);
    print('\nIt runs until you press Ctrl-C; nothing of it stays behind. With your own servers: npm start');
    await ended;
  } finally {
    await host.stop();
  }
}

async function play(host: RelayHost, home: DemoHome): Promise<void> {
  await playDemo(host.running.endpoints.mcp, home, print);
  print('What the log (SQLite) says of it:');
  const reply = await host.control.call('calls.list', { filter: {}, limit: 100 });
  if (!reply.ok) throw new Error(reply.error.message);
  for (const row of PROCEDURES['calls.list'].output.parse(reply.output).rows.toReversed()) print(`  ${lineOf(row)}`);
}

function lineOf(row: CallRow): string {
  const name = row.tool === null ? '(unknown tool)' : `${row.server ?? ''}·${row.tool}`;
  const ms = (row.durationUs / 1000).toFixed(1).padStart(7);
  return `${name.padEnd(24)} ${row.outcome.padEnd(8)} ${ms} ms  ${row.reason ?? ''}`.trimEnd();
}
