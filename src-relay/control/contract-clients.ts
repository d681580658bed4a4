import { z } from 'zod';
import { CLIENT_ACTIONS, CLIENT_IDS, CLIENT_STATES } from '../protocol/client-kinds.ts';

/** The part of the control contract about AI clients: which are installed, what would be written into their files, and writing it. */

const clientIdSchema = z.enum(CLIENT_IDS);

/** One configuration file of one installed client. */
const clientFileSchema = z.object({
  id: clientIdSchema,
  title: z.string(),
  /** Absolute path, whether it is there or not. */
  file: z.string(),
  state: z.enum(CLIENT_STATES),
  /** Why it is in this state, with the next step; may hold words of the file. */
  reason: z.string(),
  /** Names of other servers in the file that do not pass the relay. */
  bypassing: z.array(z.string()),
  /** The app runs now and may overwrite the file. */
  isRunning: z.boolean(),
  canUndo: z.boolean(),
  /** Milliseconds since the epoch; null where it is not connected. */
  connectedAt: z.int().nullable(),
  /** The relay puts its entry back by itself when the app drops it. */
  keepsItself: z.boolean(),
  transport: z.enum(['stdio', 'http']),
  /** What a change takes to be seen by the app, as a sentence. */
  afterwards: z.string(),
  /** Where the file stops being readable; lines and columns count from 1. */
  broken: z.object({ line: z.int(), column: z.int(), message: z.string() }).nullable(),
});
export type ClientFile = z.infer<typeof clientFileSchema>;

/** A file that changes: the lines that do, with some around them. */
const plannedFileSchema = z.object({
  path: z.string(),
  /** What happens to it, in words. */
  what: z.string(),
  before: z.string(),
  after: z.string(),
  /** Lines of the file that stand before and after what is shown, the same in both. */
  linesBefore: z.int(),
  linesAfter: z.int(),
});
export type PlannedFileView = z.infer<typeof plannedFileSchema>;

/** What would be done to a client; everything in it that comes from a file has its secrets masked. */
const clientPlanSchema = z.object({
  planId: z.string(),
  id: clientIdSchema,
  title: z.string(),
  action: z.enum(CLIENT_ACTIONS),
  /** Every file that changes, the relay's configuration included. */
  files: z.array(plannedFileSchema),
  /** Servers of the client that move behind the relay. */
  imports: z.array(
    z.object({
      name: z.string(),
      /** Its name in the relay's configuration. */
      as: z.string(),
      /** What it runs, or where it is. */
      what: z.string(),
      /** Values that go to the secret store, by their place in the entry, and the name each gets there. */
      secrets: z.array(z.object({ place: z.string(), name: z.string() })),
      /** The relay's server that runs the same already. */
      duplicateOf: z.string().nullable(),
      /** Why it is not moved. */
      skipped: z.string().nullable(),
    }),
  ),
  /** Undo: files that others have changed since the relay wrote them, in their three states. */
  changedSince: z.array(
    z.object({
      path: z.string(),
      /** Before the relay wrote it; empty where it was not there. */
      before: z.string(),
      /** Null where a program of the client wrote it. */
      written: z.string().nullable(),
      /** Empty where it is gone. */
      now: z.string(),
      /** Lines that stand before and after what is shown, the same in all. */
      linesBefore: z.int(),
      linesAfter: z.int(),
    }),
  ),
  /** Entries of the client's file that are taken out or written anew. */
  replaced: z.array(z.string()),
  /** Each a sentence. */
  warnings: z.array(z.string()),
});
export type ClientPlanView = z.infer<typeof clientPlanSchema>;
export type ChangedSinceView = ClientPlanView['changedSince'][number];

const fileRef = z.strictObject({ id: clientIdSchema, file: z.string().min(1).max(10_000) });

/** Links that have an app install the relay's entry: nothing in them is a secret. */
const installLinkSchema = z.object({ client: clientIdSchema, title: z.string(), href: z.string() });

const clientName = z.strictObject({ name: z.string().trim().min(1).max(64) });
const nothing = z.strictObject({});

export const CLIENT_PROCEDURES = {
  /** Installed clients, and all that could be connected. */
  'clients.list': {
    input: nothing,
    output: z.object({
      files: z.array(clientFileSchema),
      supported: z.array(z.object({ id: clientIdSchema, title: z.string() })),
      /** Nothing was ever connected, and nobody has gone through the set-up or left it. */
      isFirstRun: z.boolean(),
    }),
  },
  /** Somebody has gone through the set-up, or has left it: it no longer opens by itself. */
  'clients.rememberSetup': { input: nothing, output: z.strictObject({}) },
  /** Works out what would be written, and writes nothing. */
  'clients.plan': {
    input: fileRef.extend({
      action: z.enum(CLIENT_ACTIONS),
      /** Connect: the client's other servers move behind the relay. */
      importServers: z.boolean().optional(),
      /** Connect: what looks like a secret goes to the secret store. */
      secretsToStore: z.boolean().optional(),
      /** Connect and repair: the relay puts its entry back by itself when the app drops it. */
      keepItself: z.boolean().optional(),
      /** Disconnect: servers that were moved behind the relay come back. */
      restoreServers: z.boolean().optional(),
      /** Undo: the files become what they were before, and what others have changed since is lost. */
      putBack: z.boolean().optional(),
    }),
    output: clientPlanSchema,
  },
  /**
   * Writes exactly what a plan showed; refused where a file has changed since. `restarts`: the relay's own configuration
   * changed, and the relay starts anew with it; clients are not cut off from it.
   */
  'clients.apply': {
    input: z.strictObject({ planId: z.string().max(200) }),
    output: z.object({ file: clientFileSchema, restarts: z.boolean() }),
  },
  /**
   * Gives every connected client back what it had, as uninstalling does, and lets it in no longer. One that cannot be restored
   * keeps none of the others. `restarts` as for `clients.apply`.
   */
  'clients.restoreAll': {
    input: nothing,
    output: z.object({
      restored: z.array(
        z.object({
          id: clientIdSchema,
          title: z.string(),
          /** Absolute paths of the files that were written, the relay's configuration included. */
          files: z.array(z.string()),
          /** Names of the servers that came back from behind the relay. */
          servers: z.array(z.string()),
          /** Each a sentence. */
          warnings: z.array(z.string()),
        }),
      ),
      /** Clients that keep the relay's entry: why, with the next step, each a sentence or more. */
      problems: z.array(z.object({ id: clientIdSchema, title: z.string(), message: z.string() })),
      restarts: z.boolean(),
    }),
  },
  'clients.keepItself': { input: fileRef.extend({ keepItself: z.boolean() }), output: clientFileSchema },
  /** A call of the relay's own tool through all that a client's call goes through. */
  'clients.testCall': {
    input: nothing,
    output: z.object({
      /** The call in the log. */
      entryId: z.string().nullable(),
      tool: z.string(),
      /** Tools that a client is offered now, the relay's own included. */
      tools: z.int(),
      /** Microseconds. */
      durationUs: z.int(),
    }),
  },
  /** Ways to connect an app by hand. */
  'clients.ways': {
    input: nothing,
    output: z.object({
      url: z.string(),
      command: z.object({ program: z.string(), args: z.array(z.string()) }),
      links: z.array(installLinkSchema),
      /** The `.mcpb` bundle for Claude Desktop; null where it is not built. */
      bundle: z.string().nullable(),
      /** The relay runs with a desktop: it can show files in their folder and open links. */
      hasDesktop: z.boolean(),
    }),
  },
  /**
   * Lets a client in that comes by the bridge, under a name: whoever connects it by hand gives its command this name. What
   * the bridge needs is kept where only it is read; nothing secret is answered.
   */
  'clients.letIn': { input: clientName, output: z.strictObject({}) },
  /** Makes a token for a client that is connected by hand. It is shown this once: the relay keeps its hash. */
  'clients.createToken': {
    input: clientName,
    output: z.object({ token: z.string() }),
  },
  /** Opens an app's install link, where the relay runs with a desktop. */
  'clients.openLink': { input: z.strictObject({ client: clientIdSchema }), output: z.strictObject({}) },
  /** Shows a client's file, or the bundle, in its folder. */
  'clients.reveal': { input: z.strictObject({ path: z.string().max(10_000) }), output: z.strictObject({}) },
} as const;
