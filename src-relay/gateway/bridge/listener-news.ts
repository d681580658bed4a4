import { member, parseJson } from '../../protocol/json.ts';
import { stamped } from '../../protocol/modern/listen.ts';

const SWITCHES = [
  ['toolsListChanged', 'notifications/tools/list_changed'],
  ['promptsListChanged', 'notifications/prompts/list_changed'],
  ['resourcesListChanged', 'notifications/resources/list_changed'],
] as const;

/** Whether a listener was told that it will hear nothing. */
export function isSilentFilter(acknowledged: string): boolean {
  return notificationsFor(acknowledged).length === 0 && !acknowledged.includes('"taskIds"');
}

/**
 * What a listener of the modern era is told when another relay serves it: its lists may be other ones now, and updates may
 * have been missed.
 * @param acknowledged what it was told that it will hear, as JSON text
 */
export function listenerNews(idSource: string, acknowledged: string): string[] {
  return notificationsFor(acknowledged).map((source) => stamped(source, idSource));
}

function notificationsFor(acknowledged: string): string[] {
  const filter = parseJson(acknowledged);
  const lists = SWITCHES.filter(([name]) => member(filter, name) === true);
  const resources = member(filter, 'resourceSubscriptions');
  return [
    ...lists.map(([, method]) => `{"jsonrpc":"2.0","method":"${method}"}`),
    ...(Array.isArray(resources) ? resources : []).map(
      (uri) => `{"jsonrpc":"2.0","method":"notifications/resources/updated","params":${JSON.stringify({ uri })}}`,
    ),
  ];
}
