import { z } from 'zod';

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

export const portSchema = z
  .int({ error: 'must be a whole number' })
  .min(0, { error: 'must be 0 to 65535' })
  .max(65535, { error: 'must be 0 to 65535' });
export const positiveSchema = z.int({ error: 'must be a whole number' }).positive({ error: 'must be greater than 0' });
export const secondsSchema = z
  .number({ error: 'must be a number of seconds' })
  .positive({ error: 'must be greater than 0' })
  .max(86_400, { error: 'must be at most 86400' });

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
  /** Guardrail plug-ins by name, in order; absent: `local`. */
  guardrails: z.array(z.enum(GUARDRAILS)).nonempty({ error: 'must name at least one' }).optional(),
});
export type RelaySection = z.infer<typeof relaySectionSchema>;

const shared = {
  hidden_mode: z.boolean().optional(),
  enabled: z.boolean().optional(),
  description: z.string().optional(),
  /** Seconds a call may take without a sign of progress. */
  timeout: secondsSchema.optional(),
};

export const stdioServerSchema = z.strictObject({
  type: z.literal('stdio').optional(),
  command: z.string().min(1, { error: 'must not be empty' }),
  args: z.array(z.string()).optional(),
  cwd: z.string().min(1).optional(),
  env: z.record(z.string(), z.string()).optional(),
  ...shared,
});

export const remoteServerSchema = z.strictObject({
  type: z.enum(['http', 'sse', 'streamable-http']).optional(),
  url: z.string().min(1),
  headers: z.record(z.string(), z.string()).optional(),
  ...shared,
});
