import { rawAt, rawMembers } from '../fixtures/raw-json.ts';
import type { CallDetail, StoredFinding } from '../../src-relay/control/contract.ts';

/** What a finding's two kinds of place lead to in the payload that the log keeps. */
export interface MarkedText {
  readonly finding: StoredFinding;
  /** By `path`, `start` and `end` in the decoded string. */
  readonly byPath: string;
  /** By `at` in the JSON text, decoded. */
  readonly byText: string;
}

/** What a reader would see marked for each finding of an entry. Fails where a place leads nowhere. */
export function markedTexts(detail: CallDetail): readonly MarkedText[] {
  return detail.findings.map((finding) => {
    const payload = finding.direction === 'request' ? detail.request : detail.response;
    if (payload === null) throw new Error(`no payload for ${JSON.stringify(finding)}`);
    const text = decoded(finding.inKey ? keySource(payload, finding.path) : rawAt(payload, ...finding.path));
    if (finding.start < 0 || finding.end > text.length || finding.start > finding.end) {
      throw new Error(`${finding.start}..${finding.end} is not in ${JSON.stringify(text)}`);
    }
    if (finding.at === undefined) throw new Error(`no place in the text: ${JSON.stringify(finding)}`);
    return {
      finding,
      byPath: text.slice(finding.start, finding.end),
      byText: decoded(`"${payload.slice(...finding.at)}"`),
    };
  });
}

function keySource(payload: string, path: StoredFinding['path']): string | undefined {
  const key = path.at(-1);
  const object = rawAt(payload, ...path.slice(0, -1));
  return typeof key === 'string' && object !== undefined && rawMembers(object).has(key)
    ? JSON.stringify(key)
    : undefined;
}

function decoded(source: string | undefined): string {
  const value: unknown = source === undefined ? undefined : JSON.parse(source);
  if (typeof value !== 'string') throw new Error(`no string stands there: ${source}`);
  return value;
}
