import { LOGGING_LEVELS, type ClientTraits, type LoggingLevel } from '../era.ts';
import { JSON_RPC } from '../errors.ts';
import { isJsonObject, member, type JsonObject, type JsonValue } from '../json.ts';
import { printable } from '../log.ts';
import { PRODUCT } from '../product.ts';
import type { Fault } from './fault.ts';
import { META, MODERN_ERROR, MODERN_VERSION, MODERN_VERSIONS } from './keys.ts';

/** What a request of the modern era says of its sender (MCP 2026-07-28, "Per-request metadata"). */
export interface Envelope {
  readonly traits: ClientTraits;
  /** What the client says it is, cleaned of what no log may hold; nothing vouches for it. */
  readonly clientName: string | undefined;
}

const ENVELOPE_KEYS: ReadonlySet<string> = new Set([
  META.protocolVersion,
  META.clientCapabilities,
  META.clientInfo,
  META.logLevel,
]);

/** Whether a key of `_meta` belongs to the envelope: each hop writes its own. */
export function isEnvelopeKey(key: string): boolean {
  return ENVELOPE_KEYS.has(key);
}

/** The revision that a message's envelope names, whatever its type; undefined where it claims none: then it is legacy. */
export function claimedVersion(params: JsonValue | undefined): JsonValue | undefined {
  return member(member(params, '_meta'), META.protocolVersion);
}

/** Reads a request's envelope: undefined where there is none, a fault where it is not in order. */
export function readEnvelope(params: JsonValue | undefined): Envelope | Fault | undefined {
  const version = claimedVersion(params);
  if (version === undefined) return undefined;
  const meta = member(params, '_meta');
  const capabilities = member(meta, META.clientCapabilities);
  const clientInfo = member(meta, META.clientInfo);
  const logLevel = member(meta, META.logLevel);
  if (capabilities === undefined) return malformed(META.clientCapabilities, 'missing');
  if (typeof version !== 'string') return malformed(META.protocolVersion, 'must be a string');
  if (!isJsonObject(capabilities)) return malformed(META.clientCapabilities, 'must be an object');
  if (clientInfo !== undefined && !isImplementation(clientInfo)) {
    return malformed(META.clientInfo, 'must be an object with the strings name and version');
  }
  const level = logLevel === undefined ? undefined : LOGGING_LEVELS.find((one) => one === logLevel);
  if (logLevel !== undefined && level === undefined) {
    return malformed(META.logLevel, `must be one of ${LOGGING_LEVELS.join(', ')}`);
  }
  if (!MODERN_VERSIONS.includes(version)) return unsupportedVersion(version);
  return {
    traits: { era: 'modern', version, capabilities, logLevel: level },
    clientName: clientNameOf(clientInfo),
  };
}

/** For a request that should have an envelope, by its MCP-Protocol-Version header, and has none. */
export function missingEnvelope(params: JsonValue | undefined): Fault {
  const meta = member(params, '_meta');
  const required = [META.protocolVersion, META.clientCapabilities].filter((key) => member(meta, key) === undefined);
  const missing = isJsonObject(meta) ? required : ['_meta'];
  return {
    status: 400,
    code: JSON_RPC.invalidParams,
    message: `A request of revision ${MODERN_VERSION} says in its _meta who asks. Missing: ${missing.join(', ')}.`,
    data: { envelope: { missing } },
  };
}

/** The revision asked for is not spoken here in the modern era. */
function unsupportedVersion(requested: string): Fault {
  return {
    status: 400,
    code: MODERN_ERROR.unsupportedVersion,
    message: `This protocol revision is not supported. Use ${MODERN_VERSION}, or initialize for an older one.`,
    data: { supported: [...MODERN_VERSIONS], requested },
  };
}

/** The envelope that the relay's own requests to a modern server carry, as members of `_meta` in JSON text. */
export function envelopeFor(sender: {
  readonly capabilities: JsonObject;
  readonly logLevel: LoggingLevel | undefined;
}): Record<string, string> {
  return {
    [META.protocolVersion]: JSON.stringify(MODERN_VERSION),
    [META.clientCapabilities]: JSON.stringify(sender.capabilities),
    [META.clientInfo]: OWN_INFO,
    ...(sender.logLevel === undefined ? {} : { [META.logLevel]: JSON.stringify(sender.logLevel) }),
  };
}

/** Longest name of a client that is kept, in characters. */
const MAX_CLIENT_NAME = 80;

/** What a client calls itself in its `clientInfo`, fit for a log; undefined where it gives no name. */
export function clientNameOf(clientInfo: JsonValue | undefined): string | undefined {
  const title = member(clientInfo, 'title') ?? member(clientInfo, 'name');
  return typeof title === 'string' && title !== '' ? printable(title.slice(0, MAX_CLIENT_NAME)) : undefined;
}

/** The relay as an `Implementation`, in JSON text. */
export const OWN_INFO = JSON.stringify({ name: PRODUCT.slug, title: PRODUCT.name, version: PRODUCT.version });

function isImplementation(value: JsonValue): boolean {
  return typeof member(value, 'name') === 'string' && typeof member(value, 'version') === 'string';
}

function malformed(key: string, problem: string): Fault {
  return {
    status: 400,
    code: JSON_RPC.invalidParams,
    message: `The envelope in _meta is not in order: ${key}: ${problem}.`,
    data: { envelope: { key, problem } },
  };
}
