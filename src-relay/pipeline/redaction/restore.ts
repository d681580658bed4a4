import { applyEdits, type Edit } from '../../protocol/edits.ts';
import { frameFromText, type Frame } from '../../protocol/frame.ts';
import { decodeString } from '../../protocol/json-tree.ts';
import { JsonFinder } from '../../protocol/json-finder.ts';
import { member, parseJson, type JsonPath, type JsonValue } from '../../protocol/json.ts';
import { editsInLiteral, spansInLiteral, type StringReplacement } from '../../protocol/string-edits.ts';
import type { CopyPlace, DecidedFinding } from '../../policy/decide.ts';
import { PLACEHOLDER_SOURCE } from '../../scan/placeholders.ts';
import { walkStrings } from '../../scan/walk.ts';
import type { MaskedValue, ValueVault } from './vault.ts';

/** What all values of one request together may add to it, in UTF-16 units: one placeholder may stand in it often. */
const MAX_ADDED = 1024 * 1024;
/** Placeholders that are restored in one request; each is looked up in the text that it stands in. */
const MAX_RESTORED = 1000;

export interface Restoration {
  /** What to replace in the client's frame, the masks that stand there already included. */
  readonly edits: readonly Edit[];
  /** The arguments as the server gets them. */
  readonly args: JsonValue;
  /** Which placeholders were restored, in order; never the values. */
  readonly restored: readonly RestoredPlaceholder[];
}

export interface RestoredPlaceholder extends MaskedValue {
  readonly placeholder: string;
  /** From the frame's message. */
  readonly path: JsonPath;
  /** In the decoded string, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/**
 * Puts the values of placeholders back that stand in the strings of a request's arguments; undefined where none does. Only
 * what this session has given is known, and only what `may` allows is restored.
 * @param masks edits of the frame that the scan has made: where one stands nothing is restored
 */
export function restore(
  frame: Frame,
  masks: readonly Edit[],
  vault: ValueVault,
  may: (value: MaskedValue) => boolean,
): Restoration | undefined {
  const args = member(frame.message.params, 'arguments');
  if (args === undefined || vault.size === 0) return undefined;
  const found: RestoredPlaceholder[] = [];
  walkStrings(args, {
    visitString(text, path, inKey) {
      if (inKey || !text.includes('<')) return;
      for (const match of found.length >= MAX_RESTORED ? [] : text.matchAll(new RegExp(PLACEHOLDER_SOURCE, 'gu'))) {
        const [placeholder] = match;
        const about = vault.about(placeholder);
        if (!about || !may(about)) continue;
        const { kind, name } = about;
        const end = match.index + placeholder.length;
        found.push({ kind, name, placeholder, path: ['params', 'arguments', ...path], start: match.index, end });
      }
    },
  });
  if (found.length === 0) return undefined;
  const finder = new JsonFinder(frame.source);
  const edits: Edit[] = [];
  const restored: RestoredPlaceholder[] = [];
  let added = 0;
  for (const one of found) {
    const literal = finder.node(one.path);
    if (literal?.type !== 'string') continue;
    const [place] = spansInLiteral(frame.source, literal, [one]);
    if (!place || masks.some((mask) => mask.start < place.end && place.start < mask.end)) continue;
    const text = added < MAX_ADDED ? vault.restore(one.placeholder) : undefined;
    if (text === undefined) continue;
    added += text.length;
    const replacement: StringReplacement = { start: one.start, end: one.end, text };
    edits.push(...editsInLiteral(frame.source, literal, [replacement]));
    restored.push(one);
  }
  if (restored.length === 0) return undefined;
  const all = [...masks, ...edits];
  const { params } = frameFromText(applyEdits(frame.source, all)).message;
  return { edits: all, args: member(params, 'arguments') ?? null, restored };
}

/** What the log says of restored placeholders: which, and where they stand in the request that it keeps. */
export function restoredFindings(
  restored: readonly RestoredPlaceholder[],
  logged: string | undefined,
  server: string,
): (DecidedFinding & Partial<Pick<CopyPlace, 'at'>>)[] {
  const places = placesIn(logged);
  return restored.map((one) => ({
    detector: 'redaction.restored',
    kind: one.kind,
    severity: 'low',
    direction: 'request',
    verdict: 'allow',
    inKey: false,
    ...places(one),
    evidence: one.placeholder,
    reason: `${server} got the true value of ${one.placeholder}: the configuration lets it have this kind.`,
  }));
}

/** What is masked for the log alone moves what stands behind it: the place is looked up in the text that is kept. */
function placesIn(logged: string | undefined) {
  const finder = logged === undefined ? undefined : finderOf(logged);
  const isWhole = finder !== undefined && finder.member(['params', 'arguments']) !== undefined;
  return ({ path, start, end, placeholder }: RestoredPlaceholder) => {
    const own = isWhole ? path : path.slice(1);
    const node = finder?.node(own);
    if (logged === undefined || node?.type !== 'string') return { path: own, start, end };
    const text = decodeString(logged, node);
    const from = nearest(text, placeholder, start);
    const range = { start: from, end: from + placeholder.length };
    const [span] = from < 0 ? [] : spansInLiteral(logged, node, [range]);
    return span ? { path: own, ...range, at: [span.start, span.end] as const } : { path: own, start, end };
  };
}

/** Where a word stands in a text closest to a place; -1 where it does not. */
function nearest(text: string, word: string, place: number): number {
  const after = text.indexOf(word, place);
  const before = text.lastIndexOf(word, place);
  if (before < 0 || after < 0) return Math.max(before, after);
  return after - place <= place - before ? after : before;
}

/** The kept text may have been cut. */
function finderOf(text: string): JsonFinder | undefined {
  try {
    parseJson(text);
    return new JsonFinder(text);
  } catch {
    return undefined;
  }
}
