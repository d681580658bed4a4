/** What a `Bearer` challenge says (RFC 6750, section 3; RFC 9728, section 5.1). All of it is the server's word. */
export interface BearerChallenge {
  readonly resourceMetadata: string | undefined;
  /** Scopes that the request would need; empty where it names none. */
  readonly scopes: readonly string[];
  readonly error: string | undefined;
}

/** Longest header that is looked at, in characters. */
const MAX_LENGTH = 8192;

/** Scopes that are heeded: no list that a person could make sense of is longer. */
const MAX_SCOPES = 100;

/** The parts of a challenge list (RFC 9110, sections 5.6 and 11.6.1): a token or token68, or a token, `=` and a value. */
const PART =
  /[\s,]*(?<token>[!#$%&'*+./^_`|~\w-]+)(?:\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[!#$%&'*+.^_`|~\w-]+)))?(?<pad>=*)/uy;

/** Finds the first `Bearer` challenge; undefined where there is none. Text that is no list of challenges is left out. */
export function bearerChallenge(fields: readonly string[]): BearerChallenge | undefined {
  for (const field of fields) {
    const params = bearerParams(field.slice(0, MAX_LENGTH));
    if (!params) continue;
    return {
      resourceMetadata: params.get('resource_metadata'),
      scopes: scopesOf(params.get('scope')),
      error: params.get('error'),
    };
  }
  return undefined;
}

/** Scopes of a space-delimited list (RFC 6749, section 3.3), each once; what cannot be a scope is left out. */
export function scopesOf(list: string | undefined): string[] {
  const scopes = (list ?? '').split(' ').filter((scope) => /^[\u0021\u0023-\u005b\u005d-\u007e]{1,200}$/u.test(scope));
  return [...new Set(scopes)].slice(0, MAX_SCOPES);
}

function bearerParams(field: string): Map<string, string> | undefined {
  let found: Map<string, string> | undefined;
  let isBearer = false;
  PART.lastIndex = 0;
  for (let match = PART.exec(field); match; match = PART.exec(field)) {
    const { token = '', quoted, bare } = match.groups ?? {};
    if (quoted === undefined && bare === undefined) {
      if (found) return found;
      isBearer = token.toLowerCase() === 'bearer';
      if (isBearer) found = new Map();
    } else if (isBearer) {
      const name = token.toLowerCase();
      if (found && !found.has(name)) found.set(name, quoted?.replaceAll(/\\(.)/gu, '$1') ?? bare ?? '');
    }
  }
  return found;
}
