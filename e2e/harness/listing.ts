import { rawAt, rawElements } from '../fixtures/raw-json.ts';
import { RawRpcError } from '../fixtures/servers/session.ts';
import { until } from './deadline.ts';
import type { Part } from './puppet.ts';
import type { RawClient } from './raw-client.ts';
import { stringAt } from './said-frames.ts';

/** The lists: method, member of the result, and what names an item. */
export const LISTS = {
  tools: { method: 'tools/list', member: 'tools', key: 'name' },
  prompts: { method: 'prompts/list', member: 'prompts', key: 'name' },
  resources: { method: 'resources/list', member: 'resources', key: 'uri' },
  templates: { method: 'resources/templates/list', member: 'resourceTemplates', key: 'uriTemplate' },
} as const;
export type ListKind = keyof typeof LISTS;

/** All items of a list as source text, page by page. */
export async function listedPages(client: RawClient, kind: ListKind): Promise<readonly (readonly string[])[]> {
  const { method, member } = LISTS[kind];
  const pages: (readonly string[])[] = [];
  let params = '{}';
  for (;;) {
    const frame = await client.request(`"${kind} ${pages.length}"`, method, params);
    const items = rawAt(frame, 'result', member);
    if (items === undefined) throw new Error(`page ${pages.length} of ${method}: ${frame}`);
    pages.push(rawElements(items));
    const cursor = rawAt(frame, 'result', 'nextCursor');
    if (cursor === undefined) return pages;
    params = `{"cursor":${cursor}}`;
  }
}

export async function listed(client: RawClient, kind: ListKind): Promise<readonly string[]> {
  return (await listedPages(client, kind)).flat();
}

/** The names, or addresses, in a list. */
export async function listedNames(client: RawClient, kind: ListKind): Promise<readonly string[]> {
  return (await listed(client, kind)).map((item) => stringAt(item, LISTS[kind].key) ?? '');
}

/** Waits until a list has all of these; gives all names in it. */
export function waitForListed(client: RawClient, kind: ListKind, ...names: string[]): Promise<readonly string[]> {
  return until(`${kind} ${names.join(', ')}`, async () => {
    const now = await listedNames(client, kind).catch((): readonly string[] => []);
    return names.every((name) => now.includes(name)) ? now : undefined;
  });
}

/** The part of a server that lists these items, so many on a page. */
export function pagesOf(kind: ListKind, items: readonly object[], size = 100): Part {
  const { member } = LISTS[kind];
  return ({ rawParams }) => {
    const cursor = stringAt(rawParams, 'cursor');
    const start = cursor === undefined ? 0 : Number(/^after (?<start>\d+)$/u.exec(cursor)?.groups?.['start'] ?? NaN);
    if (Number.isNaN(start)) throw new RawRpcError('{"code":-32602,"message":"This cursor is none of mine."}');
    const next = start + size;
    const more = next < items.length ? { nextCursor: `after ${next}` } : {};
    return JSON.stringify({ [member]: items.slice(start, next), ...more });
  };
}

export const prompt = (name: string): object => ({ name, description: `Writes ${name}.` });
export const resource = (uri: string): object => ({ uri, name: uri.slice(-20) });
export const template = (uriTemplate: string): object => ({ uriTemplate, name: 'template' });

/** A prompt's result with one text. */
export function promptText(text: string): string {
  return JSON.stringify({ messages: [{ role: 'user', content: { type: 'text', text } }] });
}

/** A resource's result with one text. */
export function resourceText(uri: string, text: string): string {
  return JSON.stringify({ contents: [{ uri, text }] });
}
