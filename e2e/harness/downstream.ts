import { randomUUID } from 'node:crypto';

import { Fleet } from '../../src-relay/downstream/fleet.ts';
import type { ServerOffer } from '../../src-relay/downstream/lists/offer.ts';
import { ProcessSupervisor } from '../../src-relay/downstream/process/supervisor.ts';
import type { OutgoingRequest, RequestOptions } from '../../src-relay/downstream/request.ts';
import type { DownstreamServer } from '../../src-relay/downstream/server.ts';
import type { ClientTraits } from '../../src-relay/protocol/era.ts';
import type { Frame } from '../../src-relay/protocol/frame.ts';
import type { JsonObject } from '../../src-relay/protocol/json.ts';
import { createLog } from '../../src-relay/protocol/log.ts';
import { envelopeFor } from '../../src-relay/protocol/modern/envelope.ts';
import { membersText } from '../../src-relay/protocol/modern/object-text.ts';
import type { ServerConfig } from '../../src-relay/protocol/server-config.ts';
import { until } from './deadline.ts';
import type { ServerEntry } from './servers.ts';
import type { World } from './create-world.ts';

/** One server as the relay's downstream side sees it, with all that it reports. */
export interface Downstream {
  readonly server: DownstreamServer;
  readonly offers: readonly ServerOffer[];
  readonly statuses: readonly string[];
  readonly notices: readonly { readonly frame: Frame; readonly owners: readonly string[] }[];
  readonly log: () => string;
  /** Waits until it is ready, and gives its last offer. */
  readonly ready: () => Promise<ServerOffer>;
  readonly stop: () => Promise<void>;
}

type Extras = Partial<Pick<ServerConfig, 'protocol' | 'isolation' | 'timeout'>>;

/** Starts the downstream side for one server, without a relay before it. It ends with the world. */
export function connectDownstream(world: World, entry: ServerEntry, extras: Extras = {}): Downstream {
  let text = '';
  const log = createLog('debug', (line) => {
    text += line;
  });
  const processes = new ProcessSupervisor({
    instanceId: randomUUID(),
    folders: undefined,
    mask: () => Promise.resolve((line) => line),
    log,
  });
  const fleet = new Fleet([configOf(entry, extras)], processes, log);
  const [server] = fleet.servers.values();
  if (!server) throw new Error('no server');
  const offers: ServerOffer[] = [];
  const statuses: string[] = [];
  const notices: { frame: Frame; owners: readonly string[] }[] = [];
  fleet.start();
  fleet.attach({
    onOffer: (_server, offer) => offers.push(offer),
    onStatus: (_server, status) => statuses.push(status),
    onNotification: (_server, frame, owners) => notices.push({ frame, owners }),
    onSignIn: () => {},
  });
  world.onEnd(() => fleet.stop());
  return {
    server,
    offers,
    statuses,
    notices,
    log: () => text,
    stop: () => fleet.stop(),
    ready: async () => {
      await until(`the server is ready\n${text}`, () => server.status === 'ready' && offers.length > 0);
      const last = offers.at(-1);
      if (!last) throw new Error('no offer');
      return last;
    },
  };
}

function configOf(entry: ServerEntry, extras: Extras): ServerConfig {
  const shared = {
    name: 'under-test',
    hidden: false,
    enabled: true,
    description: undefined,
    startedAs: '',
    timeout: 30,
    protocol: 'auto',
    isolation: 'shared',
    ...extras,
  } as const;
  if (entry.url !== undefined) {
    return { kind: entry.type ?? 'http', url: entry.url, headers: entry.headers ?? {}, ...shared };
  }
  const { command = '', args = [], env = {} } = entry;
  return { kind: 'stdio', command, args, cwd: undefined, env, ...shared };
}

/** A client's request in the words of either era. */
export function clientRequest(
  method: string,
  params: JsonObject,
  capabilities: JsonObject = { sampling: {}, elicitation: { form: {}, url: {} }, roots: {} },
): OutgoingRequest {
  const name = params.name ?? params.uri;
  return {
    method,
    name: typeof name === 'string' ? name : undefined,
    write(id, era) {
      const meta =
        era === 'modern' ? `{${membersText(Object.entries(envelopeFor({ capabilities, logLevel: 'debug' })))}}` : '{}';
      const withToken = meta === '{}' ? `{"progressToken":${id}}` : `${meta.slice(0, -1)},"progressToken":${id}}`;
      const members = Object.entries(params).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
      return `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":{${[...members, `"_meta":${withToken}`].join(',')}}}`;
    },
  };
}

/** Calls a tool as one client. */
export function callTool(
  server: DownstreamServer,
  name: string,
  args: JsonObject = {},
  options: Partial<RequestOptions> = {},
): Promise<Frame> {
  const params = { name, arguments: args };
  return server.request(clientRequest('tools/call', params), { timeoutMs: 20_000, owner: 'client', ...options });
}

/** What a legacy client with everything would have said of itself. */
export const TRAITS: ClientTraits = {
  era: 'legacy',
  version: '2025-11-25',
  capabilities: { sampling: {}, elicitation: {}, roots: {} },
  logLevel: undefined,
};

/** The texts of a tool's result. */
export function textOf({ message }: Frame): string {
  return JSON.stringify(message.result ?? message.error);
}
