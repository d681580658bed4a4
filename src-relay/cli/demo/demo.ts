import { randomBytes } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { dataFolder } from '../../config/data-folder.ts';
import { loadConfig } from '../../config/load.ts';
import { TokenBook } from '../../gateway/tokens.ts';
import { createLog, printable } from '../../protocol/log.ts';
import { PRODUCT } from '../../protocol/product.ts';
import { startEngine, type Engine } from '../engine.ts';
import { EXIT } from '../exit.ts';
import { print } from '../print.ts';
import { stopSignal } from '../signals.ts';
import type { Workplace } from '../workplace.ts';
import { writeSampleFolder } from './sample-folder.ts';
import { demoServers } from './servers.ts';
import { DEMO_STEPS } from './steps.ts';

/** `serve --demo`: a relay of its own in front of three real servers, a short session, and what the log says of it. */
export async function runDemo(): Promise<number> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), `${PRODUCT.slug}-demo-`)));
  const stopped = stopSignal().then((signal) => new Stopped(signal));
  try {
    return await playIn(home, stopped);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return EXIT.done;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** A person or a program has ended the demo before its end. */
class Stopped extends Error {}

async function playIn(home: string, stopped: Promise<Stopped>): Promise<number> {
  const sample = writeSampleFolder(home);
  const servers = demoServers(sample);
  const file = join(home, 'config.json');
  writeFileSync(file, JSON.stringify({ mcpServers: servers, mcpRelay: { port: 0, transport: 'http' } }, null, 2));
  const nothing = { variable: () => undefined, secret: () => undefined };
  const config = await loadConfig({ file, named: true, given: {}, values: nothing });
  const env = { MCP_RELAY_DATA_DIR: join(home, 'data') };
  const place = { env, folder: dataFolder(env), log: createLog('error', (line) => process.stderr.write(line)) };

  print(`${PRODUCT.name} starts in front of ${Object.keys(servers).join(', ')} …`);
  const engine = await startEngine(place, config);
  try {
    await Promise.race([
      play(engine, place, sample),
      stopped.then((reason) => {
        throw reason;
      }),
    ]);
  } finally {
    await engine.stop();
  }
  showLog(place.folder.database);
  print('\nNothing of this stays behind. To use it with your own servers: npm start');
  return EXIT.done;
}

/** The session itself: connect, list, call, and print what came of each call. */
async function play({ relay }: Engine, place: Workplace, sample: string): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  const port = await relay.listen(new TokenBook(place.folder.tokens, [{ token, identity: 'client:demo' }], place.log));
  const client = await connect(port, token);
  const { tools } = await client.listTools();
  print(`A client connects over http://127.0.0.1:${port}/mcp and is offered ${tools.length} tools.\n`);
  for (const [index, step] of DEMO_STEPS.entries()) {
    print(`${index + 1}. ${step.title}: ${step.tool}`);
    const answer = await client.callTool({ name: step.tool, arguments: step.arguments(sample) });
    for (const line of excerpt(answer)) print(`     ${line}`);
    print('');
  }
  await client.close();
}

async function connect(port: number, token: string): Promise<Client> {
  const client = new Client({ name: `${PRODUCT.slug}-demo`, version: PRODUCT.version });
  const transport = new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  });
  await client.connect(transport);
  return client;
}

function excerpt(answer: object): string[] {
  const parsed = z.object({ content: z.array(z.looseObject({ text: z.string().optional() })) }).safeParse(answer);
  const text = parsed.success ? (parsed.data.content[0]?.text ?? '') : '';
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 4)
    .map((line) => printable(line).slice(0, 160));
}

const rowSchema = z.object({
  server: z.string().nullable(),
  tool: z.string().nullable(),
  status: z.string(),
  verdict: z.string(),
  reason: z.string().nullable(),
  duration_us: z.number(),
});

function showLog(file: string): void {
  print('What the log (SQLite) says of it:');
  const database = new Database(file, { readonly: true });
  const rows = z.array(rowSchema).parse(database.prepare('SELECT * FROM calls ORDER BY seq').all());
  database.close();
  for (const row of rows) {
    const name = row.tool === null ? '(unknown tool)' : `${row.server ?? ''}·${row.tool}`;
    const verdict = row.verdict === 'allow' ? row.status : row.verdict === 'mask' ? 'masked' : 'BLOCKED';
    print(
      `  ${name.padEnd(24)} ${verdict.padEnd(8)} ${(row.duration_us / 1000).toFixed(1).padStart(7)} ms  ${row.reason ?? ''}`.trimEnd(),
    );
  }
}
