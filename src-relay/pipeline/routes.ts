import { member, type JsonObject, type JsonValue } from '../protocol/json.ts';
import type { Frame } from '../protocol/frame.ts';
import type { Catalog } from '../registry/catalog.ts';
import type { ToolRegistry } from '../registry/registry.ts';
import type { AskParts } from './asks/ask-through.ts';
import type { CallRoute } from './call-route.ts';
import type { Connector } from './connector.ts';
import type { CallContext, Stage, Target } from './context.ts';
import type { RestorePermissions } from './redaction/permission.ts';
import type { Scanner } from './scanner.ts';
import { admitAnyStage, admitPromptStage, admitResourceStage, admitToolStage } from './stages/admit.ts';
import { awaitStartStage } from './stages/await-start.ts';
import { forwardStage } from './stages/forward.ts';
import { ownToolStage } from './stages/own-tool.ts';
import { resolveStage, resolveToolStage, type Surroundings } from './stages/resolve.ts';
import { scanMethodStage } from './stages/scan-method.ts';
import { scanRequestStage } from './stages/scan-request.ts';
import { restoreStage } from './stages/restore.ts';
import { scanResponseStage } from './stages/scan-response.ts';
import { subscribeStage, unsubscribeStage } from './stages/subscribe.ts';
import { validateStage } from './stages/validate.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { TaskOwners } from './task-owners.ts';

export interface RouteParts extends Surroundings {
  readonly registry: ToolRegistry;
  readonly catalog: Catalog;
  readonly tasks: TaskOwners;
  readonly subscriptions: Subscriptions;
  readonly scanner: Scanner;
  /** Which servers may have true values. */
  readonly permissions: RestorePermissions;
  readonly asks: AskParts;
  readonly connect: Connector;
  readonly seal: (context: CallContext) => string;
  /** What to wait for; undefined once the start is over. */
  readonly starting: () => Promise<void> | undefined;
  readonly registryFailure: () => string | undefined;
  /** Some servers have not reported yet what they offer. */
  readonly isStarting: () => boolean;
  /** The one server that a method nobody knows goes to; undefined where there is more than one. */
  readonly onlyServer: () => string | undefined;
}

/** The methods that go to servers, and the way of each. */
export interface Routes {
  readonly known: ReadonlyMap<string, CallRoute>;
  /** The way of a method that the relay does not know: raw to the only server there is. */
  unknown(method: string): CallRoute;
}

export function createRoutes(parts: RouteParts): Routes {
  const { registry, catalog, tasks, subscriptions, scanner } = parts;
  const begin = [awaitStartStage(parts.starting)];
  const scanRequest = scanRequestStage(scanner);
  const scanResponse = scanResponseStage(scanner, {
    seal: parts.seal,
    onPassed: (context, response) => noteNames(catalog, tasks, context, response),
  });
  const end = [forwardStage(parts.asks, parts.connect), scanResponse];
  const way = (admit: Stage): Stage[] => [...begin, resolveStage(parts), scanRequest, admit, ...end];
  const restoreValues = restoreStage(parts.permissions);
  const taskWay = way(admitAnyStage('There is no such task in this session.'));
  const routes: CallRoute[] = [
    {
      method: 'tools/call',
      find: ({ calledName }) => registry.find(calledName),
      namePath: () => ['name'],
      calledName: toolName,
      invalid: 'tools/call needs params with the name of a tool, and arguments that are an object if there are any.',
      stages: [
        ...begin,
        ownToolStage(registry),
        resolveToolStage(registry, parts),
        scanRequest,
        admitToolStage(registry, parts),
        restoreValues,
        validateStage(),
        ...end,
      ],
    },
    {
      method: 'prompts/get',
      find: ({ calledName }) => catalog.prompt(calledName),
      namePath: () => ['name'],
      calledName: named('name'),
      invalid: 'prompts/get needs params with the name of a prompt.',
      stages: [...begin, resolveStage(parts), scanRequest, admitPromptStage(), restoreValues, ...end],
    },
    {
      method: 'resources/read',
      find: ({ calledName }) => catalog.resource(calledName),
      namePath: () => ['uri'],
      calledName: named('uri'),
      invalid: 'resources/read needs params with the uri of a resource.',
      stages: way(admitResourceStage()),
    },
    {
      method: 'resources/subscribe',
      find: ({ calledName }) => catalog.resource(calledName),
      namePath: () => ['uri'],
      calledName: named('uri'),
      invalid: 'resources/subscribe needs params with the uri of a resource.',
      stages: [
        ...begin,
        resolveStage(parts),
        scanRequest,
        admitResourceStage(),
        subscribeStage(subscriptions, parts.connect),
        scanResponse,
      ],
    },
    {
      method: 'resources/unsubscribe',
      find: ({ calledName }) => catalog.resource(calledName),
      namePath: () => ['uri'],
      calledName: named('uri'),
      invalid: 'resources/unsubscribe needs params with the uri of a resource.',
      stages: [...begin, resolveStage(parts), scanRequest, unsubscribeStage(subscriptions, parts.connect)],
    },
    {
      method: 'completion/complete',
      find: (context) => completed(catalog, context),
      namePath: (params) => ['ref', refKey(params)],
      calledName: refName,
      invalid: 'completion/complete needs params with a ref to a prompt or a resource.',
      stages: way(admitAnyStage('There is nothing of this name to complete.')),
    },
    ...['tasks/get', 'tasks/result', 'tasks/update', 'tasks/cancel'].map((method): CallRoute => ({
      method,
      find: ({ calledName, session, traits }) => tasks.find(calledName, session, traits.era),
      namePath: () => [],
      calledName: named('taskId'),
      invalid: `${method} needs params with a taskId.`,
      stages: taskWay,
    })),
  ];
  const unknownWay = [
    ...begin,
    resolveStage(parts),
    scanMethodStage(scanner),
    scanRequest,
    admitAnyStage('The relay does not offer this method.'),
    ...end,
  ];
  return {
    known: new Map(routes.map((route) => [route.method, route])),
    unknown: (method) => ({
      method,
      isUnknown: true,
      find: ({ calledName }) => {
        const server = parts.onlyServer();
        return server === undefined ? undefined : { server, name: calledName, isUnlisted: true };
      },
      namePath: () => [],
      calledName: () => method,
      invalid: 'The params must be an object.',
      stages: unknownWay,
    }),
  };
}

/** The addresses and tasks that a result names may be asked for, though no list has them. */
function noteNames(catalog: Catalog, tasks: TaskOwners, context: CallContext, response: Frame): void {
  const { result } = response.message;
  const { target, session, traits } = context;
  if (!target) return;
  for (const block of itemsOf(member(result, 'content'))) noteUri(catalog, target.server, block);
  for (const message of itemsOf(member(result, 'messages'))) {
    for (const block of itemsOf(member(message, 'content'))) noteUri(catalog, target.server, block);
  }
  // The two eras put the task's id in different places.
  const taskId = member(
    member(result, 'task') ?? (member(result, 'resultType') === 'task' ? result : undefined),
    'taskId',
  );
  if (typeof taskId === 'string') tasks.note(taskId, target.server, session, traits.era);
}

/** A tool's result has an array of blocks, a prompt's message one block (MCP 2025-11-25, Prompts). */
function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function noteUri(catalog: Catalog, server: string, block: JsonValue): void {
  const type = member(block, 'type');
  if (type !== 'resource_link' && type !== 'resource') return;
  const uri = member(type === 'resource' ? member(block, 'resource') : block, 'uri');
  if (typeof uri === 'string') catalog.noteNamed(server, uri);
}

function toolName({ name, arguments: args }: JsonObject): string | undefined {
  const isFit = args === undefined || (typeof args === 'object' && args !== null && !Array.isArray(args));
  return isFit && typeof name === 'string' ? name : undefined;
}

function named(key: string): (params: JsonObject) => string | undefined {
  return (params) => {
    const name = member(params, key);
    return typeof name === 'string' ? name : undefined;
  };
}

function refKey({ ref }: JsonObject): string {
  return member(ref, 'type') === 'ref/prompt' ? 'name' : 'uri';
}

function refName(params: JsonObject): string | undefined {
  const name = member(params.ref, refKey(params));
  return typeof name === 'string' ? name : undefined;
}

function completed(catalog: Catalog, { params, calledName }: CallContext): Target | undefined {
  if (member(params.ref, 'type') === 'ref/prompt') return catalog.prompt(calledName);
  return catalog.template(calledName) ?? catalog.resource(calledName);
}
