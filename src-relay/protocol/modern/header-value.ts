import { isUtf8 } from 'node:buffer';

const PREFIX = '=?base64?';
const SUFFIX = '?=';
/** RFC 4648, section 4, padded. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;
/** Printable ASCII with blanks inside alone (RFC 9110, section 5.5): what a field carries as it is. */
const PLAIN = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/u;

/** Text as the value of an HTTP field: as it is, or as `=?base64?…?=` where a field could not carry it so. */
export function encodeHeaderValue(text: string): string {
  if (PLAIN.test(text) && !(text.startsWith(PREFIX) && text.endsWith(SUFFIX))) return text;
  return `${PREFIX}${Buffer.from(text, 'utf8').toString('base64')}${SUFFIX}`;
}

/** The text that an HTTP field's value stands for; undefined where it says base64 and is none, or not of UTF-8. */
export function decodeHeaderValue(value: string): string | undefined {
  const trimmed = trimBlanks(value);
  if (!trimmed.startsWith(PREFIX) || !trimmed.endsWith(SUFFIX) || trimmed.length < PREFIX.length + SUFFIX.length) {
    return trimmed;
  }
  const encoded = trimmed.slice(PREFIX.length, -SUFFIX.length);
  if (!BASE64.test(encoded)) return undefined;
  const bytes = Buffer.from(encoded, 'base64');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** Without the optional white space around a field's value (RFC 9110, section 5.6.3). */
export function trimBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start += 1;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9;
}
