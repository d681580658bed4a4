import { decide, type DecidedFinding } from '../policy/decide.ts';
import type { JsonValue } from '../protocol/json.ts';
import type { Finding, ScanItem } from '../protocol/scan-types.ts';
import type { Passage } from './judge.ts';
import type { StringTraits } from './masking.ts';
import { readBlobs, type ReadBlobs } from './redaction/blobs.ts';
import { placeKey, textAt } from './redaction/place.ts';
import { returnedValues } from './redaction/returned.ts';
import { alignTwins } from './redaction/twins.ts';
import type { Scanner, ScanReport } from './scanner.ts';

/** What is scanned of a passage: its files read, where it has any. */
export interface ReadPassage {
  readonly item: ScanItem;
  readonly blobs: ReadBlobs | undefined;
}

/** Everything that is found in a passage, decided on. */
export interface PassageFindings {
  readonly findings: readonly DecidedFinding[];
  readonly traits: StringTraits;
  /** Findings that say the same as an earlier one, by index. */
  readonly copyOf: ReadonlyMap<number, number>;
}

/** A passage as the engines get it. */
export function readPassage({ direction, server, about, part }: Passage): ReadPassage {
  const blobs = direction === 'response' ? readBlobs(part.source, part.value) : undefined;
  // A worker thread parses the text again.
  const { source, value } = blobs ? { source: JSON.stringify(blobs.value), value: blobs.value } : part;
  return { item: { direction, server, tool: about, source, value }, blobs };
}

/** Puts together what the engines report and what only the relay itself can know. */
export function findingsOf(
  scanner: Scanner,
  passage: Passage,
  { item, blobs }: ReadPassage,
  report: ScanReport,
): PassageFindings {
  const { direction, conversation } = passage;
  const flows = direction === 'request' ? flowsOf(scanner, passage, item) : NONE;
  const returned =
    direction === 'response' && conversation?.session.vault.hasRestored === true
      ? scanner.mark(item, returnedValues(conversation.session.vault, item.value))
      : NO_FINDINGS;
  if (report.findings.length + flows.length + returned.length === 0) return NOTHING;
  const inBinaries = blobs && blobs.binaries.size > 0 ? binaryFinder(blobs, passage.part.value) : undefined;
  const legible = returned.length === 0 ? report.findings : [...report.findings, ...returned];
  const found = inBinaries ? legible.filter((one) => !inBinaries.has(one)) : legible;
  const aligned = direction === 'response' ? alignTwins(item.value, found) : { findings: found, ...ALONE };
  const decided = decide(aligned.findings, direction).findings.map((one) => permitted(scanner, passage, one));
  const blocked = inBinaries ? legible.flatMap((one) => inBinaries.block(one)) : NONE;
  return {
    // Of two that stop it the flow says more. Copies point at findings by number: they are of answers, which have no flows.
    findings: [...flows, ...decided, ...blocked],
    traits: { ...(blobs === undefined ? {} : { blobs: blobs.texts }), twins: aligned.twins },
    copyOf: aligned.copyOf,
  };
}

const NONE: readonly DecidedFinding[] = [];
const NO_FINDINGS: readonly Finding[] = [];
const ALONE = { twins: new Set<string>(), copyOf: new Map<number, number>() };
const NOTHING: PassageFindings = { findings: [], traits: {}, copyOf: ALONE.copyOf };

function flowsOf(
  scanner: Scanner,
  { server, about, conversation }: Passage,
  item: ScanItem,
): readonly DecidedFinding[] {
  if (!conversation || server === '') return NONE;
  const { session, name } = conversation;
  const { provenance } = scanner.guards;
  const flows = provenance.flows(session.trail, { server, tool: name ?? about }, item.value, Date.now());
  if (flows.length === 0) return flows;
  const marked = scanner.mark(item, flows);
  return flows.map((flow, index) => {
    const exception = marked[index]?.exception;
    return exception === undefined ? { ...marked[index], ...flow } : { ...marked[index], ...flow, verdict: 'allow' };
  });
}

/** A server that the configuration names as allowed to have a value gets it (spec/relay.md, "Scan points"). */
function permitted(scanner: Scanner, { direction, server, about }: Passage, finding: DecidedFinding): DecidedFinding {
  const { kind, placeholder, verdict } = finding;
  if (direction !== 'request' || verdict !== 'mask') return finding;
  const value = { kind, name: placeholder ?? kind.toUpperCase() };
  return scanner.guards.permissions.mayHave(server, about, value) ? { ...finding, verdict: 'allow' } : finding;
}

/**
 * What is found in files that are no text. Masked they would be broken: a secret stops the message as orders do, and all
 * else is what bytes happen to look like.
 */
function binaryFinder({ binaries }: ReadBlobs, value: JsonValue) {
  const has = ({ path, inKey }: Finding): boolean => binaries.has(placeKey(path, inKey));
  const block = (finding: Finding): DecidedFinding[] => {
    const isOrder = finding.kind === 'injection' || finding.kind === 'poisoning';
    if (!has(finding) || !(isOrder || finding.kind === 'secret')) return [];
    if (finding.exception !== undefined) return [];
    const end = textAt(value, finding).length;
    const reason = isOrder ? finding.reason : 'A secret stands in a file that is no text, where it cannot be masked.';
    return [{ ...finding, start: 0, end, direction: 'response', verdict: 'block', reason }];
  };
  return { has, block };
}
