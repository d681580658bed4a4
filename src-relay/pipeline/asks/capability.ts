import { isJsonObject, member, type JsonObject, type JsonValue } from '../../protocol/json.ts';

/** What a client would have to offer to be asked something. */
export interface MissingCapability {
  /** Why it cannot be asked, in one sentence. */
  readonly reason: string;
  /** The capability as the client would declare it; undefined where there is none for it. */
  readonly required: JsonObject | undefined;
}

/** What keeps a client from being asked this; undefined where it has said that it can. */
export function missingCapability(
  method: string,
  params: JsonValue | undefined,
  capabilities: JsonObject,
): MissingCapability | undefined {
  switch (method) {
    case 'sampling/createMessage':
      return capabilities.sampling === undefined ? NO_SAMPLING : undefined;
    case 'roots/list':
      return capabilities.roots === undefined ? NO_ROOTS : undefined;
    case 'elicitation/create': {
      const mode = member(params, 'mode') ?? 'form';
      const reason = missingElicitation(mode, capabilities.elicitation);
      const required = mode === 'url' ? { elicitation: { url: {} } } : { elicitation: { form: {} } };
      return reason === undefined ? undefined : { reason, required };
    }
    default:
      return { reason: 'The relay passes no such request on to clients.', required: undefined };
  }
}

/** What is missing for several things that were asked, as one. */
export function allMissing(before: JsonObject | undefined, more: JsonObject | undefined): JsonObject | undefined {
  if (!before || !more) return before ?? more;
  const all: JsonObject = { ...before };
  for (const [name, value] of Object.entries(more)) {
    const known = all[name];
    all[name] = isJsonObject(known) && isJsonObject(value) ? { ...known, ...value } : value;
  }
  return all;
}

/** What of a client's capabilities servers hear: what it can be asked through the relay. */
const RELAYED: ReadonlySet<string> = new Set(['sampling', 'elicitation', 'roots']);
const RELAYED_PARTS: ReadonlySet<string> = new Set(['context', 'tools', 'form', 'url', 'applyDefaults', 'listChanged']);

/** A client's capabilities for a server: the protocol's own words alone, for nobody has scanned any others. */
export function relayedCapabilities(capabilities: JsonObject): JsonObject {
  return plainObject(capabilities, RELAYED);
}

function plainObject(object: JsonObject, names: ReadonlySet<string>): JsonObject {
  const plain: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    if (!names.has(name)) continue;
    if (isJsonObject(value)) plain[name] = plainObject(value, RELAYED_PARTS);
    else if (typeof value === 'boolean') plain[name] = value;
  }
  return plain;
}

const NO_SAMPLING: MissingCapability = { reason: 'The client offers no sampling.', required: { sampling: {} } };
const NO_ROOTS: MissingCapability = { reason: 'The client offers no roots.', required: { roots: {} } };

/** An empty object stands for forms alone, as in the revisions that knew nothing else (MCP 2025-11-25, Elicitation). */
function missingElicitation(mode: JsonValue, capability: JsonValue | undefined): string | undefined {
  if (!isJsonObject(capability)) return 'The client offers no elicitation.';
  if (mode === 'form') {
    const isOffered = capability.form !== undefined || capability.url === undefined;
    return isOffered ? undefined : 'The client offers no elicitation by form.';
  }
  return mode === 'url' && capability.url !== undefined ? undefined : 'The client offers no elicitation of this mode.';
}
