import { z } from 'zod';
import { FLOW_VERDICTS } from '../protocol/flow-settings.ts';
import { ISOLATIONS, PROTOCOLS } from '../protocol/server-config.ts';

/** Limits and defaults of spec/relay.md, "Command line". */
export const DEFAULTS = {
  transport: 'stdio',
  host: '127.0.0.1',
  port: 8000,
  toolRegistryCacheTtl: 300,
  maxMcpServers: 32,
  maxMcpTools: 64,
  remoteTimeout: 30,
  stdioTimeout: 300,
  connectTimeout: 30,
} as const;

export const TRANSPORTS = ['stdio', 'sse', 'http'] as const;
export const TOOL_NAMES = ['auto', 'prefix', 'bare'] as const;
/** Scan engines by name, the first one the default. */
export const GUARDRAILS = ['local', 'basic'] as const;
export type Guardrail = (typeof GUARDRAILS)[number];

export const FAIL_MODES = ['closed', 'open'] as const;
export const FIRST_SIGHTS = ['approve', 'ask'] as const;

export const portSchema = z
  .int({ error: 'must be a whole number' })
  .min(0, { error: 'must be 0 to 65535' })
  .max(65535, { error: 'must be 0 to 65535' });
export const positiveSchema = z.int({ error: 'must be a whole number' }).positive({ error: 'must be greater than 0' });
export const secondsSchema = z
  .number({ error: 'must be a number of seconds' })
  .positive({ error: 'must be greater than 0' })
  .max(86_400, { error: 'must be at most 86400' });

export const httpUrlSchema = z.url({ protocol: /^https?$/u, error: 'must be an https or http address' });

const flowVerdictSchema = z.enum(FLOW_VERDICTS).optional();

/** What happens to what one server said on its way to another. */
const provenanceSchema = z.strictObject({
  enabled: z.boolean().optional(),
  secret: flowVerdictSchema,
  pii: flowVerdictSchema,
  text: flowVerdictSchema,
  /** Pairs of servers that are excepted, each by name or `*`. */
  allowed: z.array(z.strictObject({ from: z.string().min(1), to: z.string().min(1) })).optional(),
});

/** The optional `mcpRelay` object: what a flag or a variable can also say, and what only the file can. */
export const relaySectionSchema = z.strictObject({
  transport: z.enum(TRANSPORTS).optional(),
  host: z.string().min(1).optional(),
  port: portSchema.optional(),
  toolRegistryCacheTtl: secondsSchema.optional(),
  maxMcpServers: positiveSchema.optional(),
  maxMcpTools: positiveSchema.optional(),
  toolNames: z.enum(TOOL_NAMES).optional(),
  failMode: z.enum(FAIL_MODES).optional(),
  provenance: provenanceSchema.optional(),
  /** Whether the first definition that is seen of a tool is approved, or waits for a person. */
  firstSight: z.enum(FIRST_SIGHTS).optional(),
  /** Whether servers' packages may be looked up in a package registry, for their risk score. */
  networkLookups: z.boolean().optional(),
  /** Where they are looked up: a registry of npm's protocol, and the service that counts downloads. */
  packageRegistry: httpUrlSchema.optional(),
  packageDownloads: httpUrlSchema.optional(),
  /** Guardrail plug-ins by name, in order; absent: `local`. */
  guardrails: z.array(z.enum(GUARDRAILS)).nonempty({ error: 'must name at least one' }).optional(),
});
export type RelaySection = z.infer<typeof relaySectionSchema>;

/** Which placeholders are put back to their values for a server. */
const restoreSchema = z.strictObject({
  kinds: z
    .array(
      z.string().regex(/^(?:secret|pii|[A-Z][A-Z0-9_]{1,62})$/u, {
        error: 'must be "secret", "pii" or the name of a placeholder like EMAIL_ADDRESS',
      }),
    )
    .nonempty({ error: 'must name at least one' }),
  tools: z.array(z.string().min(1).max(200)).nonempty({ error: 'must name at least one' }).optional(),
});

const shared = {
  hidden_mode: z.boolean().optional(),
  enabled: z.boolean().optional(),
  description: z.string().optional(),
  /** Seconds a call may take without a sign of progress. */
  timeout: secondsSchema.optional(),
  /** The era of MCP that the server is spoken to in; absent: `auto`. */
  protocol: z.enum(PROTOCOLS).optional(),
  /** `session`: each client's session has a connection, or a process, of its own; absent: `shared`. */
  isolation: z.enum(ISOLATIONS).optional(),
  /** What it may have in clear of what was masked; absent: nothing. */
  restore: restoreSchema.optional(),
};

export const stdioServerSchema = z.strictObject({
  type: z.literal('stdio').optional(),
  command: z.string().min(1, { error: 'must not be empty' }),
  args: z.array(z.string()).optional(),
  cwd: z.string().min(1).optional(),
  env: z.record(z.string(), z.string()).optional(),
  ...shared,
});

/** An address that others are sent to with what is worth stealing. */
const httpsUrlSchema = z.url({ protocol: /^https$/u, error: 'must be an https address' });

/** How to sign in at a remote server, where that cannot be found out: see OAuthSettings. */
const oauthSchema = z.strictObject({
  clientId: z.string().min(1, { error: 'must not be empty' }).optional(),
  clientSecret: z.string().min(1, { error: 'must not be empty' }).optional(),
  /** Scope tokens (RFC 6749, section 3.3). */
  scopes: z
    .array(z.string().regex(/^[\u0021\u0023-\u005b\u005d-\u007e]+$/u, { error: 'must be one scope, without spaces' }))
    .optional(),
  redirectPort: portSchema.min(1024, { error: 'must be 1024 to 65535' }).optional(),
  clientMetadataUrl: httpsUrlSchema
    .refine((url) => new URL(url).pathname !== '/', { error: 'must have a path' })
    .optional(),
  issuer: z.url({ protocol: /^https?$/u, error: 'must be an https address' }).optional(),
});

export const remoteServerSchema = z.strictObject({
  type: z.enum(['http', 'sse', 'streamable-http']).optional(),
  url: z.string().min(1),
  headers: z.record(z.string(), z.string()).optional(),
  oauth: oauthSchema.optional(),
  ...shared,
});
