import { isJsonObject, member, type JsonObject, type JsonValue } from '../../protocol/json.ts';

/** Why a client cannot be asked this, in one sentence; undefined where it has said that it can. */
export function missingCapability(
  method: string,
  params: JsonValue | undefined,
  capabilities: JsonObject,
): string | undefined {
  switch (method) {
    case 'sampling/createMessage':
      return capabilities.sampling === undefined ? 'The client offers no sampling.' : undefined;
    case 'roots/list':
      return capabilities.roots === undefined ? 'The client offers no roots.' : undefined;
    case 'elicitation/create':
      return missingElicitation(member(params, 'mode') ?? 'form', capabilities.elicitation);
    default:
      return 'The relay passes no such request on to clients.';
  }
}

/** An empty object stands for forms alone, as in the revisions that knew nothing else (MCP 2025-11-25, Elicitation). */
function missingElicitation(mode: JsonValue, capability: JsonValue | undefined): string | undefined {
  if (!isJsonObject(capability)) return 'The client offers no elicitation.';
  if (mode === 'form') {
    const isOffered = capability.form !== undefined || capability.url === undefined;
    return isOffered ? undefined : 'The client offers no elicitation by form.';
  }
  return mode === 'url' && capability.url !== undefined ? undefined : 'The client offers no elicitation of this mode.';
}
