import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { z } from 'zod';

import type { ClientAction } from '../../src-relay/clients/types.ts';
import { installedScript } from '../compat/install.ts';
import { auditRow } from '../harness/audit-db.ts';
import { atHome, changeClients, hasListedTools, introductionOf, relayAtHome } from '../harness/client-home.ts';
import { type World, createWorld } from '../harness/create-world.ts';
import { until, within } from '../harness/deadline.ts';
import { type ListeningRelay, readRelayJson } from '../harness/listening-relay.ts';
import { descendants, isAlive, processesIn } from '../harness/processes.ts';
import { run } from '../harness/relay.ts';
import { fixture } from '../harness/servers.ts';
import { type FakeModel, startFakeModel } from './fake-model/service.ts';
import { FOLDER } from './folder.ts';
import type { EntryKind, RealClient, Run } from './real-client.ts';

/** What a client's start has left in the relay's log. */
export interface Seen {
  readonly words: string;
  /** What the client called itself in the handshake, with the revision agreed on. */
  readonly handshake: string | undefined;
  readonly list: boolean;
  /** The call that its model asked for is in the audit log, and the model heard the answer; `none` where nothing calls. */
  readonly call: boolean | 'none';
  /** What went wrong, one sentence each. */
  readonly problems: readonly string[];
}

export interface TrialResult {
  readonly client: RealClient;
  readonly entry: EntryKind;
  readonly starts: readonly Seen[];
  /** When a call came through where no relay ran before; `–` where nothing would start one. */
  readonly wakes: Wake;
  /** What the client's file is after `clients disconnect`. */
  readonly file: string;
  readonly problems: readonly string[];
}

type Wake = 'at once' | 'at once, for as long as the client runs' | 'at the second prompt' | '**no**' | '–';

const RUN_MS = 120_000;
const START_MS = 60_000;
const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin';
const MARK = 'said-through-the-relay';
const SERVERS = z.object({ mcpServers: z.record(z.string(), z.unknown()) });

interface Stage {
  readonly world: World;
  readonly client: RealClient;
  readonly entry: EntryKind;
  readonly relay: ListeningRelay;
  readonly model: FakeModel;
}

/** Connects a client with this kind of entry, starts it as a person would, and disconnects it, in a home of its own. */
export async function tryClient(client: RealClient, entry: EntryKind): Promise<TrialResult> {
  const made = createWorld();
  try {
    return await inHome(atHome(made.world), client, entry);
  } catch (error) {
    return { client, entry, starts: [], wakes: '–', file: '', problems: [String(error)] };
  } finally {
    await made.end();
  }
}

async function inHome(world: World, client: RealClient, entry: EntryKind): Promise<TrialResult> {
  for (const name of ['project', 'tmp', 'bin']) mkdirSync(world.path(name));
  const file = world.path(client.file);
  mkdirSync(dirname(file), { recursive: true });
  world.write(client.file, client.before);
  symlinkSync(programOf(client), world.path('bin', client.prompt.words.split(' ')[0] ?? ''));
  const relay = await relayAtHome(world, { echo: fixture('echo') });
  const model = await startFakeModel(world, { tool: /echo$/u, arguments: { text: MARK } });
  const stage = { world, client, entry, relay, model };

  await changed(stage, 'connect', '--transport', entry);
  const isHttp = readFileSync(file, 'utf8').includes(relay.info.endpoints.mcp);
  if (isHttp !== (entry === 'http')) throw new Error(`no entry of kind ${entry}: ${readFileSync(file, 'utf8')}`);
  const starts: Seen[] = [];
  if (client.list) starts.push(await listed(stage, client.list));
  starts.push(await prompted(stage));
  const problems = [...(await strayProblems(stage))];
  const wakes = entry === 'stdio' ? await wake(stage, (problem) => problems.push(problem)) : '–';
  await changed(stage, 'disconnect');
  const after = readFileSync(file, 'utf8');
  return {
    client,
    entry,
    starts,
    wakes,
    file: after === client.before ? 'the same bytes' : likeBefore(client, after),
    problems,
  };
}

/** With the client's own program in the PATH, as a person has it. */
function changed({ world, client }: Stage, action: ClientAction, ...flags: string[]): Promise<void> {
  const path = `${world.path('bin')}:${SYSTEM_PATH}`;
  return changeClients(world, action, ['--client', client.id, ...flags], path);
}

async function listed(stage: Stage, list: NonNullable<RealClient['list']>): Promise<Seen> {
  const from = stage.relay.stderr().length;
  const said = await started(stage, list.run(stage.model.url));
  const problems = list.says.test(stripVTControlCharacters(said.stdout + said.stderr))
    ? []
    : [`it said: ${said.stdout}${said.stderr}`];
  return { words: list.words, ...inLog(stage, from), call: 'none', problems };
}

async function prompted(stage: Stage): Promise<Seen> {
  const { client, relay } = stage;
  const from = relay.stderr().length;
  const problem = await promptProblem(stage);
  const problems = problem === undefined ? [] : [problem];
  return { words: client.prompt.words, ...inLog(stage, from), call: problem === undefined, problems };
}

/** Prompts the client's model, and says what is missing of a call through the relay and its answer. */
async function promptProblem(stage: Stage): Promise<string | undefined> {
  const { client, model, world } = stage;
  const since = Date.now();
  const before = model.turns.length;
  const said = await started(stage, client.prompt.run(model.url));
  const isHeard = model.turns.slice(before).some(({ results }) => results.some((result) => result.includes(MARK)));
  if (!isHeard) return `the model heard no answer of the tool; the client said: ${said.stdout}${said.stderr}`;
  try {
    await auditRow(
      world.dataDir,
      `a call of ${client.id}`,
      (row) =>
        row.client === `client:${client.id}` &&
        row.tool === 'echo' &&
        row.status === 'success' &&
        Number(row.ts) >= since,
    );
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/**
 * Prompts with no relay running: the bridge starts one as the last one was started. Some clients do not wait for a server
 * that is slow to come, and tell the model of its tools at the next prompt.
 */
async function wake(stage: Stage, say: (problem: string) => void): Promise<Wake> {
  const { world, relay } = stage;
  relay.child.kill('SIGTERM');
  await within('end of the relay', relay.exit);
  const first = await promptProblem(stage);
  if (first === undefined) return (await endStarted(stage)) ? 'at once' : 'at once, for as long as the client runs';
  await until('a relay that was started', () => readRelayJson(world.dataDir), START_MS);
  const second = await promptProblem(stage);
  await endStarted(stage);
  if (second === undefined) return 'at the second prompt';
  say(`where no relay ran before: ${second}`);
  return '**no**';
}

/** Ends the relay that a bridge has started; false where it has gone with the client. */
async function endStarted({ world }: Stage): Promise<boolean> {
  const pid = readRelayJson(world.dataDir)?.pid;
  if (pid === undefined || !isAlive(pid)) return false;
  process.kill(pid, 'SIGTERM');
  await until('end of the relay that was started', () => !isAlive(pid));
  return true;
}

/** Runs the client to its end, with nothing in its environment that it would not have on a person's machine. */
async function started({ world, client }: Stage, { args, env }: Run): Promise<{ stdout: string; stderr: string }> {
  const own = { HOME: world.folder, PATH: SYSTEM_PATH, TERM: 'xterm-256color', ...env };
  const variables = Object.entries({ ...own, TMPDIR: world.path('tmp') }).map(([name, value]) => `${name}=${value}`);
  const program = client.isScript ? [process.execPath, programOf(client)] : [programOf(client)];
  const command = run(world, ['/usr/bin/env', '-i', '-C', world.path('project'), ...variables, ...program, ...args]);
  command.child.stdin.end();
  await within(`end of ${client.title} ${args[0] ?? ''}`, command.exit, RUN_MS).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${command.stdout()}${command.stderr()}`);
  });
  return { stdout: command.stdout(), stderr: command.stderr() };
}

function programOf(client: RealClient): string {
  return installedScript(client.program, FOLDER);
}

function inLog({ client, relay }: Stage, from: number): Pick<Seen, 'handshake' | 'list'> {
  return { handshake: introductionOf(relay, client.id, from), list: hasListedTools(relay, client.id, from) };
}

/** What still runs of the client, or of what it has started. */
function strays({ world, relay }: Stage): readonly number[] {
  const ofRelay = new Set([relay.pid, ...descendants(relay.pid).map(({ pid }) => pid)]);
  return processesIn(world.folder).filter((pid) => !ofRelay.has(pid));
}

/** A server that a client has left learns it when its input ends, or when its parent is gone. */
async function strayProblems(stage: Stage): Promise<readonly string[]> {
  try {
    await until('the end of all that the client has started', () => strays(stage).length === 0);
    return [];
  } catch {
    const commands = strays(stage).map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
    return [`processes were left: ${commands.join('; ')}`];
  }
}

function likeBefore(client: RealClient, after: string): string {
  if (client.rewrites === undefined) return `**changed**: ${after}`;
  const [was, is] = [client.before, after].map((text) => JSON.stringify(SERVERS.parse(JSON.parse(text)).mcpServers));
  return was === is ? `the same servers; ${client.title} has added ${client.rewrites}` : `**changed**: ${is}`;
}
