import { ClientError, type ClientErrorCode } from '../clients/client-error.ts';
import { ALL_STRATEGIES, strategyOf } from '../clients/strategies/registry.ts';
import type { ClientPlan, ClientStatus, PlanOptions } from '../clients/types.ts';
import { isClientName } from '../gateway/client-name.ts';
import type { Relay } from '../relay.ts';
import type { ClientAccess } from './client-access.ts';
import { CLIENT_PROCEDURES, type ClientFile, type ClientPlanView } from './contract-clients.ts';
import type { ControlErrorCode } from './contract.ts';
import { ControlError } from './control-error.ts';
import { installLinks } from './install-links.ts';
import type { LogReader } from './log/reader.ts';
import { changedParts } from './changed-part.ts';
import { answer, stored, type Handler } from './procedure.ts';
import { testCall } from './test-call.ts';

interface ClientParts {
  readonly relay: Relay;
  readonly log: LogReader;
  readonly clients: ClientAccess | undefined;
  readonly onClients: () => void;
}

/** Plans whose answer may still be asked for: what they write is known here. */
const MAX_PLANS = 50;

/** What answers the procedures about AI clients. */
export function clientHandlers({
  relay,
  log,
  clients,
  onClients,
}: ClientParts): Readonly<Record<keyof typeof CLIENT_PROCEDURES, Handler>> {
  /** Whether a plan changes the relay's own configuration, by its id. */
  const plans = new Map<string, boolean>();
  const access = (): ClientAccess => {
    if (!clients) throw new ControlError('not_found', 'This relay does not look at the files of AI clients.');
    return clients;
  };
  const changed = (status: ClientStatus): ClientFile => {
    onClients();
    return fileView(status);
  };
  return {
    'clients.list': answer(CLIENT_PROCEDURES['clients.list'], async () => {
      const { book, isSetupKnown } = access();
      const files = (await tried(() => book.list())).map(fileView);
      return {
        files,
        supported: ALL_STRATEGIES.map(({ id, title }) => ({ id, title })),
        isFirstRun: !isSetupKnown() && files.every((file) => !wasConnected(file)),
      };
    }),
    'clients.rememberSetup': answer(CLIENT_PROCEDURES['clients.rememberSetup'], async () => {
      await stored(() => access().rememberSetup());
      onClients();
      return {};
    }),
    'clients.plan': answer(CLIENT_PROCEDURES['clients.plan'], async ({ id, action, importServers, ...rest }) => {
      const options: PlanOptions = withoutAbsent({ ...rest, import: importServers });
      const plan = await tried(() => access().book.plan(id, action, options));
      plans.set(
        plan.planId,
        plan.files.some(({ path }) => path === access().configFile),
      );
      for (const old of [...plans.keys()].slice(0, -MAX_PLANS)) plans.delete(old);
      return planView(plan, access().configFile);
    }),
    'clients.apply': answer(CLIENT_PROCEDURES['clients.apply'], async ({ planId }) => {
      const { book, restart } = access();
      const status = await tried(() => book.apply(planId));
      const restarts = plans.get(planId) === true && restart !== undefined;
      plans.delete(planId);
      const file = changed(status);
      if (restarts) restart();
      return { file, restarts };
    }),
    'clients.restoreAll': answer(CLIENT_PROCEDURES['clients.restoreAll'], async () => {
      const { book, configFile, restart } = access();
      const { plans: done, problems } = await tried(() => book.restoreAll());
      const restarts = restart !== undefined && done.some(({ files }) => files.some(({ path }) => path === configFile));
      onClients();
      if (restarts) restart();
      const restored = done.map(({ id, title, files, imports, warnings }) => ({
        id,
        title,
        files: files.map(({ path }) => path),
        servers: imports.map(({ name }) => name),
        warnings: [...warnings],
      }));
      return { restored, problems: [...problems], restarts };
    }),
    'clients.keepItself': answer(CLIENT_PROCEDURES['clients.keepItself'], async ({ id, file, keepItself }) =>
      changed(await tried(() => access().book.setKeepsItself(id, file, keepItself))),
    ),
    'clients.testCall': answer(CLIENT_PROCEDURES['clients.testCall'], () => testCall(relay, log)),
    'clients.ways': answer(CLIENT_PROCEDURES['clients.ways'], async () => {
      const { entry, bundle, desktop } = access();
      const { url, command } = entry();
      return {
        url,
        command: { program: command.program, args: [...command.args] },
        links: installLinks(command),
        bundle: bundle() ?? null,
        hasDesktop: desktop !== undefined,
      };
    }),
    'clients.letIn': answer(CLIENT_PROCEDURES['clients.letIn'], async ({ name }) => {
      await stored(() => access().letIn(checked(name)));
      return {};
    }),
    'clients.createToken': answer(CLIENT_PROCEDURES['clients.createToken'], async ({ name }) => ({
      token: await stored(() => access().createToken(checked(name))),
    })),
    'clients.openLink': answer(CLIENT_PROCEDURES['clients.openLink'], async ({ client }) => {
      const { entry, letIn, desktop } = access();
      const link = installLinks(entry().command).find((one) => one.client === client);
      if (!desktop || !link) throw new ControlError('refused', 'The relay cannot open this app: connect it by hand.');
      await stored(() => letIn(client));
      desktop.open(link.href);
      return {};
    }),
    'clients.reveal': answer(CLIENT_PROCEDURES['clients.reveal'], async ({ path }) => {
      const { book, bundle, desktop } = access();
      if (!desktop) throw new ControlError('refused', 'The relay runs without a desktop: copy the path instead.');
      // Only what this screen names: a page must not have any folder opened.
      const known = (await tried(() => book.list())).some(({ file }) => file === path) || bundle() === path;
      if (!known) throw new ControlError('refused', 'This is no file of a client.');
      desktop.reveal(path);
      return {};
    }),
  };
}

function checked(name: string): string {
  if (isClientName(name)) return name;
  throw new ControlError('bad_input', 'Letters, digits, dots, dashes and underscores make a name, as in cursor-2.');
}

const CODES: Partial<Record<ClientErrorCode, ControlErrorCode>> = {
  'changed-meanwhile': 'conflict',
  'nothing-to-do': 'conflict',
  'nothing-to-undo': 'conflict',
  'unknown-plan': 'not_found',
  'not-installed': 'not_found',
  'not-connected': 'conflict',
};

/** What the book refuses becomes a sentence. */
async function tried<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ClientError) {
      throw new ControlError(CODES[error.code] ?? 'failed', error.message, { cause: error });
    }
    throw error;
  }
}

function withoutAbsent(options: { readonly [K in keyof PlanOptions]: PlanOptions[K] | undefined }): PlanOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function wasConnected({ state, connectedAt }: ClientFile): boolean {
  return connectedAt !== null || (state !== 'not-connected' && state !== 'broken');
}

function fileView(status: ClientStatus): ClientFile {
  const { connectedAt, broken, bypassing, ...rest } = status;
  const since = connectedAt === undefined ? Number.NaN : Date.parse(connectedAt);
  return {
    ...rest,
    bypassing: [...bypassing],
    connectedAt: Number.isNaN(since) ? null : since,
    broken: broken ?? null,
    afterwards: strategyOf(status.id).afterwards,
  };
}

function planView(plan: ClientPlan, configFile: string): ClientPlanView {
  const { planId, id, title, action, files, imports, replaced, changedSince = [], warnings } = plan;
  // The app's own file is what a person looks for first.
  const ordered = files.toSorted((a, b) => Number(a.path === configFile) - Number(b.path === configFile));
  return {
    planId,
    id,
    title,
    action,
    files: ordered.map(({ path, what, before, after }) => {
      const { parts, ...left } = changedParts([before, after]);
      return { path, what, before: parts[0] ?? '', after: parts[1] ?? '', ...left };
    }),
    imports: imports.map(({ secrets, duplicateOf, skipped, ...rest }) => ({
      ...rest,
      secrets: secrets.map((secret) => ({ ...secret })),
      duplicateOf: duplicateOf ?? null,
      skipped: skipped ?? null,
    })),
    changedSince: changedSince.map(({ path, before, written, now }) => {
      const { parts, ...left } = changedParts([before, now, ...(written === null ? [] : [written])]);
      return { path, before: parts[0] ?? '', now: parts[1] ?? '', written: parts[2] ?? null, ...left };
    }),
    replaced: [...replaced],
    warnings: [...warnings],
  };
}
