import { z } from 'zod';

/** The part of the control contract about exceptions: findings that a person has said are none. */

/** Which way a text went: what a server says of its tools, what a client asks, what a server answers. */
export const DIRECTIONS = ['definition', 'request', 'response'] as const;

/** A finding that a person has said is none. */
const exceptionSchema = z.object({
  id: z.string(),
  server: z.string(),
  /** The tool, prompt or resource by its name at the server; null: all of them. */
  tool: z.string().nullable(),
  detector: z.string(),
  direction: z.enum(DIRECTIONS),
  /** One value wherever it stands, or whatever stands in one place. */
  scope: z.enum(['value', 'place']),
  /** The place as a JSON pointer in which `*` stands for any place of a list; null where it is a value. */
  place: z.string().nullable(),
  reason: z.string(),
  /** Milliseconds since the epoch; null: until it is removed. */
  createdAt: z.int(),
  expiresAt: z.int().nullable(),
  /** How often it has let something pass since the relay was started. */
  uses: z.int(),
});
export type FindingExceptionView = z.infer<typeof exceptionSchema>;
const exceptionsSchema = z.object({ exceptions: z.array(exceptionSchema) });

/** How long an exception holds, and why it is made. */
const exceptionTerms = z.strictObject({
  /** Days from now; null: until it is removed. */
  days: z.int().min(1).max(3650).nullable(),
  reason: z.string().trim().min(1).max(500),
});

export const EXCEPTION_PROCEDURES = {
  /** Those in force, the latest first. */
  'exceptions.list': { input: z.strictObject({}), output: exceptionsSchema },
  /** Makes an exception of one finding of a call in the log, named by its place in `findings`. */
  'exceptions.add': {
    input: exceptionTerms.extend({
      entryId: z.string().max(100),
      finding: z.int().min(0).max(100_000),
      scope: z.enum(['value', 'place']),
      /** For all tools of the server, not only for the one that was called. */
      allTools: z.boolean(),
    }),
    output: exceptionsSchema,
  },
  /** Makes exceptions of all that keeps a tool's definition off: of the one with this hash, which the person has seen. */
  'exceptions.addForTool': {
    input: exceptionTerms.extend({
      server: z.string().min(1).max(200),
      name: z.string().min(1).max(100_000),
      hash: z.string().max(100),
    }),
    output: exceptionsSchema,
  },
  'exceptions.remove': { input: z.strictObject({ id: z.string().max(100) }), output: exceptionsSchema },
  /**
   * Tries the rules of now on what every exception was made for, removed and expired ones included. `found`: whether it would
   * still be a finding; null where only its masked text was kept.
   */
  'exceptions.check': {
    input: z.strictObject({}),
    output: z.object({
      cases: z.array(
        z.object({
          id: z.string(),
          server: z.string(),
          tool: z.string().nullable(),
          detector: z.string(),
          reason: z.string(),
          createdAt: z.int(),
          isInForce: z.boolean(),
          found: z.boolean().nullable(),
        }),
      ),
    }),
  },
} as const;
