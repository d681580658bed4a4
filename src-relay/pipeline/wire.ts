import type { OutgoingRequest } from '../downstream/request.ts';
import { applyEdits, singleLine, type Edit } from '../protocol/edits.ts';
import { RelayError } from '../protocol/errors.ts';
import type { ClientTraits, Era } from '../protocol/era.ts';
import { frameFromText } from '../protocol/frame.ts';
import type { Span } from '../protocol/json-index.ts';
import { jsonTree, memberNode, nodeAt } from '../protocol/json-tree.ts';
import { isJsonObject, member, type JsonObject } from '../protocol/json.ts';
import { envelopeFor, isEnvelopeKey } from '../protocol/modern/envelope.ts';
import { TASKS_EXTENSION } from '../protocol/modern/keys.ts';
import type { MetaChange } from '../protocol/modern/meta.ts';
import {
  memberEdits,
  membersText,
  memberValue,
  objectText,
  type MemberChange,
} from '../protocol/modern/object-text.ts';
import { relayedCapabilities } from './asks/capability.ts';
import type { CallContext } from './context.ts';
import { hasTasks } from './offering.ts';
import { paramHeadersFor } from './param-headers.ts';

/** What a further round brings: the client's answers, and the server's own state, which it gets back as it gave it. */
export interface Round {
  /** JSON text of `inputResponses`. */
  readonly responses: string;
  readonly state: string | undefined;
}

/** The client's request as its server gets it. */
export function outgoingRequest(context: CallContext, round?: Round): OutgoingRequest {
  const { route, server } = context;
  return {
    method: route.method,
    name: sentName(context),
    paramHeaders: server?.greeting?.era === 'modern' ? paramHeadersFor(context) : undefined,
    write: requestWriter(context, round),
  };
}

/** The name as it stands in what is sent: what is masked there is masked in the header too. */
export function sentName({ route, target, calledName, frame, requestEdits }: CallContext): string | undefined {
  if (requestEdits.length === 0 || !target || target.name !== calledName) return target?.name;
  const { params } = frameFromText(applyEdits(frame.source, requestEdits)).message;
  return isJsonObject(params) ? route.calledName(params) : undefined;
}

/** The client's message with the server's id, the target's own name, a progress token of the relay's, and masks. */
function requestWriter(context: CallContext, round: Round | undefined): OutgoingRequest['write'] {
  const { frame, target, params, requestEdits, traits, carried } = context;
  const id = frame.spans.get('id');
  const span = frame.spans.get('params');
  if (!id) throw new RelayError('AISEC_MCP_RELAY_INTERNAL_ERROR', 'The request has no id.');
  const isRenamed = target !== undefined && target.name !== context.calledName;
  const hasToken = member(params._meta, 'progressToken') !== undefined;
  const isPlain = !isRenamed && !hasToken && requestEdits.length === 0 && traits.era === 'legacy';
  return (own, era) => {
    if (isPlain && era === 'legacy') {
      // Before the id changes: what was put together would have to be copied to be searched.
      const line = singleLine(frame.source);
      return line.slice(0, id.start) + String(own) + line.slice(id.end);
    }
    if (!span) return withoutParams(context, own, era);
    const root = jsonTree(frame.source, span.start);
    const edits: Edit[] = [...requestEdits, { start: id.start, end: id.end, text: String(own) }];
    const name = isRenamed ? nodeAt(root, context.route.namePath(params)) : undefined;
    if (name?.type === 'string') edits.push({ start: name.start, end: name.end, text: JSON.stringify(target?.name) });
    const token = hasToken ? memberNode(nodeAt(root, ['_meta']), 'progressToken')?.value : undefined;
    if (token) edits.push({ start: token.start, end: token.end, text: String(own) });
    edits.push(...paramEdits(frame.source, span, roundChange(era, round, carried), metaChange(context, era)));
    const sent = applyEdits(frame.source, edits);
    // A masked key may now be equal to its neighbour: the server must not read another message than was scanned.
    if (requestEdits.length > 0) frameFromText(sent);
    return singleLine(sent);
  };
}

function withoutParams(context: CallContext, own: number, era: Era): string {
  const { set } = metaChange(context, era);
  const params = Object.keys(set).length === 0 ? '' : `,"params":{"_meta":{${membersText(Object.entries(set))}}}`;
  return `{"jsonrpc":"2.0","id":${own},"method":${JSON.stringify(context.route.method)}${params}}`;
}

/** The envelope is between the client and the relay, and between the relay and the server: it never passes through. */
function metaChange({ traits, session }: CallContext, era: Era): MetaChange {
  const logLevel = traits.era === 'modern' ? traits.logLevel : session.traits?.logLevel;
  const set = era === 'modern' ? envelopeFor({ capabilities: honoured(traits), logLevel }) : {};
  return { remove: isEnvelopeKey, set };
}

/** Of what a client can do, what it can do through the relay. */
function honoured({ capabilities }: ClientTraits): JsonObject {
  const { roots, ...others } = relayedCapabilities(capabilities);
  return {
    ...others,
    // The modern era has no word for changed roots.
    ...(roots === undefined ? {} : { roots: {} }),
    ...(hasTasks(capabilities) ? { extensions: { [TASKS_EXTENSION]: {} } } : {}),
  };
}

const KEEP: MemberChange = { remove: () => false, set: {} };

/** What a further round changes in the params; a legacy server knows no rounds. */
function roundChange(era: Era, round: Round | undefined, carried: CallContext['carried']): MemberChange {
  if (era === 'legacy') return { remove: (key) => key === 'inputResponses' || key === 'requestState', set: {} };
  if (round) return stateChange(round.state, { inputResponses: round.responses });
  return carried ? stateChange(carried.state, {}) : KEEP;
}

function stateChange(state: string | undefined, set: Readonly<Record<string, string>>): MemberChange {
  if (state === undefined) return { remove: (key) => key === 'requestState', set };
  return { remove: () => false, set: { ...set, requestState: JSON.stringify(state) } };
}

function paramEdits(source: string, params: Span, change: MemberChange, meta: MetaChange): Edit[] {
  const object = objectText(source, params.start);
  if (!object) return [];
  const span = memberValue(object, '_meta');
  const own = span && objectText(source, span.start);
  const isNothingSet = Object.keys(meta.set).length === 0;
  if (!own) {
    const set = isNothingSet ? change.set : { ...change.set, _meta: `{${membersText(Object.entries(meta.set))}}` };
    return memberEdits(source, object, { ...change, set });
  }
  if (isNothingSet && own.members.every(({ key }) => meta.remove(key))) {
    return memberEdits(source, object, { ...change, remove: (key) => key === '_meta' || change.remove(key) });
  }
  return [...memberEdits(source, own, meta), ...memberEdits(source, object, change)];
}
