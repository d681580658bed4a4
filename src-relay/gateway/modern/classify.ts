import type { Frame } from '../../protocol/frame.ts';
import { claimedVersion, missingEnvelope, readEnvelope, type Envelope } from '../../protocol/modern/envelope.ts';
import type { Fault } from '../../protocol/modern/fault.ts';
import {
  conflictingHeader,
  headerField,
  headerMismatch,
  wrongHeader,
  type HeaderFields,
} from '../../protocol/modern/headers.ts';
import { MODERN_ERROR, MODERN_VERSIONS } from '../../protocol/modern/keys.ts';

/** What a message is, of which era: by its body first, since a proxy may lose headers (MCP 2026-07-28, Versioning). */
export type Classified =
  | { readonly kind: 'legacy' }
  | { readonly kind: 'request'; readonly envelope: Envelope }
  /** A notification of the modern era: over HTTP it is taken and has no effect. */
  | { readonly kind: 'notification' }
  | { readonly kind: 'fault'; readonly fault: Fault };

const LEGACY: Classified = { kind: 'legacy' };

/** Classifies a message that came over HTTP, with its header fields. */
export function classifyHttp(frame: Frame, headers: HeaderFields): Classified {
  const { method, id, params } = frame.message;
  // A response is to a question of the relay's own, which only the legacy era knows.
  if (typeof method !== 'string') return LEGACY;
  const version = headerField(headers, 'mcp-protocol-version');
  const namesModern = version !== undefined && MODERN_VERSIONS.includes(version);
  const isClaimed = claimedVersion(params) !== undefined;
  if (!isClaimed && !namesModern) return LEGACY;
  if (id === undefined) return classifyNotification(frame, headers, isClaimed);
  const envelope = readEnvelope(params);
  if (method === 'initialize' && (!envelope || 'code' in envelope)) {
    // The handshake of the legacy era, unless its envelope is in order.
    return namesModern ? faulty(headerMismatch(version, 'initialize belongs to an older revision')) : LEGACY;
  }
  if (!envelope) return faulty(missingEnvelope(params));
  const isUnsupported = 'code' in envelope && envelope.code === MODERN_ERROR.unsupportedVersion;
  if ('code' in envelope && !isUnsupported) return faulty(envelope);
  const conflict = conflictingHeader(headers, frame);
  if (conflict) return faulty(conflict);
  if ('code' in envelope) return faulty(envelope);
  const wrong = wrongHeader(headers, frame);
  return wrong ? faulty(wrong) : { kind: 'request', envelope };
}

function classifyNotification(frame: Frame, headers: HeaderFields, isClaimed: boolean): Classified {
  if (isClaimed && typeof claimedVersion(frame.message.params) !== 'string') {
    const fault = readEnvelope(frame.message.params);
    if (fault && 'code' in fault) return faulty(fault);
  }
  const conflict = conflictingHeader(headers, frame);
  return conflict ? faulty(conflict) : { kind: 'notification' };
}

/** Classifies a message that came over stdio. There notifications are told apart by what they name, not by era. */
export function classifyStdio(frame: Frame): Classified {
  const { method, id, params } = frame.message;
  if (typeof method !== 'string' || id === undefined) return LEGACY;
  const envelope = readEnvelope(params);
  if (!envelope) return LEGACY;
  if ('code' in envelope) return method === 'initialize' ? LEGACY : faulty(envelope);
  return { kind: 'request', envelope };
}

function faulty(fault: Fault): Classified {
  return { kind: 'fault', fault };
}
