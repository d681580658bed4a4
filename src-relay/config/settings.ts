import type { z } from 'zod';
import {
  DEFAULTS,
  FAIL_MODES,
  FIRST_SIGHTS,
  type Guardrail,
  GUARDRAILS,
  httpUrlSchema,
  portSchema,
  positiveSchema,
  type RelaySection,
  secondsSchema,
  TOOL_NAMES,
  TRANSPORTS,
} from './schema.ts';

/** What the relay runs with, after command line > environment > .env > file > default. */
export interface Settings {
  readonly transport: (typeof TRANSPORTS)[number];
  readonly host: string;
  /** undefined: the relay chooses one and keeps it; 0: any free one. */
  readonly port: number | undefined;
  /** Seconds. */
  readonly toolRegistryCacheTtl: number;
  readonly maxMcpServers: number;
  readonly maxMcpTools: number;
  readonly toolNames: (typeof TOOL_NAMES)[number];
  readonly failMode: (typeof FAIL_MODES)[number];
  /** What becomes of a tool that is seen for the first time. */
  readonly firstSight: (typeof FIRST_SIGHTS)[number];
  /** Whether servers' packages are looked up at `packageRegistry`. */
  readonly networkLookups: boolean;
  readonly packageRegistry: string | undefined;
  readonly packageDownloads: string | undefined;
  readonly guardrails: readonly Guardrail[];
  readonly allowRemote: boolean;
  readonly allowedHosts: readonly string[];
}

type Reading<T> = { readonly value: T } | { readonly problem: string };

/** One setting: its flags, its variables (first name first), and how text becomes its value. */
interface SettingDefinition<T> {
  readonly flags: readonly string[];
  readonly variables: readonly string[];
  readonly help: string;
  readonly read: (text: string) => Reading<T>;
  readonly fromFile: (section: RelaySection) => T | undefined;
  readonly fallback: T;
}

type SettingTable = { readonly [K in keyof Settings]: SettingDefinition<Settings[K]> };

/** Every setting that a flag or a variable can give (spec/relay.md, "Command line"). */
export const SETTINGS: SettingTable = {
  transport: {
    flags: ['--transport <kind>'],
    variables: ['MCP_RELAY_TRANSPORT'],
    help: 'stdio, or sse / http: one listener that serves /mcp and /sse + /messages',
    read: oneOf(TRANSPORTS),
    fromFile: (section) => section.transport,
    fallback: DEFAULTS.transport,
  },
  host: {
    flags: ['--host <address>'],
    variables: ['MCP_RELAY_HOST'],
    help: 'address to listen on; other than loopback only with --allow-remote',
    read: (text) => (text === '' ? { problem: 'must not be empty' } : { value: text }),
    fromFile: (section) => section.host,
    fallback: DEFAULTS.host,
  },
  port: {
    flags: ['--port <number>'],
    variables: ['MCP_RELAY_PORT'],
    help: 'port to listen on; 0 takes any free one (default: 8000 or the next free one, and the same from then on)',
    read: numberBy(portSchema),
    fromFile: (section) => section.port,
    fallback: undefined,
  },
  toolRegistryCacheTtl: {
    flags: ['--tool-registry-cache-ttl <seconds>', '--TOOL_REGISTRY_CACHE_EXPIRY_IN_SECONDS <seconds>'],
    variables: ['MCP_RELAY_TOOL_REGISTRY_CACHE_TTL', 'MCP_RELAY_TOOL_REGISTRY_CACHE_EXPIRY_IN_SECONDS'],
    help: 'seconds after which tool definitions are listed and scanned again',
    read: numberBy(secondsSchema),
    fromFile: (section) => section.toolRegistryCacheTtl,
    fallback: DEFAULTS.toolRegistryCacheTtl,
  },
  maxMcpServers: {
    flags: ['--max-mcp-servers <count>', '--MAX_MCP_SERVERS <count>'],
    variables: ['MCP_RELAY_MAX_MCP_SERVERS'],
    help: 'how many servers a configuration may name',
    read: numberBy(positiveSchema),
    fromFile: (section) => section.maxMcpServers,
    fallback: DEFAULTS.maxMcpServers,
  },
  maxMcpTools: {
    flags: ['--max-mcp-tools <count>', '--MAX_MCP_TOOLS <count>'],
    variables: ['MCP_RELAY_MAX_MCP_TOOLS'],
    help: 'how many tools are offered; the rest are disabled and named in one warning',
    read: numberBy(positiveSchema),
    fromFile: (section) => section.maxMcpTools,
    fallback: DEFAULTS.maxMcpTools,
  },
  toolNames: {
    flags: ['--tool-names <mode>'],
    variables: ['MCP_RELAY_TOOL_NAMES'],
    help: 'auto (own names, the second of two equal ones prefixed), prefix, or bare',
    read: oneOf(TOOL_NAMES),
    fromFile: (section) => section.toolNames,
    fallback: 'auto',
  },
  failMode: {
    flags: ['--fail-mode <mode>'],
    variables: ['MCP_RELAY_FAIL_MODE'],
    help: 'closed: a scanner that fails blocks; open: it lets pass and the log says so',
    read: oneOf(FAIL_MODES),
    fromFile: (section) => section.failMode,
    fallback: 'closed',
  },
  firstSight: {
    flags: ['--first-sight <mode>'],
    variables: ['MCP_RELAY_FIRST_SIGHT'],
    help: 'approve: a tool that is new is approved as it is; ask: it is off until a person approves it',
    read: oneOf(FIRST_SIGHTS),
    fromFile: (section) => section.firstSight,
    fallback: 'approve',
  },
  networkLookups: {
    flags: ['--network-lookups'],
    variables: ['MCP_RELAY_NETWORK_LOOKUPS'],
    help: "look servers' packages up in a package registry, for their risk score; with --package-registry",
    read: (text) => ({ value: isOn(text) }),
    fromFile: (section) => section.networkLookups,
    fallback: false,
  },
  packageRegistry: {
    flags: ['--package-registry <address>'],
    variables: ['MCP_RELAY_PACKAGE_REGISTRY'],
    help: 'the registry to ask, as `npm config get registry` prints it',
    read: addressBy,
    fromFile: (section) => section.packageRegistry,
    fallback: undefined,
  },
  packageDownloads: {
    flags: ['--package-downloads <address>'],
    variables: ['MCP_RELAY_PACKAGE_DOWNLOADS'],
    help: 'the service to ask for downloads of packages (it answers /downloads/point/last-week/NAME)',
    read: addressBy,
    fromFile: (section) => section.packageDownloads,
    fallback: undefined,
  },
  guardrails: {
    flags: ['--enable-guardrails <name...>', '--plugin <name...>'],
    variables: ['MCP_RELAY_ENABLE_GUARDRAILS'],
    help: 'scan engines to use instead of local',
    read: someOf(GUARDRAILS),
    fromFile: (section) => section.guardrails,
    fallback: ['local'],
  },
  allowRemote: {
    flags: ['--allow-remote'],
    variables: ['MCP_RELAY_ALLOW_REMOTE'],
    help: 'permit a --host beyond loopback',
    read: (text) => ({ value: isOn(text) }),
    fromFile: () => undefined,
    fallback: false,
  },
  allowedHosts: {
    flags: ['--allowed-hosts <names>'],
    variables: ['MCP_RELAY_ALLOWED_HOSTS'],
    help: 'host names that clients may use besides the address, separated by commas; with --allow-remote',
    read: (text) => ({ value: listOf(text) }),
    fromFile: () => undefined,
    fallback: [],
  },
};

/** What a flag or a variable said: its name as the person wrote it, and the text. */
interface GivenSetting {
  readonly origin: string;
  readonly text: string;
}
export type GivenSettings = Partial<Record<keyof Settings, GivenSetting>>;

/** Settings found in a set of environment variables. */
export function settingsFromVariables(env: Readonly<Record<string, string | undefined>>): GivenSettings {
  const given: GivenSettings = {};
  for (const key of settingKeys()) {
    for (const variable of SETTINGS[key].variables) {
      const text = env[variable];
      if (text !== undefined && text !== '') {
        given[key] = { origin: variable, text };
        break;
      }
    }
  }
  return given;
}

/** Resolves every setting; texts that do not fit are reported together, each under its flag's or variable's name. */
export function resolveSettings(
  given: GivenSettings,
  section: RelaySection,
): { settings: Settings; problems: readonly string[] } {
  const problems: string[] = [];
  const resolve = <K extends keyof Settings>(key: K): Settings[K] => {
    const definition: SettingDefinition<Settings[K]> = SETTINGS[key];
    const said = given[key];
    if (said !== undefined) {
      const reading = definition.read(said.text);
      if ('value' in reading) return reading.value;
      problems.push(`${said.origin} ${JSON.stringify(said.text)}: ${reading.problem}.`);
    }
    return definition.fromFile(section) ?? definition.fallback;
  };
  const settings: Settings = {
    transport: resolve('transport'),
    host: resolve('host'),
    port: resolve('port'),
    toolRegistryCacheTtl: resolve('toolRegistryCacheTtl'),
    maxMcpServers: resolve('maxMcpServers'),
    maxMcpTools: resolve('maxMcpTools'),
    toolNames: resolve('toolNames'),
    failMode: resolve('failMode'),
    firstSight: resolve('firstSight'),
    networkLookups: resolve('networkLookups'),
    packageRegistry: resolve('packageRegistry'),
    packageDownloads: resolve('packageDownloads'),
    guardrails: resolve('guardrails'),
    allowRemote: resolve('allowRemote'),
    allowedHosts: resolve('allowedHosts'),
  };
  if (!isLoopback(settings.host) && !settings.allowRemote && settings.transport !== 'stdio') {
    problems.push(
      `--host ${settings.host}: is not a loopback address. Add --allow-remote if clients on other machines shall connect.`,
    );
  }
  if (settings.networkLookups && settings.packageRegistry === undefined) {
    problems.push(
      'networkLookups: needs packageRegistry. Give the address of the registry to ask, as `npm config get registry` prints it.',
    );
  }
  return { settings, problems };
}

export function settingKeys(): readonly (keyof Settings)[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a mapped type are its keys
  return Object.keys(SETTINGS) as (keyof Settings)[];
}

/** Whether an address of `--host` keeps the listener on this machine. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

/** Whether a variable that switches something says yes: anything but nothing, 0, false and no. */
export function isOn(text: string | undefined): boolean {
  return !['', '0', 'false', 'no'].includes((text ?? '').toLowerCase());
}

function oneOf<const T extends string>(values: readonly T[]): (text: string) => Reading<T> {
  return (text) => {
    const value = values.find((candidate) => candidate === text.toLowerCase());
    return value === undefined ? { problem: `must be one of ${values.join(', ')}` } : { value };
  };
}

function someOf<const T extends string>(values: readonly T[]): (text: string) => Reading<T[]> {
  return (text) => {
    const chosen = listOf(text).map((name) => values.find((candidate) => candidate === name));
    const known = chosen.filter((name) => name !== undefined);
    if (known.length === 0 || known.length < chosen.length) return { problem: `must be of ${values.join(', ')}` };
    return { value: [...new Set(known)] };
  };
}

function addressBy(text: string): Reading<string> {
  const result = httpUrlSchema.safeParse(text);
  return result.success ? { value: text } : { problem: 'must be an https or http address' };
}

function numberBy(schema: z.ZodType<number>): (text: string) => Reading<number> {
  return (text) => {
    const result = schema.safeParse(/^-?\d+(?:\.\d+)?$/u.test(text.trim()) ? Number(text) : text);
    return result.success ? { value: result.data } : { problem: result.error.issues[0]?.message ?? 'is not a number' };
  };
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
