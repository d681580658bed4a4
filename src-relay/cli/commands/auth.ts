import { setTimeout as wait } from 'node:timers/promises';
import { createDataFolder } from '../../config/data-folder.ts';
import type { Config } from '../../config/load.ts';
import type { SignIn } from '../../control/contract.ts';
import type { ServerSignIn } from '../../downstream/oauth/server-sign-in.ts';
import type { SignInView } from '../../downstream/oauth/sign-in-view.ts';
import { SignIns } from '../../downstream/oauth/sign-ins.ts';
import { startTrialEngine } from '../../host/engine.ts';
import { readConfig, workplace, type Workplace } from '../../host/workplace.ts';
import { createLog } from '../../protocol/log.ts';
import type { SecretPlace } from '../../protocol/secret-store.ts';
import type { ServerConfig } from '../../protocol/server-config.ts';
import { controlOf, type ControlCall } from '../control-call.ts';
import { EXIT, UsageError } from '../exit.ts';
import { print, printTable } from '../print.ts';
import { stopSignal } from '../signals.ts';

const POLL_MS = 200;
/** How long a server may take to answer before and after a sign-in, in milliseconds. */
const PATIENCE_MS = 15_000;

export interface AuthFlags {
  readonly configFile: string | undefined;
  /** Whether the browser is opened; the address is printed either way. */
  readonly browser: boolean;
}

/** `auth login SERVER`: has the running relay sign in, or does it itself where none runs. */
export async function loginCommand(name: string, { configFile, browser }: AuthFlags): Promise<number> {
  const place = workplace();
  const control = configFile === undefined ? controlOf(place) : undefined;
  return control ? loginAtRelay(control, place, name, browser) : loginAlone(place, name, configFile, browser);
}

/** `auth logout SERVER` */
export async function logoutCommand(name: string, configFile: string | undefined): Promise<number> {
  const place = workplace();
  const control = configFile === undefined ? controlOf(place) : undefined;
  const wasSignedIn = control ? await logoutAtRelay(control, name) : await logoutAlone(place, name, configFile);
  process.stderr.write(wasSignedIn ? `Signed out of ${name}.\n` : `Nobody is signed in to ${name}.\n`);
  return wasSignedIn ? EXIT.done : EXIT.failed;
}

/** `auth status [SERVER]`: how each remote server stands; nothing is asked of it. */
export async function authStatusCommand(
  name: string | undefined,
  configFile: string | undefined,
  asJson: boolean,
): Promise<number> {
  const place = workplace();
  const control = configFile === undefined ? controlOf(place) : undefined;
  const all = control ? await statusAtRelay(control) : await statusAlone(place, configFile);
  const shown = all.filter((one) => name === undefined || one.server === name);
  if (name !== undefined && shown.length === 0) throw noSuchServer(name);
  if (asJson) print(JSON.stringify(shown, null, 2));
  else if (shown.length === 0) print('No remote servers are configured.');
  else {
    printTable(
      ['server', 'sign-in', 'at', 'scopes', 'kept in'],
      shown.map((one) => [one.server, WORDS[one.state], one.issuer ?? '', one.scopes.join(' '), one.keptIn ?? '']),
    );
  }
  return EXIT.done;
}

interface AuthState {
  readonly server: string;
  readonly state: SignInView['state'] | 'none';
  readonly issuer: string | null;
  readonly account: string | null;
  readonly scopes: readonly string[];
  readonly keptIn: SecretPlace | null;
}

const WORDS: Readonly<Record<AuthState['state'], string>> = {
  done: 'signed in',
  rights: 'signed in, more rights asked for',
  running: 'under way',
  needed: 'needed',
  none: 'none',
};

async function loginAtRelay(control: ControlCall, place: Workplace, name: string, browser: boolean): Promise<number> {
  const { signIn } = await control('servers.signIn', { server: name, opensBrowser: browser });
  sayWhere(signIn?.address ?? undefined, signIn?.issuer ?? undefined, browser);
  let isStopped = false;
  stopSignal().then(
    () => {
      isStopped = true;
    },
    () => {},
  );
  for (;;) {
    const { servers } = await control('servers.list', {});
    const now = servers.find((server) => server.name === name)?.signIn;
    if (now?.state !== 'running') return sayEnd(place, name, now ?? undefined);
    if (isStopped) {
      await control('servers.cancelSignIn', { server: name });
      return sayEnd(place, name, undefined);
    }
    await wait(POLL_MS);
  }
}

async function loginAlone(
  place: Workplace,
  name: string,
  configFile: string | undefined,
  browser: boolean,
): Promise<number> {
  const config = await readConfig(place, {}, { configFile, standalone: true });
  const server = find(config, name);
  createDataFolder(place.folder);
  // That it needs a sign-in is why this runs.
  const log = createLog('error', (line) => process.stderr.write(line));
  const engine = await startTrialEngine({ ...place, log }, { ...config, servers: [{ ...server, enabled: true }] });
  try {
    const running = engine.relay.servers.get(name);
    const signIn = signInOf(running?.signIn, server);
    // What it says when it refuses names the place to sign in and the scopes.
    const isUnderWay = (): boolean => running?.status === 'connecting';
    await until(() => !isUnderWay());
    const started = await signIn.begin(browser);
    sayWhere(started?.address, started?.issuer, browser);
    await Promise.race([signIn.ended(), stopSignal().then(() => signIn.cancel())]);
    const end = sayEnd(place, name, signIn.view);
    if (end === EXIT.done) await until(() => running?.status === 'ready');
    return end;
  } finally {
    await engine.stop();
  }
}

function sayWhere(address: string | undefined, issuer: string | undefined, browser: boolean): void {
  if (address === undefined) return;
  const host = issuer !== undefined && URL.canParse(issuer) ? new URL(issuer).host : 'the server';
  const how = browser ? `Sign in at ${host} in the browser. If it did not open, go to:` : `Sign in at ${host}. Go to:`;
  process.stderr.write(`${how}\n`);
  print(address);
}

type SignInEnd = Pick<SignIn, 'state' | 'failure'> & {
  readonly keptIn: SecretPlace | null;
  readonly issuer: string | null;
};

function sayEnd(place: Workplace, name: string, view: SignInView | SignIn | undefined): number {
  const end = view && endOf(view);
  if (end?.state !== 'done') {
    process.stderr.write(`${end?.failure ?? 'The sign-in was cancelled.'}\n`);
    return EXIT.failed;
  }
  const kept = {
    keychain: "in the system's keychain",
    file: `in ${place.folder.secrets} (readable by you alone)`,
    memory: 'in memory, until the relay stops',
  };
  const where = end.keptIn === null ? '' : ` It is kept ${kept[end.keptIn]}.`;
  process.stderr.write(`Signed in to ${name} at ${end.issuer ?? 'its server'}.${where}\n`);
  return EXIT.done;
}

function endOf(view: SignInView | SignIn): SignInEnd {
  const keptIn = 'keptIn' in view ? view.keptIn : (view.place ?? null);
  return { state: view.state, failure: view.failure ?? null, issuer: view.issuer ?? null, keptIn };
}

async function logoutAtRelay(control: ControlCall, name: string): Promise<boolean> {
  const { servers } = await control('servers.list', {});
  const signIn = servers.find((server) => server.name === name)?.signIn;
  await control('servers.signOut', { server: name });
  return signIn !== null && signIn !== undefined && signIn.keptIn !== null;
}

async function logoutAlone(place: Workplace, name: string, configFile: string | undefined): Promise<boolean> {
  const config = await readConfig(place, {}, { configFile, standalone: true });
  const server = find(config, name);
  return signInOf(new SignIns(place.secrets, place.log).of(server), server).signOut();
}

async function statusAtRelay(control: ControlCall): Promise<AuthState[]> {
  const { servers } = await control('servers.list', {});
  return servers
    .filter((server) => server.kind !== 'stdio')
    .map(({ name, signIn }) => stateOf(name, signIn ?? undefined));
}

async function statusAlone(place: Workplace, configFile: string | undefined): Promise<AuthState[]> {
  const config = await readConfig(place, {}, { configFile, standalone: true });
  const signIns = new SignIns(place.secrets, place.log);
  const remote = config.servers.filter((server) => server.kind !== 'stdio');
  return Promise.all(
    remote.map(async (server) => {
      const signIn = signIns.of(server);
      await signIn?.prepare();
      return stateOf(server.name, signIn?.view);
    }),
  );
}

function stateOf(server: string, view: SignInView | SignIn | undefined): AuthState {
  if (!view) return { server, state: 'none', issuer: null, account: null, scopes: [], keptIn: null };
  const { state, issuer, keptIn } = endOf(view);
  return { server, state, issuer, account: view.account ?? null, scopes: view.scopes, keptIn };
}

function find(config: Config, name: string): ServerConfig {
  const server = config.servers.find((one) => one.name === name);
  if (!server) throw noSuchServer(name);
  return server;
}

function noSuchServer(name: string): UsageError {
  return new UsageError(`The configuration names no remote server ${name}. See: mcp-relay auth status`);
}

function signInOf(signIn: ServerSignIn | undefined, { name, kind }: ServerConfig): ServerSignIn {
  if (signIn) return signIn;
  const why = kind === 'stdio' ? 'is no remote server' : 'has a credential in its "headers"';
  throw new UsageError(`${name} ${why}: there is nothing to sign in to.`);
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!isSo() && performance.now() < deadline) await wait(POLL_MS);
}
