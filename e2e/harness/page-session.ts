import { HTTP } from '../../src-relay/control/contract.ts';
import type { World } from './create-world.ts';
import type { RelayInfo } from './listening-relay.ts';
import { rawHttp } from './raw-http.ts';
import { controlToken } from './control-client.ts';
import { z } from 'zod';

const LINK = z.object({ ok: z.literal(true), output: z.object({ path: z.string() }) });

type Running = { readonly info: Pick<RelayInfo, 'baseUrl'> };

/** Both halves of what a page holds after it came by a link. */
export interface PageSession {
  /** `name=value`, ready for a Cookie header. */
  readonly cookie: string;
  readonly key: string;
}

/** A one-time link, made with the control token. */
export async function createLink(world: Pick<World, 'dataDir'>, relay: Running): Promise<string> {
  const headers = { authorization: `Bearer ${controlToken(world)}` };
  const response = await rawHttp(`${relay.info.baseUrl}${HTTP.links}`, { method: 'POST', headers });
  return `${relay.info.baseUrl}${LINK.parse(JSON.parse(response.body)).output.path}`;
}

/** Follows a link as a browser would, without showing the page. */
export async function openPage(world: Pick<World, 'dataDir'>, relay: Running): Promise<PageSession> {
  const response = await rawHttp(await createLink(world, relay));
  const cookie = response.headers['set-cookie']?.[0]?.split(';')[0];
  const key = /#key=(?<key>[^&]+)/u.exec(response.headers.location ?? '')?.groups?.['key'];
  if (cookie === undefined || key === undefined) throw new Error(`the link did not work: ${response.status}`);
  return { cookie, key };
}

/** The headers of a request that the page itself makes. */
export function pageHeaders({ cookie, key }: PageSession): Record<string, string> {
  return { cookie, [HTTP.keyHeader]: key, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
}
