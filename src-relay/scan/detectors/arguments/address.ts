/** What a host in a URL stands for. */
type AddressKind = 'metadata' | 'loopback' | 'private' | 'documentation' | 'public' | 'name';

export interface Address {
  readonly kind: AddressKind;
  /** Written in a way that only hides what it is: one number, hex, octal, mapped, a name that resolves to it. */
  readonly isDisguised: boolean;
  readonly isNumeric: boolean;
}

const NAME: Address = { kind: 'name', isDisguised: false, isNumeric: false };

const METADATA_NAMES =
  /^(?:metadata|instance-data|metadata\.google\.internal|metadata\.goog|metadata\.tencentyun\.com|metadata\.packet\.net|metadata\.platformequinix\.com|metadata\.nicvirt\.com|instance-data\.ec2\.internal|metadata\.azure\.(?:com|internal)|kubernetes\.default(?:\.svc(?:\.cluster\.local)?)?|rancher-metadata)$/;
/** Public names that stand for the machine itself, or for the address written in them. */
const LOOPBACK_NAMES =
  /(?:^|\.)(?:localtest\.me|vcap\.me|lacolhost\.com|yoogle\.com|fbi\.com\.localhost|bugbounty\.dod\.network|localdomain\.pw|spoofed\.burpcollaborator\.net|oastify\.internal|ulh\.us|company\.localdomain)$/;
const EMBEDDING =
  /^(?:.{0,80}[.-])?((?:\d{1,3}[.-]){3}\d{1,3}|[0-9a-f]{8})\.(?:nip\.io|sslip\.io|xip\.io|xip\.name|ip6\.name|1u\.ms|rbndr\.us|nip\.me)$|(?:make-|rebind|rbndr)[\w.-]{0,80}(?:127|169|10|192|local)[\w.-]{0,80}/;

/** Reads the host part of a URL (lower case, no port, IPv6 in brackets) the way browsers and C libraries do. */
export function addressOf(host: string): Address {
  const plain = host.replace(/\.$/, '').normalize('NFKC').toLowerCase();
  const isFolded = plain !== host.replace(/\.$/, '');
  if (plain.startsWith('[')) return ipv6(plain.slice(1, -1));
  if (plain === 'localhost' || plain.endsWith('.localhost') || plain === 'localhost.localdomain')
    return { kind: 'loopback', isDisguised: isFolded || plain.endsWith('domain'), isNumeric: false };
  if (METADATA_NAMES.test(plain)) return { kind: 'metadata', isDisguised: false, isNumeric: false };
  if (LOOPBACK_NAMES.test(plain)) return { kind: 'loopback', isDisguised: true, isNumeric: false };
  const embedded = EMBEDDING.exec(plain);
  if (embedded) {
    const inner =
      embedded[1] === undefined
        ? undefined
        : ipv4(
            embedded[1].includes('-')
              ? embedded[1].replaceAll('-', '.')
              : /\./.test(embedded[1])
                ? embedded[1]
                : `0x${embedded[1]}`,
          );
    if (inner === undefined || kindOf(inner.value) !== 'public')
      return { kind: inner ? kindOf(inner.value) : 'loopback', isDisguised: true, isNumeric: false };
  }
  const address = ipv4(plain);
  if (!address) return NAME;
  return { kind: kindOf(address.value), isDisguised: address.isOdd || isFolded, isNumeric: true };
}

/** An IPv4 address in any of the forms of inet_aton: 1 to 4 parts, each decimal, octal or hex. */
function ipv4(text: string): { value: number; isOdd: boolean } | undefined {
  const parts = text.split('.');
  if (parts.length > 4 || text.length > 60) return undefined;
  let value = 0;
  let isOdd = parts.length !== 4;
  for (const [index, part] of parts.entries()) {
    if (!/^(?:0x[0-9a-f]{1,12}|\d{1,12})$/.test(part)) return undefined;
    const isHex = part.startsWith('0x');
    const isOctal = !isHex && part.length > 1 && part.startsWith('0');
    if (isHex || isOctal) isOdd = true;
    const number = isHex
      ? Number.parseInt(part, 16)
      : isOctal && /^[0-7]+$/.test(part)
        ? Number.parseInt(part, 8)
        : Number(part);
    const isLast = index === parts.length - 1;
    const room = isLast ? 256 ** (5 - parts.length) : 256;
    // Some libraries drop what does not fit: 425.510.425.510 is 169.254.169.254.
    if (number >= room) isOdd = true;
    value = value * (isLast ? room : 256) + (number % room);
  }
  return { value: value % 2 ** 32, isOdd };
}

const inRange = (value: number, base: readonly [number, number, number, number], bits: number): boolean => {
  const start = ((base[0] * 256 + base[1]) * 256 + base[2]) * 256 + base[3];
  const size = 2 ** (32 - bits);
  return value >= start && value < start + size;
};

function kindOf(value: number): AddressKind {
  if (
    inRange(value, [169, 254, 0, 0], 16) ||
    inRange(value, [100, 100, 100, 200], 32) ||
    inRange(value, [168, 63, 129, 16], 32) ||
    inRange(value, [192, 0, 0, 192], 32)
  )
    return 'metadata';
  if (inRange(value, [127, 0, 0, 0], 8) || inRange(value, [0, 0, 0, 0], 8)) return 'loopback';
  if (
    inRange(value, [10, 0, 0, 0], 8) ||
    inRange(value, [172, 16, 0, 0], 12) ||
    inRange(value, [192, 168, 0, 0], 16) ||
    inRange(value, [100, 64, 0, 0], 10)
  )
    return 'private';
  // RFC 5737 and multicast or reserved space.
  if (
    inRange(value, [192, 0, 2, 0], 24) ||
    inRange(value, [198, 51, 100, 0], 24) ||
    inRange(value, [203, 0, 113, 0], 24) ||
    value >= 224 * 2 ** 24
  )
    return 'documentation';
  return 'public';
}

function ipv6(text: string): Address {
  const zone = text.replace(/%.{0,40}$/, '');
  const mapped =
    /^(?:0{0,4}:){0,6}(?::|0{0,4}:)?(?:ffff:)?(?:0{1,4}:)?((?:\d{1,3}\.){3}\d{1,3})$/.exec(zone) ??
    /^64:ff9b::((?:\d{1,3}\.){3}\d{1,3})$/.exec(zone);
  if (mapped?.[1]) return { kind: ipv4Kind(mapped[1]), isDisguised: true, isNumeric: true };
  const hex = /^(?:0{0,4}:){0,6}:?(?:ffff:)?(?:0{1,4}:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(zone);
  if (/ffff:/.test(zone) && hex?.[1] && hex[2]) {
    const value = Number.parseInt(hex[1], 16) * 65536 + Number.parseInt(hex[2], 16);
    return { kind: kindOf(value), isDisguised: true, isNumeric: true };
  }
  if (/^(?:0{0,4}:){1,7}(?:0{0,3}[01])?$/.test(zone)) return { kind: 'loopback', isDisguised: false, isNumeric: true };
  if (/^fd00:ec2::(?:254|23)$|^fd20:ce::254$|^fe80::a9fe:a9fe$/.test(zone))
    return { kind: 'metadata', isDisguised: false, isNumeric: true };
  if (/^f[cd][0-9a-f]{2}:|^fe[89ab][0-9a-f]:/.test(zone))
    return { kind: 'private', isDisguised: false, isNumeric: true };
  return { kind: zone.startsWith('2001:db8:') ? 'documentation' : 'public', isDisguised: false, isNumeric: true };
}

function ipv4Kind(text: string): AddressKind {
  const address = ipv4(text);
  return address ? kindOf(address.value) : 'public';
}
