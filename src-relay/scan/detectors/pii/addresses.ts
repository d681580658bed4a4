import { isAlphanumeric, isDigit, isHexDigit } from './units.ts';

/** Where a network address ends, and which one it is. */
export interface AddressMatch {
  readonly kind: 'ip' | 'mac';
  readonly start: number;
  readonly end: number;
  /** `never` where it names no particular machine (loopback, a netmask, a version); `labelled` for private ranges. */
  readonly identifies: 'always' | 'labelled' | 'never';
}

const MAX_LENGTH = 46;
const IPV4 = /(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})/y;
const MAC = /(?:[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}|[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4})/iy;
/** Words before four numbers that make them a version, and units that make them an amount. */
const VERSION_BEFORE =
  /(?:\bv|\bver|version|release|build|rev|revision|firmware|chrome|safari|firefox|edge|opr|driver|section|chapter|schema|sdk|kernel|update|upgrade|since|oid)[\s:="'/@^~>=<-]{0,4}$/i;

/**
 * The IP or MAC address that the digit at `at` belongs to; `bound` is where the search to the left must stop. Private,
 * loopback and link-local addresses are matched too, so that nobody takes them for something else.
 */
export function matchAddress(text: string, at: number, bound: number): AddressMatch | undefined {
  const start = hexStart(text, at, bound);
  return matchIpv6(text, start) ?? matchMac(text, start) ?? matchIpv4(text, at);
}

function hexStart(text: string, at: number, bound: number): number {
  const limit = Math.max(bound, at - MAX_LENGTH);
  let start = at;
  while (start > limit) {
    const unit = text.charCodeAt(start - 1);
    if (!isHexDigit(unit) && unit !== 58 && unit !== 45) break;
    start--;
  }
  while (start < at && text.charCodeAt(start) === 45) start++;
  return start;
}

function matchIpv4(text: string, at: number): AddressMatch | undefined {
  IPV4.lastIndex = at;
  const match = IPV4.exec(text);
  if (!match) return undefined;
  const end = IPV4.lastIndex;
  const before = text.charCodeAt(at - 1);
  if (isAlphanumeric(before) || before === 95 || before === 45 || before === 43 || (before === 46 && at > 0))
    return undefined;
  const after = text.charCodeAt(end);
  if (isAlphanumeric(after) || after === 95) return undefined;
  if ((after === 46 || after === 45 || after === 43) && isAlphanumeric(text.charCodeAt(end + 1))) return undefined;
  const parts = match.slice(1, 5);
  if (parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return undefined;
  const numbers = parts.map(Number);
  const isVersion = VERSION_BEFORE.test(text.slice(Math.max(0, at - 24), at));
  return { kind: 'ip', start: at, end, identifies: isVersion ? 'never' : rangeOf(numbers) };
}

/** Ranges of RFC 6890 that name no one machine; the documentation ranges stand for real ones and stay in. */
function rangeOf([a = 0, b = 0, c = 0, d = 0]: readonly number[]): AddressMatch['identifies'] {
  if (a === 0 || a === 127 || a === 255 || (a === 169 && b === 254)) return 'never';
  // The network itself, as routes and firewalls name it.
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return d === 0 ? 'never' : 'labelled';
  // Versions and outline numbers: several small numbers; public resolvers; multicast names.
  if (a < 10 && b < 32 && c < 32) return 'never';
  return (a === 224 && b === 0) || (a === 8 && b === 8) ? 'never' : 'always';
}

function matchMac(text: string, start: number): AddressMatch | undefined {
  MAC.lastIndex = start;
  const match = MAC.exec(text);
  if (!match) return undefined;
  const end = MAC.lastIndex;
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  if (isAlphanumeric(before) || before === 95 || before === 46 || isAlphanumeric(after) || after === 95)
    return undefined;
  if ((after === 58 || after === 45 || after === 46) && isAlphanumeric(text.charCodeAt(end + 1))) return undefined;
  const digits = match[0].replaceAll(/[^\da-f]/gi, '');
  if (match[1] === undefined && !/[a-f]/i.test(digits)) return undefined;
  return { kind: 'mac', start, end, identifies: /^(.)\1{11}$/i.test(digits) ? 'never' : 'always' };
}

function matchIpv6(text: string, start: number): AddressMatch | undefined {
  let end = start;
  const limit = Math.min(text.length, start + MAX_LENGTH);
  while (end < limit) {
    const unit = text.charCodeAt(end);
    if (!isHexDigit(unit) && unit !== 58) break;
    end++;
  }
  if (end - start < 3 || !text.slice(start, end).includes(':')) return undefined;
  const before = text.charCodeAt(start - 1);
  if (isAlphanumeric(before) || before === 95 || before === 46 || before === 58) return undefined;
  if (text.charCodeAt(end - 1) === 58 && text.charCodeAt(end - 2) !== 58) end--;
  let tail = 0;
  if (text.charCodeAt(end) === 46) {
    // The last 32 bits may be written as IPv4.
    const last = text.lastIndexOf(':', end) + 1;
    IPV4.lastIndex = last;
    const embedded = last > start ? IPV4.exec(text) : null;
    if (embedded?.slice(1).every((part) => Number(part) < 256)) {
      tail = 2;
      end = IPV4.lastIndex;
    }
  }
  const after = text.charCodeAt(end);
  if (isAlphanumeric(after) || after === 95 || (after === 46 && isAlphanumeric(text.charCodeAt(end + 1))))
    return undefined;
  const address = text.slice(start, end);
  return isIpv6(address, tail)
    ? { kind: 'ip', start, end, identifies: isGlobalIpv6(address) ? 'always' : 'never' }
    : undefined;
}

function isIpv6(address: string, tail: number): boolean {
  const gap = address.indexOf('::');
  if (gap !== address.lastIndexOf('::') || address.includes(':::')) return false;
  const groups = address.split(':').filter((group) => group !== '');
  const hex = tail === 2 ? groups.slice(0, -1) : groups;
  if (hex.some((group) => group.length > 4)) return false;
  const count = hex.length + tail;
  if (gap < 0) return count === 8;
  // `a::b1` is a name of a programming language more often than an address.
  return (
    count <= 7 &&
    (count >= 3 ||
      hex.some((group) => group.length >= 3 && isDigit(group.charCodeAt(0))) ||
      (hex[0]?.length === 4 && /\d/.test(address)))
  );
}

function isGlobalIpv6(address: string): boolean {
  return !/^(?:::1?$|fe[89ab][\da-f]:|ff0[\da-f]:)/i.test(address);
}
