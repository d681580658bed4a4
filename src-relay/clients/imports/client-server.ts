import { z } from 'zod';

/** A server as a client runs it, whatever the client's notation. */
export type ClientServer =
  | {
      readonly kind: 'local';
      readonly command: string;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      readonly cwd: string | undefined;
    }
  | {
      readonly kind: 'remote';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly isSse: boolean;
    };

export type ServerReading =
  | { readonly server: ClientServer; readonly isOff: boolean }
  /** Why it is no server that could be run elsewhere, as a sentence. */
  | { readonly unreadable: string; readonly isOff: boolean };

const textsSchema = z.record(z.string(), z.coerce.string());

/** All keys that clients use, in any of their notations; others say nothing about what is run. */
const entrySchema = z.looseObject({
  command: z.union([z.string(), z.looseObject({ path: z.string(), args: z.array(z.string()).optional() })]).optional(),
  args: z.array(z.coerce.string()).optional(),
  env: textsSchema.nullish(),
  env_vars: z.array(z.string()).optional(),
  cwd: z.string().nullish(),
  type: z.string().optional(),
  transport: z.string().optional(),
  url: z.string().optional(),
  serverUrl: z.string().optional(),
  httpUrl: z.string().optional(),
  headers: textsSchema.nullish(),
  http_headers: textsSchema.optional(),
  env_http_headers: textsSchema.optional(),
  bearer_token_env_var: z.string().optional(),
  disabled: z.boolean().optional(),
  enabled: z.boolean().optional(),
});

/** Reads one entry of a client's file. */
export function readServer(entry: unknown): ServerReading {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) return { unreadable: 'It is not written as a server.', isOff: false };
  const { data } = parsed;
  const isOff = data.disabled === true || data.enabled === false;
  if (data.command !== undefined) {
    const isText = typeof data.command === 'string';
    const command = typeof data.command === 'string' ? data.command : data.command.path;
    const args = data.args ?? (isText || typeof data.command === 'string' ? [] : (data.command.args ?? []));
    const passed = Object.fromEntries((data.env_vars ?? []).map((name) => [name, `\${${name}}`]));
    const env = { ...passed, ...data.env };
    return { server: { kind: 'local', command, args, env, cwd: data.cwd ?? undefined }, isOff };
  }
  const url = data.httpUrl ?? data.serverUrl ?? data.url;
  if (url === undefined) return { unreadable: 'It names neither a command nor an address.', isOff };
  const fromEnv = Object.entries(data.env_http_headers ?? {}).map(([name, variable]): [string, string] => [
    name,
    `\${${variable}}`,
  ]);
  const bearer = data.bearer_token_env_var;
  const headers: Record<string, string> = {
    ...data.headers,
    ...data.http_headers,
    ...textsOf(fromEnv),
    ...(bearer === undefined ? {} : { Authorization: `Bearer \${${bearer}}` }),
  };
  const isSse = (data.type ?? data.transport) === 'sse';
  return { server: { kind: 'remote', url, headers, isSse }, isOff };
}

function textsOf(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(pairs);
}

/** A command line or address as a person reads it. */
export function whatItRuns(server: ClientServer): string {
  if (server.kind === 'remote') return server.url;
  return [server.command, ...server.args]
    .map((word) => (/^[\w@%+=:,./~${}\\-]+$/u.test(word) ? word : JSON.stringify(word)))
    .join(' ');
}

/** The same for two entries that run the same: program, arguments and environment, or address and headers. */
export function identityOf(server: ClientServer): string {
  const sorted = (texts: Readonly<Record<string, string>>): unknown =>
    Object.entries(texts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return server.kind === 'local'
    ? JSON.stringify([server.command, server.args, sorted(server.env), server.cwd ?? null])
    : JSON.stringify([server.url, sorted(server.headers)]);
}
