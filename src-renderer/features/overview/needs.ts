import type { ClientFile, ReviewItem, Server, Status, Tool } from '../../../src-relay/control/contract.ts';
import type { Failing } from '../../state/failing.ts';
import { isKeptOff, type KeptOffState } from '../../state/kept-off.ts';
import { entryOf } from '../../state/by-key.ts';
import { clientKey } from '../clients/client-key.ts';

/** Something that somebody should look at. */
export type Need =
  | { readonly kind: 'paused'; readonly until: number }
  | { readonly kind: 'problem'; readonly text: string }
  | { readonly kind: 'tools'; readonly state: Tool['state']; readonly server: string; readonly tools: readonly Tool[] }
  | { readonly kind: 'down'; readonly server: string; readonly reason: string }
  | { readonly kind: 'sign-in'; readonly server: string; readonly issuer: string | null }
  | { readonly kind: 'held'; readonly server: string; readonly score: number | null }
  | { readonly kind: 'instructions'; readonly server: string; readonly id: string; readonly isNew: boolean }
  | { readonly kind: 'slow'; readonly server: string; readonly since: number }
  | { readonly kind: 'not-offered'; readonly state: Tool['state']; readonly count: number }
  /** An app that was connected and whose calls do not all pass the relay any more; `key` is its name in addresses. */
  | { readonly kind: 'client'; readonly key: string; readonly file: ClientFile }
  | { readonly kind: 'hidden'; readonly server: string };

/** What the page knows; parts that are not loaded yet are undefined. */
export interface Known {
  readonly status: Status | undefined;
  readonly servers: readonly Server[] | undefined;
  readonly tools: readonly Tool[] | undefined;
  readonly review?: readonly ReviewItem[] | undefined;
  readonly clients?: readonly ClientFile[] | undefined;
  readonly failing: Failing;
  readonly keptOff: KeptOffState;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** How long a server may take to start before somebody should know, in milliseconds. */
const SLOW_MS = 10_000;
/** States of tools that wait for a person, and those that only say that clients get fewer tools. */
const TO_LOOK_AT = ['disabled - changed', 'disabled - security risk', 'disabled - error'] as const;
const NOT_OFFERED = ['disabled - limit', 'disabled - duplicate'] as const;

/** All that needs somebody, what is worst first. */
export function needsOf({
  status,
  servers = [],
  tools = [],
  review = [],
  clients = [],
  failing,
  keptOff,
  now,
}: Known): readonly Need[] {
  const own = servers.filter((server) => !server.internal);
  return [
    ...(status?.pausedUntil == null ? [] : [{ kind: 'paused', until: status.pausedUntil } as const]),
    ...(status?.problems ?? []).map((text): Need => ({ kind: 'problem', text })),
    ...TO_LOOK_AT.flatMap((state) =>
      byServer(tools.filter((tool) => tool.state === state && !isKeptOff(keptOff, tool))).map(
        ([server, found]): Need => ({ kind: 'tools', state, server, tools: found }),
      ),
    ),
    ...review.flatMap((item): Need[] =>
      item.kind === 'instructions' && !item.isKeptOff
        ? [{ kind: 'instructions', server: item.server, id: item.id, isNew: item.isNew }]
        : [],
    ),
    ...servers.flatMap((server): Need[] => {
      if (server.held) {
        const isKept = review.some((item) => item.kind === 'server' && item.server === server.name && item.isKeptOff);
        return isKept ? [] : [{ kind: 'held', server: server.name, score: server.risk?.score ?? null }];
      }
      if (server.enabled && server.signIn?.state === 'needed') {
        return [{ kind: 'sign-in', server: server.name, issuer: server.signIn.issuer }];
      }
      const reason = entryOf(failing, server.name);
      if (reason !== undefined) return [{ kind: 'down', server: server.name, reason }];
      const isSlow = server.enabled && server.status === 'connecting' && now - server.statusSince > SLOW_MS;
      return isSlow ? [{ kind: 'slow', server: server.name, since: server.statusSince }] : [];
    }),
    ...clients.flatMap((file): Need[] =>
      file.connectedAt === null || file.state === 'connected'
        ? []
        : [{ kind: 'client', key: clientKey(clients, file), file }],
    ),
    ...NOT_OFFERED.flatMap((state): Need[] => {
      const count = tools.filter((tool) => tool.state === state).length;
      return count === 0 ? [] : [{ kind: 'not-offered', state, count }];
    }),
    ...own
      .filter((server) => server.hidden && server.enabled)
      .map((server): Need => ({ kind: 'hidden', server: server.name })),
  ];
}

function byServer(tools: readonly Tool[]): readonly (readonly [server: string, tools: readonly Tool[]])[] {
  return [...Map.groupBy(tools, (tool) => tool.server)];
}

/** A name for a need that stays the same as long as it is the same need. */
export function keyOf(need: Need): string {
  switch (need.kind) {
    case 'paused':
      return need.kind;
    case 'problem':
      return `${need.kind} ${need.text}`;
    case 'tools':
      return `${need.kind} ${need.state} ${need.server}`;
    case 'not-offered':
      return `${need.kind} ${need.state}`;
    case 'client':
      return `${need.kind} ${need.key}`;
    default:
      return `${need.kind} ${need.server}`;
  }
}
