import { isAlphanumeric, isWordUnit } from './units.ts';

const AT = 64;
const DOT = 46;
const MAX_LOCAL = 64;
const MAX_DOMAIN = 253;
/** How far before an address a command such as `ssh` may stand, in UTF-16 units. */
const COMMAND_REACH = 100;

/** Last labels that are the ends of file and unit names: `icon@2x.png`, `getty@tty1.service`. */
const FILE_ENDINGS = new Set(
  (
    'png jpg jpeg gif webp svg ico bmp js mjs cjs ts tsx jsx json json5 css scss html htm xml yml yaml toml txt csv log lock ' +
    'py rb go rs java kt swift php sh zip gz tgz tar pdf service socket timer target mount slice scope path git'
  ).split(' '),
);
/** Accounts of version control on servers and senders that nobody reads. */
const NOBODY = /^(?:git|hg|svn|no[._-]?reply|do[._-]?not[._-]?reply|noreply-.{1,40})$/i;
/** What documentation writes where the reader's own address belongs. */
const PLACEHOLDER =
  /^(?:users?|you|yours?|your[._-]?(?:name|email|user)|name|e?mail|me|test|foo|bar|baz|example|someone|username|sender|recipient)$/i;
const EXAMPLE_DOMAIN =
  /^(?:(?:\w[\w-]{0,40}\.){0,3}example\.(?:com|org|net)|(?:your|my)?-?(?:domain|company|email|mail|host)\.(?:com|org|tld))$/i;
const REMOTE_SHELL = /(?:^|[\s`'"$(;|&])(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id|sshfs|autossh)\s[^\n|;]{0,100}$/;

/**
 * E-mail addresses (RFC 5321 in what people use of it, internationalised ones too), found from their `@`. Not: remote
 * hosts of ssh and git, credentials in a URL, package versions, decorators, placeholders of documentation.
 */
export function findEmails(text: string, report: (start: number, end: number) => void): void {
  let bound = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = localStart(text, at, bound);
    if (start === at) continue;
    const end = domainEnd(text, at + 1);
    if (end < 0 || !isPersonal(text, start, at, end)) continue;
    report(start, end);
    bound = end;
    at = end - 1;
  }
}

function localStart(text: string, at: number, bound: number): number {
  if (text.charCodeAt(at - 1) === 34) return quotedStart(text, at, bound);
  const limit = Math.max(bound, at - MAX_LOCAL);
  let start = at;
  while (start > limit && isLocalUnit(text.charCodeAt(start - 1))) start--;
  // An apostrophe belongs to a name only between letters: `o'brien@`, not `'brien@`.
  while (start < at && !isWordUnit(text.charCodeAt(start)) && text.charCodeAt(start) < 128) start++;
  if (start > limit && start - 2 > limit && text.charCodeAt(start - 1) === 39 && at - start > 2) {
    const before = text.slice(Math.max(limit, start - 3), start - 1);
    if (/(?:^|[\s<,;:])[a-z]$/i.test(before)) start -= 2;
  }
  return text.charCodeAt(at - 1) === DOT ? at : start;
}

function quotedStart(text: string, at: number, bound: number): number {
  const open = text.lastIndexOf('"', at - 2);
  return open >= bound && at - open <= MAX_LOCAL && !text.slice(open, at).includes('\n') ? open : at;
}

/** Where the domain ends, -1 where none stands: labels with a dot between them, the last one of letters. */
function domainEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + MAX_DOMAIN);
  let end = -1;
  let label = from;
  let labels = 0;
  for (let i = from; i <= limit; i++) {
    const unit = i < limit ? text.charCodeAt(i) : 0;
    if (isDomainUnit(unit)) continue;
    if (i === label || text.charCodeAt(label) === 45 || text.charCodeAt(i - 1) === 45) break;
    labels++;
    if (labels > 1 && isTopLevel(text, label, i)) end = i;
    else if (unit !== DOT) end = -1;
    if (unit !== DOT) break;
    label = i + 1;
  }
  return end;
}

function isTopLevel(text: string, from: number, to: number): boolean {
  if (to - from < 2 || to - from > 24) return false;
  if (/^xn--/i.test(text.slice(from, from + 4))) return true;
  for (let i = from; i < to; i++) if (text.charCodeAt(i) < 65) return false;
  return !FILE_ENDINGS.has(text.slice(from, to).toLowerCase());
}

function isPersonal(text: string, start: number, at: number, end: number): boolean {
  const after = text.charCodeAt(end);
  // `host:path` of scp, a call, one more `@`; a colon at the end of a clause is none of these.
  if (after === AT || after === 40) return false;
  if (after === 58 && /^:[\w~./-]/.test(text.slice(end, end + 2))) return false;
  const local = text.slice(start, at);
  if (NOBODY.test(local)) return false;
  if (PLACEHOLDER.test(local) && EXAMPLE_DOMAIN.test(text.slice(at + 1, end))) return false;
  const before = text.slice(Math.max(0, start - COMMAND_REACH), start);
  if (/:\/\/[^\s/@]{0,80}$/.test(before)) return false;
  return !REMOTE_SHELL.test(before.slice(before.lastIndexOf('\n') + 1));
}

function isLocalUnit(unit: number): boolean {
  if (isAlphanumeric(unit) || (unit >= 0xc0 && unit < 0x2000)) return true;
  return unit === DOT || unit === 45 || unit === 95 || unit === 43 || unit === 37;
}

function isDomainUnit(unit: number): boolean {
  return isAlphanumeric(unit) || unit === 45 || (unit >= 0xc0 && (unit < 0x2000 || (unit > 0x3040 && unit < 0xfe00)));
}
