import { ConfigEditError, writeServerSwitch, type ServerSwitch } from '../config/edit.ts';
import type { ServerSignIn } from '../downstream/oauth/server-sign-in.ts';
import { SignInError } from '../downstream/oauth/sign-in-error.ts';
import type { DownstreamServer } from '../downstream/server.ts';
import { messageOf } from '../protocol/errors.ts';
import { INTERNAL_SERVER } from '../protocol/server-config.ts';
import type { ToolEntry } from '../registry/entry.ts';
import type { Relay } from '../relay.ts';
import type { ClientAccess } from './client-access.ts';
import { clientHandlers } from './clients.ts';
import { ControlError } from './control-error.ts';
import { exceptionHandlers } from './exceptions.ts';
import { answer, stored, type Handler } from './procedure.ts';
import { PROCEDURES, type ProcedureName, type Status } from './contract.ts';
import type { LogReader } from './log/reader.ts';
import { reviewHandlers } from './review.ts';
import { definitionView, logView, serverView, serverViews, toolView } from './views.ts';

export interface HandlerParts {
  readonly relay: Relay;
  readonly log: LogReader;
  readonly status: () => Promise<Status>;
  readonly clients: ClientAccess | undefined;
  /** A client's file was changed here. */
  readonly onClients: () => void;
  /** Reads the configuration anew, and soon starts the relay anew with it; rejects where it cannot be read. */
  readonly reload: (() => Promise<void>) | undefined;
}

const MINUTE_MS = 60_000;

/** What answers each procedure over a running relay. */
export function createHandlers({
  relay,
  log,
  status,
  clients,
  onClients,
  reload,
}: HandlerParts): Readonly<Record<ProcedureName, Handler>> {
  return {
    'relay.status': answer(PROCEDURES['relay.status'], () => status()),
    'relay.pause': answer(PROCEDURES['relay.pause'], ({ minutes }) => {
      relay.pause.begin(minutes * MINUTE_MS);
      return status();
    }),
    'relay.resume': answer(PROCEDURES['relay.resume'], () => {
      relay.pause.end();
      return status();
    }),
    'relay.reload': answer(PROCEDURES['relay.reload'], async () => {
      if (!reload) {
        throw new ControlError('refused', 'This relay cannot start anew in its place: stop it and start it again.');
      }
      try {
        await reload();
      } catch (error) {
        throw new ControlError('failed', messageOf(error), { cause: error });
      }
      return { instanceId: relay.instanceId };
    }),
    'calls.list': answer(PROCEDURES['calls.list'], (input) => {
      relay.flushLog();
      return log.list(input);
    }),
    'calls.count': answer(PROCEDURES['calls.count'], ({ filter }) => {
      relay.flushLog();
      return log.count(filter);
    }),
    'calls.get': answer(PROCEDURES['calls.get'], async ({ entryId }) => {
      relay.flushLog();
      const detail = await log.get(entryId);
      if (!detail) throw new ControlError('not_found', 'This entry is not in the log: it may have been deleted.');
      return detail;
    }),
    'calls.facets': answer(PROCEDURES['calls.facets'], () => log.facets()),
    'calls.summary': answer(PROCEDURES['calls.summary'], (input) => log.summary(input)),
    'notices.list': answer(PROCEDURES['notices.list'], (input) => log.notices(input)),
    'servers.list': answer(PROCEDURES['servers.list'], async () => ({
      servers: serverViews(relay),
    })),
    'servers.setHidden': answer(PROCEDURES['servers.setHidden'], async ({ server: name, hidden }) => {
      const server = switchable(relay, name);
      await store(relay, name, 'hidden_mode', hidden);
      await relay.switches.setHidden(server, hidden);
      return serverView(relay, server);
    }),
    'servers.setEnabled': answer(PROCEDURES['servers.setEnabled'], async ({ server: name, enabled }) => {
      const server = switchable(relay, name);
      await store(relay, name, 'enabled', enabled);
      await relay.switches.setEnabled(server, enabled);
      return serverView(relay, server);
    }),
    'servers.setAllowed': answer(PROCEDURES['servers.setAllowed'], async ({ server: name, allowed }) => {
      const server = switchable(relay, name);
      await relay.switches.setAllowed(server, allowed).catch((error: unknown) => {
        const message = `This could not be written to the data folder (${messageOf(error)}). Free space on the disk and try again.`;
        throw new ControlError('failed', message, { cause: error });
      });
      return serverView(relay, server);
    }),
    'servers.restart': answer(PROCEDURES['servers.restart'], async ({ server: name }) => {
      const server = find(relay, name);
      if (!server.enabled) throw new ControlError('conflict', `${name} is switched off: switch it on instead.`);
      await relay.switches.restart(server);
      return serverView(relay, server);
    }),
    'servers.signIn': answer(PROCEDURES['servers.signIn'], async ({ server: name, opensBrowser }) => {
      const server = find(relay, name);
      if (!server.enabled) throw new ControlError('conflict', `${name} is switched off: switch it on first.`);
      await signIn(server, (signIn) => signIn.begin(opensBrowser));
      return serverView(relay, server);
    }),
    'servers.cancelSignIn': answer(PROCEDURES['servers.cancelSignIn'], async ({ server: name }) => {
      const server = find(relay, name);
      await signIn(server, (signIn) => signIn.cancel());
      return serverView(relay, server);
    }),
    'servers.signOut': answer(PROCEDURES['servers.signOut'], async ({ server: name }) => {
      const server = find(relay, name);
      await signIn(server, () => relay.switches.signOut(server));
      return serverView(relay, server);
    }),
    'servers.log': answer(PROCEDURES['servers.log'], async ({ server: name }) => {
      const server = find(relay, name);
      return { lines: logView(server), file: server.logFile ?? null };
    }),
    'tools.list': answer(PROCEDURES['tools.list'], async () => ({
      tools: relay.registry.entries.map((entry) => toolView(entry)),
    })),
    'tools.get': answer(PROCEDURES['tools.get'], async ({ server, name }) => {
      const entry = findTool(relay, server, name);
      const approved = relay.registry.approvedDefinition(server, name);
      return {
        ...toolView(entry),
        definition: definitionView(entry),
        approvedDefinition: approved && approved.definition !== entry.source ? approved.definition : null,
        approvedAt: approved?.approvedAt ?? null,
      };
    }),
    'tools.setEnabled': answer(PROCEDURES['tools.setEnabled'], async ({ server, name, enabled }) => {
      const { state, reason } = findTool(relay, server, name);
      // A switch that nothing shows would surprise later: what keeps the tool off comes first.
      if (state !== 'enabled' && state !== 'disabled - by user') {
        throw new ControlError('conflict', `This tool is off for another reason. ${reason ?? ''}`.trimEnd());
      }
      await stored(() => relay.switches.switchTool(server, name, enabled));
      return toolView(findTool(relay, server, name));
    }),
    'tools.approve': answer(PROCEDURES['tools.approve'], async ({ server, name, hash }) => {
      const entry = findTool(relay, server, name);
      if (entry.hash !== hash || !(await stored(() => relay.switches.approveTool(server, name, hash)))) {
        const message = 'The definition has changed again meanwhile: read it anew before you approve it.';
        throw new ControlError('conflict', message);
      }
      return toolView(findTool(relay, server, name));
    }),
    ...exceptionHandlers({ relay, log }),
    ...reviewHandlers(relay),
    ...clientHandlers({ relay, log, clients, onClients }),
  };
}

function find(relay: Relay, name: string): DownstreamServer {
  const server = relay.servers.get(name);
  if (!server)
    throw new ControlError('not_found', `There is no server ${name} any more: the configuration has changed.`);
  return server;
}

/** Does something with a server's sign-in; why that is not possible becomes a sentence. */
async function signIn(server: DownstreamServer, act: (signIn: ServerSignIn) => Promise<unknown>): Promise<void> {
  if (!server.signIn) {
    const why = server.config.kind === 'stdio' ? 'is no remote server' : 'has a credential in its "headers"';
    throw new ControlError('conflict', `${server.config.name} ${why}: there is nothing to sign in to.`);
  }
  try {
    await act(server.signIn);
  } catch (error) {
    if (error instanceof SignInError) throw new ControlError('failed', error.message, { cause: error });
    throw error;
  }
}

/** A server whose switches may be set: those of the scanner's own server are fixed. */
function switchable(relay: Relay, name: string): DownstreamServer {
  const server = find(relay, name);
  if (name === INTERNAL_SERVER) {
    throw new ControlError('refused', `${name} is the scanner itself: it always runs and is never offered to clients.`);
  }
  return server;
}

function findTool(relay: Relay, server: string, name: string): ToolEntry {
  const entry = relay.registry.entry(server, name);
  if (!entry) throw new ControlError('not_found', `${server} offers no tool of this name any more.`);
  return entry;
}

/** Writes a switch to the configuration first: what could not be stored must not hold until the next start only. */
async function store(relay: Relay, server: string, key: ServerSwitch, value: boolean): Promise<void> {
  const { file } = relay.config;
  if (file === undefined) throw new ControlError('not_found', 'There is no configuration file to write this to.');
  try {
    await writeServerSwitch(file, server, key, value);
  } catch (error) {
    if (error instanceof ConfigEditError) throw new ControlError('failed', error.message, { cause: error });
    throw error;
  }
}
