import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { connect, ConnectError } from '../gateway/bridge/connect.ts';
import { firstStart } from '../gateway/bridge/program.ts';
import { messageOf } from '../protocol/errors.ts';

/** `mcp-relay connect --client NAME`, and nothing else: what AI clients start. Standard output is MCP's alone. */
const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
});
process.on('uncaughtException', (error) => fail(error));
process.on('unhandledRejection', (error) => fail(error));

try {
  const { values } = parseArgs({ options: { client: { type: 'string', default: '' } }, allowPositionals: true });
  connect(values.client, process.env, stopped, () => firstStart(ownFolder())).then(end, fail);
} catch (error) {
  fail(error);
}

/** Of a single executable that file, else of the bundle or the source. */
function ownFolder(): string {
  const [program = process.execPath, script] = process.argv;
  return dirname(isSingleExecutable() ? program : (script ?? program));
}

function isSingleExecutable(): boolean {
  return process.getBuiltinModule('node:sea').isSea();
}

function end(): void {
  process.exit(0);
}

function fail(error: unknown): void {
  const code = error instanceof ConnectError ? 2 : 1;
  process.stderr.write(`mcp-relay connect: ${messageOf(error)}\n`);
  process.exit(code);
}
