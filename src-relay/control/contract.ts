import { z } from 'zod';
import { CLIENT_PROCEDURES } from './contract-clients.ts';
import { DIRECTIONS, EXCEPTION_PROCEDURES } from './contract-exceptions.ts';
import { REVIEW_PROCEDURES, riskSchema } from './contract-review.ts';
import { SECRET_PLACES } from '../protocol/secret-store.ts';

/**
 * The control contract: everything that a window, a browser page or the command line may ask of the running relay, and
 * what it hears from it. Electron IPC and loopback HTTP + SSE carry it alike, so nobody who speaks it knows which.
 */

/** What became of a call, worst first; each row of the log has exactly one. */
export const OUTCOMES = ['blocked', 'asked', 'denied', 'error', 'masked', 'bypassed', 'allowed'] as const;
const outcomeSchema = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof outcomeSchema>;

const VERDICTS = ['allow', 'mask', 'ask', 'block'] as const;

/** One call as a list shows it. */
const callRowSchema = z.object({
  /** Position in the log: later calls have higher ones. */
  seq: z.int(),
  entryId: z.string(),
  /** Milliseconds since the epoch. */
  ts: z.int(),
  /** Who called, e.g. `client:cursor`. */
  client: z.string(),
  /** Tells the client's sessions apart. */
  session: z.string(),
  /** The request's method, e.g. `tools/call`; `sampling/createMessage` and the like for what a server asked of the client. */
  method: z.string(),
  server: z.string().nullable(),
  /**
   * What was called, by the name at its server: a tool or prompt, or a resource's address; null where the client named one
   * that is not offered.
   */
  tool: z.string().nullable(),
  /** The name the client called it by, where it is another one. */
  shownTool: z.string().nullable(),
  outcome: outcomeSchema,
  /** AISEC code where the relay decided, `downstream_error` where the server answered with an error. */
  code: z.string().nullable(),
  /** Why, in one sentence for a person. */
  reason: z.string().nullable(),
  findingCount: z.int(),
  /** Ids of the detectors that found something, each once. */
  detectors: z.array(z.string()),
  /** Microseconds. */
  durationUs: z.int(),
});
export type CallRow = z.infer<typeof callRowSchema>;

/** A place in a payload as it is stored. */
const storedPlaceSchema = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  inKey: z.boolean(),
  start: z.int(),
  end: z.int(),
  at: z.tuple([z.int(), z.int()]).optional(),
});

/** The call in whose answer a text was seen that is now on its way to another server. */
const flowSourceSchema = z.object({
  server: z.string(),
  /** Empty where logs may not hold it. */
  tool: z.string(),
  entryId: z.string(),
  /** Milliseconds since the epoch. */
  ts: z.int(),
});

/** One finding, placed in the payload as it is stored: masked text included, offsets fit what the reader sees. */
export const storedFindingSchema = z.object({
  detector: z.string(),
  kind: z.string(),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  verdict: z.enum(VERDICTS),
  direction: z.enum(DIRECTIONS),
  /** The string's place in the stored payload, e.g. `["content", 0, "text"]`; for an object key the path of its member. */
  path: z.array(z.union([z.string(), z.number()])),
  /** True when the text is the member's key rather than its value. */
  inKey: z.boolean(),
  /** Half-open range in UTF-16 code units of the decoded string. */
  start: z.int(),
  end: z.int(),
  /** The same range in the payload's JSON text; absent in entries of older versions. */
  at: z.tuple([z.int(), z.int()]).optional(),
  /** Short text that a person may see: never the secret itself. */
  evidence: z.string(),
  /** One sentence: why this is a finding. */
  reason: z.string(),
  /** By which the same value is recognised; absent in entries of older versions. */
  valueHash: z.string().optional(),
  /** Id of the exception that held for it. */
  exception: z.string().optional(),
  /** Of a flow from one server to another: where the text came from. */
  source: flowSourceSchema.optional(),
  /** Where the same stands a second time: a result may say all of it as text and as structuredContent. */
  copies: z.array(storedPlaceSchema).optional(),
});
export type StoredFinding = z.infer<typeof storedFindingSchema>;

/** One call with all that the log holds of it. Payloads are JSON text, masked, of which at most 64 Ki characters are kept. */
export const callDetailSchema = callRowSchema.extend({
  status: z.string(),
  verdict: z.enum(VERDICTS),
  bypassed: z.boolean(),
  findings: z.array(storedFindingSchema),
  /** Params of the request; null where nothing was stored (bypassed, unscanned). */
  request: z.string().nullable(),
  /** Result or error of the response; null likewise. */
  response: z.string().nullable(),
  /** Characters of the params, and of the whole answer, as they came. */
  requestBytes: z.int(),
  responseBytes: z.int(),
  /** Where the time went, in microseconds. */
  phases: z.object({ policy: z.int(), requestScan: z.int(), server: z.int(), responseScan: z.int() }),
});
export type CallDetail = z.infer<typeof callDetailSchema>;

/** Which calls to show. Absent: all; several values of one key: any of them; several keys: all must hold. */
const callFilterSchema = z.strictObject({
  outcomes: z.array(outcomeSchema).max(OUTCOMES.length).optional(),
  clients: z.array(z.string().max(200)).max(50).optional(),
  sessions: z.array(z.string().max(200)).max(50).optional(),
  servers: z.array(z.string().max(200)).max(50).optional(),
  /** Tools by the name at their server. */
  tools: z.array(z.string().max(500)).max(50).optional(),
  detectors: z.array(z.string().max(200)).max(50).optional(),
  /** Milliseconds since the epoch: from, inclusive; until, exclusive. */
  since: z.int().optional(),
  until: z.int().optional(),
  /** Stands in the names of client, server or tool (either name), or in the reason; the case of ASCII letters does not matter. */
  text: z.string().max(200).optional(),
});
export type CallFilter = z.infer<typeof callFilterSchema>;

/** Something that happened outside a call: a tool disabled, a connection refused, a setting changed. */
const noticeSchema = z.object({
  seq: z.int(),
  ts: z.int(),
  type: z.enum(['registry_change', 'authentication', 'config_change', 'scan', 'relay']),
  client: z.string().nullable(),
  server: z.string().nullable(),
  tool: z.string().nullable(),
  message: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** How a remote server stands with its sign-in (OAuth). Nothing in it is a credential. */
const signInSchema = z.object({
  /**
   * `needed`: nothing works before somebody signs in. `rights`: it works, but something that was asked needs more scopes.
   * `running`: somebody is at it, in the browser. `done`: signed in.
   */
  state: z.enum(['needed', 'rights', 'running', 'done']),
  /** The authorization server; null as long as it is not known. */
  issuer: z.string().nullable(),
  /** Scopes that were granted, or that a sign-in would ask for. */
  scopes: z.array(z.string()),
  /** Where to go in the browser while it is `running`; null as long as that is being found out. */
  address: z.string().nullable(),
  /** Where the sign-in is kept: in the system's keychain, in a file in clear, or until the relay stops. */
  keptIn: z.enum(SECRET_PLACES).nullable(),
  /** Who signed in, where the authorization server says so. */
  account: z.string().nullable(),
  /** Why the last sign-in did not work, in sentences. */
  failure: z.string().nullable(),
});
export type SignIn = z.infer<typeof signInSchema>;

const serverSchema = z.object({
  name: z.string(),
  kind: z.enum(['stdio', 'http', 'sse']),
  /** How it is started or reached, as the configuration says it: references to secrets stay references. */
  startedAs: z.string(),
  /**
   * What runs, as absolute paths: the program that was found for the command, and the script where the command only names
   * one; null for remote servers, and before the first start.
   */
  runs: z.string().nullable(),
  description: z.string().nullable(),
  status: z.enum(['stopped', 'connecting', 'ready', 'waiting']),
  /** When it came into this status, in milliseconds since the epoch. */
  statusSince: z.int(),
  /** Why it is not ready, in one sentence. */
  reason: z.string().nullable(),
  enabled: z.boolean(),
  /** Trusted: nothing that it says or gets is scanned. */
  hidden: z.boolean(),
  /** The scanner's own server: connected, never offered to clients. Its switches are fixed. */
  internal: z.boolean(),
  toolsOn: z.int(),
  toolsTotal: z.int(),
  /** Null where it has never asked for a sign-in. */
  signIn: signInSchema.nullable(),
  /** Null for the scanner's own server. */
  risk: riskSchema.nullable(),
  /** It is to run and is not started: its risk score needs a person's consent. */
  held: z.boolean(),
  /** A person has let it start whatever its score. */
  allowed: z.boolean(),
  /** The package that runs for it, as `name@version`; null where that is not known. */
  package: z.string().nullable(),
  /** What it says that it is, name and version: only a claim. */
  claims: z.string().nullable(),
});
export type Server = z.infer<typeof serverSchema>;

export const TOOL_STATES = [
  'enabled',
  'disabled - hidden_mode',
  'disabled - duplicate',
  'disabled - security risk',
  'disabled - error',
  'disabled - limit',
  'disabled - by user',
  'disabled - changed',
] as const;

const toolSchema = z.object({
  server: z.string(),
  /** The name at its server, the one clients see, and the one for people to read. */
  name: z.string(),
  shown: z.string().nullable(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  state: z.enum(TOOL_STATES),
  reason: z.string().nullable(),
  /** What stands out about it beside the tools of other servers, each a sentence that may hold words of its server. */
  flags: z.array(z.string()),
  /** Its server is in hidden mode: the definition was not scanned. */
  bypassed: z.boolean(),
  /** SHA-256 of the whole definition, in hex. */
  hash: z.string(),
  annotations: z.object({
    readOnly: z.boolean().nullable(),
    destructive: z.boolean().nullable(),
    idempotent: z.boolean().nullable(),
    openWorld: z.boolean().nullable(),
  }),
});
export type Tool = z.infer<typeof toolSchema>;

const toolDetailSchema = toolSchema.extend({
  /** The definition as JSON text, exactly as the server wrote it but for masked secrets, those of trusted servers too. */
  definition: z.string(),
  /** The approved definition, where it is another one. */
  approvedDefinition: z.string().nullable(),
  /** When the approved definition was approved, in milliseconds since the epoch; null where none is. */
  approvedAt: z.int().nullable(),
});
export type ToolDetail = z.infer<typeof toolDetailSchema>;

/** A client that is connected now. */
const clientSchema = z.object({
  /** Who it is, e.g. `client:cursor`. */
  identity: z.string(),
  /** What it says it is; not verified. */
  name: z.string().nullable(),
  sessions: z.int(),
  /** When its first open session began, in milliseconds since the epoch. */
  since: z.int(),
});
export type ConnectedClient = z.infer<typeof clientSchema>;

export const statusSchema = z.object({
  product: z.string(),
  version: z.string(),
  /** New at each start. */
  instanceId: z.string(),
  startedAt: z.int(),
  endpoints: z.object({ mcp: z.string(), sse: z.string() }),
  /** The configuration file; null where there is none. `configPath` is where one would be looked for. */
  configFile: z.string().nullable(),
  configPath: z.string(),
  dataFolder: z.string(),
  /** Until when scanning is paused, in milliseconds since the epoch; null while it is on. */
  pausedUntil: z.int().nullable(),
  clients: z.array(clientSchema),
  /** Calls blocked since midnight, local time. */
  blockedToday: z.int(),
  /** What keeps the relay from doing its work fully, each a sentence with the next step. */
  problems: z.array(z.string()),
});
export type Status = z.infer<typeof statusSchema>;

export const summarySchema = z.object({
  /** Calls by outcome in equal spans of time, oldest first; a span without calls is left out. */
  buckets: z.array(z.object({ start: z.int(), counts: z.partialRecord(outcomeSchema, z.int()) })),
  totals: z.partialRecord(outcomeSchema, z.int()),
  /**
   * Times of the latest calls (of at most 20,000), in microseconds: what the servers took and what the relay added; null
   * without calls.
   */
  latency: z
    .object({ serverP50Us: z.int(), serverP95Us: z.int(), relayP50Us: z.int(), relayP95Us: z.int() })
    .nullable(),
  servers: z.array(
    z.object({ server: z.string(), calls: z.int(), blocked: z.int(), errors: z.int(), p50Us: z.int(), p95Us: z.int() }),
  ),
  detectors: z.array(z.object({ detector: z.string(), count: z.int() })),
});
export type Summary = z.infer<typeof summarySchema>;

/** Spans of one summary: more than a screen has pixels for. */
const MAX_BUCKETS = 2000;

const nothing = z.strictObject({});
const serverName = z.strictObject({ server: z.string().min(1).max(200) });
const toolName = serverName.extend({ name: z.string().min(1).max(100_000) });

/** Every procedure with its input and output. All that change something answer with what it then is. */
export const PROCEDURES = {
  'relay.status': { input: nothing, output: statusSchema },
  /** Lets everything pass unscanned (and logged as bypassed) for some minutes; then scanning starts again by itself. */
  'relay.pause': { input: z.strictObject({ minutes: z.int().min(1).max(60) }), output: statusSchema },
  'relay.resume': { input: nothing, output: statusSchema },
  /**
   * Reads the configuration anew and, soon after the answer, starts the relay anew in its place with it; clients are not cut
   * off. Where it cannot be read, nothing happens. `instanceId`: of the one that ends.
   */
  'relay.reload': { input: nothing, output: z.object({ instanceId: z.string() }) },
  /** The latest calls first. `before`: only those with a lower seq, for the next page. */
  'calls.list': {
    input: z.strictObject({ filter: callFilterSchema, before: z.int().optional(), limit: z.int().min(1).max(1000) }),
    output: z.object({ rows: z.array(callRowSchema), hasMore: z.boolean() }),
  },
  /** `lastSeq`: the last call that was looked at; what comes after it is not counted. */
  'calls.count': {
    input: z.strictObject({ filter: callFilterSchema }),
    output: z.object({ count: z.int(), lastSeq: z.int() }),
  },
  'calls.get': { input: z.strictObject({ entryId: z.string().max(100) }), output: callDetailSchema },
  /** What filters can be set to: names that occur in the latest 50,000 calls. */
  'calls.facets': {
    input: nothing,
    output: z.object({
      clients: z.array(z.string()),
      servers: z.array(z.string()),
      tools: z.array(z.string()),
      detectors: z.array(z.string()),
    }),
  },
  'calls.summary': {
    input: z
      .strictObject({ since: z.int(), until: z.int(), bucketMs: z.int().min(1000) })
      .refine(({ since, until, bucketMs }) => (until - since) / bucketMs <= MAX_BUCKETS, {
        error: `must not ask for more than ${MAX_BUCKETS} spans`,
      }),
    output: summarySchema,
  },
  /** The latest notices first. */
  'notices.list': {
    input: z.strictObject({ before: z.int().optional(), limit: z.int().min(1).max(500) }),
    output: z.object({ rows: z.array(noticeSchema), hasMore: z.boolean() }),
  },
  'servers.list': { input: nothing, output: z.object({ servers: z.array(serverSchema) }) },
  /** Trusts a server or stops trusting it; written to the configuration file. */
  'servers.setHidden': { input: serverName.extend({ hidden: z.boolean() }), output: serverSchema },
  /** Starts or stops a server for good; written to the configuration file. */
  'servers.setEnabled': { input: serverName.extend({ enabled: z.boolean() }), output: serverSchema },
  /** Lets a server of a low risk score start all the same, or takes that back. */
  'servers.setAllowed': { input: serverName.extend({ allowed: z.boolean() }), output: serverSchema },
  'servers.restart': { input: serverName, output: serverSchema },
  /**
   * Starts a sign-in at a remote server, or joins the one under way; answers when the person can go to its address.
   * `opensBrowser`: the relay opens it on its machine.
   */
  'servers.signIn': { input: serverName.extend({ opensBrowser: z.boolean() }), output: serverSchema },
  'servers.cancelSignIn': { input: serverName, output: serverSchema },
  /** Forgets the sign-in, here and at its authorization server. */
  'servers.signOut': { input: serverName, output: serverSchema },
  /** The last lines that the server wrote to its error output, masked, and the file that has more of them. */
  'servers.log': { input: serverName, output: z.object({ lines: z.array(z.string()), file: z.string().nullable() }) },
  'tools.list': { input: nothing, output: z.object({ tools: z.array(toolSchema) }) },
  'tools.get': { input: toolName, output: toolDetailSchema },
  'tools.setEnabled': { input: toolName.extend({ enabled: z.boolean() }), output: toolSchema },
  /** Approves a changed definition: the one with this hash, which is the one that the person has seen. */
  'tools.approve': { input: toolName.extend({ hash: z.string().max(100) }), output: toolSchema },
  ...REVIEW_PROCEDURES,
  ...EXCEPTION_PROCEDURES,
  ...CLIENT_PROCEDURES,
} as const;

export type ProcedureName = keyof typeof PROCEDURES;
export type ProcedureInput<N extends ProcedureName> = z.input<(typeof PROCEDURES)[N]['input']>;
export type ProcedureOutput<N extends ProcedureName> = z.output<(typeof PROCEDURES)[N]['output']>;

export function isProcedureName(name: string): name is ProcedureName {
  return Object.hasOwn(PROCEDURES, name);
}

const controlEventSchema = z.discriminatedUnion('type', [
  /** Calls that were just written, oldest first. */
  z.object({ type: z.literal('calls'), rows: z.array(callRowSchema) }),
  z.object({ type: z.literal('notices'), rows: z.array(noticeSchema) }),
  z.object({ type: z.literal('servers'), servers: z.array(serverSchema) }),
  /** The registry is no longer what it was: list it again. */
  z.object({ type: z.literal('tools') }),
  /** Exceptions were made, removed, or have expired: list them again. */
  z.object({ type: z.literal('exceptions') }),
  /** An AI client's file is no longer as it was, or somebody changed it here: list them again. */
  z.object({ type: z.literal('clients') }),
  z.object({ type: z.literal('status'), status: statusSchema }),
  /** Show this place, e.g. `/activity/ENTRY_ID`: a notification or the tray was clicked. */
  z.object({ type: z.literal('navigate'), to: z.string().max(500) }),
]);
export type ControlEvent = z.infer<typeof controlEventSchema>;

/**
 * What happened within a tenth of a second or so. The first batch of a subscription is empty and says the number that the
 * next one follows; a number that does not follow means that something was missed and everything must be asked anew.
 */
export const eventBatchSchema = z.object({ number: z.int(), events: z.array(controlEventSchema) });
export type EventBatch = z.infer<typeof eventBatchSchema>;

/**
 * What comes in place of a batch while there is no relay to hear of: why, with the way out. It is tried again meanwhile, and
 * the subscription begins once it runs. Only the desktop app sends it: over HTTP nobody answers then.
 */
export const relayAbsentSchema = z.object({ absent: z.string() });
export type RelayAbsent = z.infer<typeof relayAbsentSchema>;

export const ERROR_CODES = ['bad_input', 'not_found', 'refused', 'conflict', 'failed', 'unreachable'] as const;

/** How every procedure answers, over either carrier. A message is a sentence that says what to do next. */
export const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.enum(ERROR_CODES), message: z.string() }) }),
]);
export type ControlReply = z.infer<typeof replySchema>;
export type ControlErrorCode = (typeof ERROR_CODES)[number];

export type { ChangedSinceView, ClientFile, ClientPlanView, PlannedFileView } from './contract-clients.ts';
export type { FindingExceptionView } from './contract-exceptions.ts';
export type { ReviewChange, ReviewDetail, ReviewItem, Risk } from './contract-review.ts';
export { BRIDGE_KEY, HTTP, MAX_INPUT } from './contract-carriers.ts';
