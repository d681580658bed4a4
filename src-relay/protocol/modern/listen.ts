import { applyEdits } from '../edits.ts';
import { JSON_RPC } from '../errors.ts';
import { isJsonObject, member, type JsonObject, type JsonValue } from '../json.ts';
import { OWN_INFO } from './envelope.ts';
import type { Fault } from './fault.ts';
import { META } from './keys.ts';
import { metaEdits } from './meta.ts';
import { memberValue, objectText } from './object-text.ts';

/** What a listener wants to hear of (MCP 2026-07-28, Subscriptions). */
export interface ListenFilter {
  readonly toolsListChanged: boolean;
  readonly promptsListChanged: boolean;
  readonly resourcesListChanged: boolean;
  /** Addresses of resources, exactly as the client wrote them. */
  readonly resourceSubscriptions: readonly string[];
  readonly taskIds: readonly string[];
}

/** Most resources, and most tasks, that one listener may name. */
const MAX_NAMES = 1000;

const SWITCHES = ['toolsListChanged', 'promptsListChanged', 'resourcesListChanged'] as const;

/** Reads the params of `subscriptions/listen`; a fault where they ask for nothing that can be read. */
export function readListen(params: JsonValue | undefined): ListenFilter | Fault {
  const wanted = member(params, 'notifications');
  if (!isJsonObject(wanted)) return notInOrder('subscriptions/listen needs the object notifications in its params.');
  for (const name of SWITCHES) {
    const value = member(wanted, name);
    if (value !== undefined && typeof value !== 'boolean') return notInOrder(`${name} must be true or false.`);
  }
  const resourceSubscriptions = names(wanted, 'resourceSubscriptions');
  const taskIds = names(wanted, 'taskIds');
  if (!resourceSubscriptions || !taskIds) {
    return notInOrder(`resourceSubscriptions and taskIds must be arrays of at most ${MAX_NAMES} strings.`);
  }
  return {
    toolsListChanged: wanted.toolsListChanged === true,
    promptsListChanged: wanted.promptsListChanged === true,
    resourcesListChanged: wanted.resourcesListChanged === true,
    resourceSubscriptions,
    taskIds,
  };
}

/** What of a listener's wishes can be honoured: what the relay offers in its capabilities. */
export function honoured(
  filter: ListenFilter,
  capabilities: JsonObject,
  /** Client and servers have agreed on tasks. */
  hasTasks: boolean,
): ListenFilter {
  const has = (area: string, flag: string): boolean => member(member(capabilities, area), flag) === true;
  return {
    toolsListChanged: filter.toolsListChanged && has('tools', 'listChanged'),
    promptsListChanged: filter.promptsListChanged && has('prompts', 'listChanged'),
    resourcesListChanged: filter.resourcesListChanged && has('resources', 'listChanged'),
    resourceSubscriptions: has('resources', 'subscribe') ? [...new Set(filter.resourceSubscriptions)] : [],
    taskIds: hasTasks ? [...new Set(filter.taskIds)] : [],
  };
}

/** Nothing would ever be sent for it. */
export function isSilent(filter: ListenFilter): boolean {
  return (
    SWITCHES.every((name) => !filter[name]) && filter.resourceSubscriptions.length === 0 && filter.taskIds.length === 0
  );
}

/**
 * Whether a listener wants a notification.
 * @param name the resource's address or the task's id, where it is about one
 */
export function wants(filter: ListenFilter, method: string, name?: string): boolean {
  switch (method) {
    case 'notifications/tools/list_changed':
      return filter.toolsListChanged;
    case 'notifications/prompts/list_changed':
      return filter.promptsListChanged;
    case 'notifications/resources/list_changed':
      return filter.resourcesListChanged;
    case 'notifications/resources/updated':
      return name !== undefined && filter.resourceSubscriptions.includes(name);
    case 'notifications/tasks':
      return name !== undefined && filter.taskIds.includes(name);
    default:
      return false;
  }
}

/** The first message to a listener: what will be sent. `idSource` is the id of its request, as it was written. */
export function acknowledged(idSource: string, filter: ListenFilter): string {
  const notifications: JsonObject = {};
  for (const name of SWITCHES) if (filter[name]) notifications[name] = true;
  if (filter.resourceSubscriptions.length > 0) notifications.resourceSubscriptions = [...filter.resourceSubscriptions];
  if (filter.taskIds.length > 0) notifications.taskIds = [...filter.taskIds];
  const params = `{"notifications":${JSON.stringify(notifications)},"_meta":{${subscription(idSource)}}}`;
  return `{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":${params}}`;
}

/** A notification with the mark of the listener that it goes to. */
export function stamped(notification: string, idSource: string): string {
  const params = memberValue(objectText(notification), 'params');
  const change = { remove: () => false, set: { [META.subscriptionId]: idSource } };
  return applyEdits(notification, metaEdits(notification, params, change));
}

/** The response that ends a listener's stream in good order. */
export function listenResult(idSource: string): string {
  const meta = `${subscription(idSource)},${JSON.stringify(META.serverInfo)}:${OWN_INFO}`;
  return `{"jsonrpc":"2.0","id":${idSource},"result":{"resultType":"complete","_meta":{${meta}}}}`;
}

function subscription(idSource: string): string {
  return `${JSON.stringify(META.subscriptionId)}:${idSource}`;
}

function names(wanted: JsonObject, key: string): readonly string[] | undefined {
  const value = member(wanted, key) ?? [];
  if (!Array.isArray(value) || value.length > MAX_NAMES) return undefined;
  const strings = value.filter((item) => typeof item === 'string');
  return strings.length === value.length ? strings : undefined;
}

function notInOrder(message: string): Fault {
  return { status: 200, code: JSON_RPC.invalidParams, message };
}
