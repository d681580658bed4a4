import type { ChangeClass } from '../../protocol/review-kinds.ts';
import { quoted, type Change } from './change.ts';

/** Addresses: what follows the scheme up to the first character that ends a host (RFC 3986, section 3.2). */
const ADDRESS = /\b(?:https?|wss?|ftp):\/\/([^\s/?#"'<>()[\]{}\\`]{1,253})/giu;
/** A host without a scheme, in front of a path or at the end of a word. */
const MAIL_OR_HOST = /[\w.+-]{1,64}@([a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,4})/giu;
/** Words that speak to the reader who acts: a description tells what a tool does, it has no need of them. */
const ORDERS = [
  /<\/?(?:important|system|instructions?|critical|secret)\b[^>\n]{0,40}>/giu,
  /\b(?:ignore|disregard|forget) (?:all |any |the |your )?(?:previous|prior|above|other|earlier)\b/giu,
  /\b(?:do not|don't|never) (?:tell|mention|inform|show|reveal|notify|ask)\b/giu,
  /\bwithout (?:telling|asking|informing|notifying|mentioning)\b/giu,
  /\bbefore (?:using|calling|invoking|running|you (?:use|call|run))\b/giu,
  /\b(?:you|the (?:assistant|model|agent|ai)) (?:must|should|have to|need to|are required to)\b/giu,
  /\b(?:always|must|first) (?:call|invoke|use|run|read|send|include|pass|append|attach)\b/giu,
  /\binstead of (?:using|calling)?\b/giu,
  /\bsend (?:it|them|this|the|its|all|every|a copy)\b/giu,
];
/** Files and names under which secrets are kept. */
const SECRET_PLACE =
  /(?:~|\$HOME|%USERPROFILE%)[/\\][^\s"'`<>]{1,80}|\bid_(?:rsa|ed25519|ecdsa)\b|\.aws[/\\]credentials|\.env\b|\bmcp\.json\b|\/etc\/(?:passwd|shadow)\b/giu;
/** What nobody sees: zero width, bidi controls, tag characters. */
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;
/** What ends a sentence, and the longest one that is told apart, in characters to either side. */
const ENDS = ['.', '!', '?', '\n'];
const MAX_SENTENCE = 300;
/** Characters around an order that are shown with it. */
const BEFORE = 20;
const AFTER = 90;

/** Where two texts differ in what makes text dangerous; nothing is said of a text that only reads differently. */
export function riskierWording(before: string, after: string, kind: ChangeClass = 'wording'): Change[] {
  return [
    ...newOrders(before, after, kind),
    ...newPlaces(before, after, kind),
    ...newHosts(before, after, kind),
  ].concat(
    UNSEEN.test(after) && !UNSEEN.test(before)
      ? [{ class: kind, risk: 3, text: 'It now holds characters that nobody can see.' }]
      : [],
    isMuchLonger(before, after)
      ? [{ class: kind, risk: 1, text: `It says ${timesAs(before, after)} as much as before.` }]
      : [],
  );
}

function newOrders(before: string, after: string, kind: ChangeClass): Change[] {
  const found: Change[] = [];
  let shownUntil = -1;
  const places = ORDERS.flatMap((order) => {
    // What stood there before, word for word, was accepted.
    const known = new Set(
      [...before.matchAll(order)].map(({ index, 0: { length } }) => sentence(before, index, length)),
    );
    const isFresh = ({ index, 0: { length } }: RegExpExecArray): boolean => !known.has(sentence(after, index, length));
    const fresh = [...after.matchAll(order)].find(isFresh);
    return fresh ? [{ at: fresh.index, length: fresh[0].length }] : [];
  }).sort((a, b) => a.at - b.at);
  for (const { at, length } of places) {
    if (at < shownUntil) continue;
    shownUntil = at + length + AFTER;
    const text = `It now gives orders to the one who reads it: “${excerpt(after, at, length)}”`;
    found.push({ class: kind, risk: 3, text });
  }
  return found.slice(0, 3);
}

/** The sentence that a match stands in, as far as it is not too long. */
function sentence(text: string, at: number, length: number): string {
  const before = text.slice(Math.max(0, at - MAX_SENTENCE), at);
  const start = at - before.length + Math.max(...ENDS.map((end) => before.lastIndexOf(end))) + 1;
  const after = text.slice(at + length, at + length + MAX_SENTENCE);
  const ends = ENDS.map((end) => after.indexOf(end)).filter((index) => index >= 0);
  return text.slice(start, at + length + Math.min(after.length, ...ends)).trim();
}

/** The words around a match, as far as they stand on its line; no word is cut in two. */
function excerpt(text: string, at: number, length: number): string {
  const lineStart = text.lastIndexOf('\n', at) + 1;
  const lineEnd = text.indexOf('\n', at + length);
  const start = at - BEFORE <= lineStart ? lineStart : afterSpace(text, at - BEFORE, at);
  const end = Math.min(lineEnd < 0 ? text.length : lineEnd, at + length + AFTER);
  const words = text.slice(start, end).replaceAll(/\s+/gu, ' ').trim();
  return `${start > lineStart ? '…' : ''}${words}${end < (lineEnd < 0 ? text.length : lineEnd) ? '…' : ''}`;
}

function afterSpace(text: string, from: number, to: number): number {
  const space = text.indexOf(' ', from);
  return space < 0 || space >= to ? to : space + 1;
}

function newPlaces(before: string, after: string, kind: ChangeClass): Change[] {
  const fresh = newMatches(SECRET_PLACE, before, after, 0);
  return fresh.length === 0
    ? []
    : [{ class: kind, risk: 3, text: `It now names places where secrets are kept: ${fresh.map(quoted).join(', ')}.` }];
}

function newHosts(before: string, after: string, kind: ChangeClass): Change[] {
  const fresh = [...newMatches(ADDRESS, before, after, 1), ...newMatches(MAIL_OR_HOST, before, after, 1)];
  return fresh.slice(0, 5).map((host) => ({ class: kind, risk: 2, text: `It now names the address ${quoted(host)}.` }));
}

/** What a pattern matches in the second text and not in the first, each once. */
function newMatches(pattern: RegExp, before: string, after: string, group: number): string[] {
  const all = (text: string): Set<string> =>
    new Set([...text.matchAll(pattern)].map((match) => (match[group] ?? match[0]).toLowerCase()));
  const known = all(before);
  return [...all(after)].filter((match) => !known.has(match)).slice(0, 5);
}

function isMuchLonger(before: string, after: string): boolean {
  return before.length > 0 && after.length > before.length * 3 && after.length - before.length > 400;
}

function timesAs(before: string, after: string): string {
  return `${Math.round(after.length / Math.max(1, before.length))} times`;
}
