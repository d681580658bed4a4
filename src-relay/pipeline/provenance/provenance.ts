import type { DecidedFinding } from '../../policy/decide.ts';
import { isJsonObject, type JsonPath, type JsonValue } from '../../protocol/json.ts';
import type { Finding, FindingKind, FlowSource, Severity } from '../../protocol/scan-types.ts';
import type { FlowSettings } from '../../protocol/flow-settings.ts';
import { textAt } from '../redaction/place.ts';
import type { FlowKind, Trace } from './source.ts';
import type { FoundValue, Trail } from './trail.ts';

/** Where a text goes. */
export interface Sink {
  readonly server: string;
  /** The tool, prompt or resource, by a name that logs may hold. */
  readonly tool: string;
}

const KIND: Readonly<Record<FlowKind, FindingKind>> = { secret: 'secret', pii: 'pii', text: 'flow' };
const SEVERITY: Readonly<Record<FlowKind, Severity>> = { secret: 'critical', pii: 'high', text: 'medium' };
/** An argument's name as a sentence may have it. */
const PLAIN_NAME = /^[\w.-]{1,64}$/u;
/** Places that one request is reported for; more say nothing new. */
const MAX_FLOWS = 100;

/**
 * Follows what one server has said to the arguments of another: finds it, and says what is to come of it. It knows hashes
 * only (Trail), never texts.
 */
export class Provenance {
  readonly #settings: FlowSettings;

  constructor(settings: FlowSettings) {
    this.#settings = settings;
  }

  /** Remembers an answer that goes to the client. `findings` are those of `value`. */
  learn(trail: Trail, source: FlowSource, value: JsonValue, findings: readonly Finding[]): void {
    if (!this.#settings.enabled) return;
    const found = findings.flatMap((finding): FoundValue[] => {
      const { kind, placeholder } = finding;
      if (kind !== 'secret' && kind !== 'pii') return [];
      return [{ kind, name: placeholder, text: textAt(value, finding).slice(finding.start, finding.end) }];
    });
    // The first of two findings of one value names it: one that says what it is.
    trail.learn(
      source,
      value,
      found.toSorted((a, b) => Number(isGeneric(a)) - Number(isGeneric(b))),
    );
  }

  /** The flows in what a client sends to `sink`; paths start from `value`. */
  flows(trail: Trail, sink: Sink, value: JsonValue, now: number): readonly DecidedFinding[] {
    if (!this.#settings.enabled) return NO_FLOWS;
    let flows: DecidedFinding[] | undefined;
    const [sent, base] = sentPart(value);
    trail.follow(sent, sink.server, now, (trace, path, inKey) => {
      flows ??= [];
      if (flows.length < MAX_FLOWS) flows.push(this.#finding(trace, sink, [...base, ...path], inKey));
    });
    return flows ?? NO_FLOWS;
  }

  #finding(trace: Trace, sink: Sink, path: JsonPath, inKey: boolean): DecidedFinding {
    const { kind, name, source, start, end, length } = trace;
    const isAllowed = this.#settings.allowed.some(
      ({ from, to }) => (from === '*' || from === source.server) && (to === '*' || to === sink.server),
    );
    const verdict = isAllowed ? 'allow' : this.#settings[kind];
    return {
      detector: `flow.${kind}`,
      kind: KIND[kind],
      severity: SEVERITY[kind],
      direction: 'request',
      verdict,
      path,
      inKey,
      start,
      end,
      ...(kind === 'text' ? {} : { placeholder: name ?? kind.toUpperCase() }),
      evidence: `${length} letters and digits`,
      reason: sentence(trace, sink, path, { inKey, isAllowed, passes: verdict === 'allow' }),
      source,
    };
  }
}

function isGeneric({ kind, name }: FoundValue): boolean {
  return name === undefined || name === kind.toUpperCase();
}

const NO_FLOWS: readonly DecidedFinding[] = [];

/** The arguments of a call where it has any: its name and envelope are no text of the client's. */
function sentPart(value: JsonValue): readonly [JsonValue, JsonPath] {
  if (isJsonObject(value) && isJsonObject(value.params)) {
    const { _meta, ...params } = value.params;
    return [params, ['params']];
  }
  if (!isJsonObject(value)) return [value, []];
  // The way of most calls: a copy of the rest would cost more than all else here.
  if (value.arguments !== undefined && value.inputResponses === undefined) return [value.arguments, ['arguments']];
  const { _meta, requestState: _state, ...rest } = value;
  return [rest, []];
}

function sentence(
  { kind, length, source }: Trace,
  sink: Sink,
  path: JsonPath,
  { inKey, isAllowed, passes }: { readonly inKey: boolean; readonly isAllowed: boolean; readonly passes: boolean },
): string {
  const what = { secret: 'a secret', pii: 'personal data', text: `a passage of ${length} letters and digits` }[kind];
  const from = `${nameOf(source)} returned at ${timeOf(source.ts)}`;
  const end = isAllowed
    ? `the configuration lets it go to ${nameOf(sink)}`
    : `it ${passes ? 'goes' : 'would go'} to ${nameOf(sink)}`;
  return `${subject(path, inKey)} holds ${what} that ${from}; ${end}.`;
}

/** The argument by its name; a key may be what was found. */
function subject(path: JsonPath, inKey: boolean): string {
  const at = path.indexOf('arguments');
  const name = at < 0 ? undefined : path[at + 1];
  const isSafe = typeof name === 'string' && PLAIN_NAME.test(name) && !(inKey && path.length === at + 2);
  return isSafe ? `The argument \`${name}\`` : at < 0 ? 'What the client sends' : 'An argument';
}

function nameOf({ server, tool }: Sink): string {
  return tool === '' ? server : `${server}.${tool}`;
}

/** `14:02`, in the time of this machine. */
function timeOf(ms: number): string {
  const time = new Date(ms);
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
