import type { GivenSettings } from '../../config/settings.ts';
import { readRelayFile } from '../../gateway/instance/relay-file.ts';
import type { Relay } from '../../relay.ts';
import { createLog } from '../../protocol/log.ts';
import { startTrialEngine } from '../../host/engine.ts';
import { EXIT } from '../exit.ts';
import { print, printTable } from '../print.ts';
import { configFileOf, readConfig, workplace, type RunFlags } from '../../host/workplace.ts';

/** How long servers get to start, in milliseconds. */
const PATIENCE_MS = 15_000;
const POLL_MS = 50;

interface ServerFinding {
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly toolsOn: number;
  readonly toolsTotal: number;
  readonly reason: string | undefined;
  readonly lastOutput: readonly string[];
}

/** `doctor`: starts every configured server once, apart from any running relay, and says what works and what does not. */
export async function doctorCommand(given: GivenSettings, flags: RunFlags, asJson: boolean): Promise<number> {
  const place = workplace();
  const config = await readConfig(place, given, flags);
  const running = readRelayFile(place.folder.relayFile);
  if (!asJson) {
    print(`configuration  ${config.file ?? `none (looked for ${configFileOf(place, flags).file})`}`);
    print(`data folder    ${place.folder.path}`);
    print(`running relay  ${running ? `${running.baseUrl} (process ${running.pid})` : 'none'}`);
  }
  if (config.servers.length === 0) {
    if (asJson) print(JSON.stringify({ config: config.file ?? null, servers: [] }, null, 2));
    else print('No servers are configured. Add one under "mcpServers" in the configuration.');
    return EXIT.done;
  }
  // What servers do wrong is told in the table; their log lines would only repeat it.
  const engine = await startTrialEngine(
    { ...place, log: createLog('error', (line) => process.stderr.write(line)) },
    config,
  );
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline && [...engine.relay.servers.values()].some((server) => server.status === 'connecting')) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  await engine.relay.settled();
  const findings = config.servers.map((server) => findingOf(engine.relay, server.name, server.kind));
  await engine.stop();
  if (asJson) print(JSON.stringify({ config: config.file ?? null, servers: findings }, null, 2));
  else report(findings);
  return findings.some((one) => one.status !== 'ready' && one.status !== 'disabled') ? EXIT.failed : EXIT.done;
}

function findingOf(relay: Relay, name: string, kind: string): ServerFinding {
  const server = relay.servers.get(name);
  const tools = relay.registry.entriesOf(name);
  const off = tools.filter((tool) => tool.state !== 'enabled');
  const reasons = [
    server?.hidden ? 'hidden mode: nothing is scanned' : undefined,
    server?.status === 'ready' || server?.enabled === false ? undefined : server?.reason,
    ...off.map((tool) => `${tool.name}: ${tool.state}${tool.reason === undefined ? '' : ` (${tool.reason})`}`),
  ].filter((reason) => reason !== undefined);
  return {
    name,
    kind,
    status: server?.enabled === false ? 'disabled' : server?.status === 'ready' ? 'ready' : 'failed',
    toolsOn: tools.length - off.length,
    toolsTotal: tools.length,
    reason: reasons.length === 0 ? undefined : reasons.join('; '),
    lastOutput: server?.status === 'ready' ? [] : (server?.lastDiagnostics ?? []).slice(-5),
  };
}

function report(findings: readonly ServerFinding[]): void {
  print('');
  printTable(
    ['server', 'kind', 'status', 'tools', 'why'],
    findings.map((one) => [one.name, one.kind, one.status, `${one.toolsOn}/${one.toolsTotal}`, one.reason ?? '']),
  );
  for (const { name, lastOutput } of findings) {
    if (lastOutput.length === 0) continue;
    print(`\nThe last lines ${name} wrote to its error output:`);
    for (const line of lastOutput) print(`  ${line}`);
  }
}
