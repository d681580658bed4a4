import { BlockList, isIP } from 'node:net';

/** How far an address reaches: it says who may send the relay there. */
export type NetworkScope = 'loopback' | 'private' | 'link-local' | 'public' | 'reserved';

/** Ranges of the special-purpose registries (RFC 6890 and its updates), first match first. */
const RANGES: readonly (readonly [NetworkScope, readonly string[]])[] = [
  ['loopback', ['127.0.0.0/8', '::1/128']],
  // Cloud machines answer at 169.254.169.254 with their credentials.
  ['link-local', ['169.254.0.0/16', 'fe80::/10']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fec0::/10']],
  [
    'reserved',
    [
      '0.0.0.0/8',
      '192.0.0.0/24',
      '192.0.2.0/24',
      '198.18.0.0/15',
      '198.51.100.0/24',
      '203.0.113.0/24',
      '224.0.0.0/3',
      '::/128',
      '100::/64',
      '2001:db8::/32',
      'ff00::/8',
    ],
  ],
];

const LISTS = RANGES.map(([scope, ranges]) => {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', prefix] = range.split('/');
    list.addSubnet(net, Number(prefix), isIP(net) === 6 ? 'ipv6' : 'ipv4');
  }
  return { scope, list };
});

/** Prefixes under which IPv6 carries an IPv4 address: NAT64 (RFC 6052), 6to4 (RFC 3056) and the compatible form. */
const EMBEDDING = new BlockList();
EMBEDDING.addSubnet('64:ff9b::', 32, 'ipv6');
EMBEDDING.addSubnet('2002::', 16, 'ipv6');
EMBEDDING.addSubnet('::', 96, 'ipv6');

/** The scope of an IP address, as text. IPv4 within IPv6 counts as that address; what cannot be told is `reserved`. */
export function networkScope(address: string): NetworkScope {
  const plain = address.replace(/^\[|\]$/gu, '').replace(/%.*$/u, '');
  const family = isIP(plain);
  if (family === 0) return 'reserved';
  const type = family === 6 ? 'ipv6' : 'ipv4';
  // A BlockList takes IPv4-mapped addresses (::ffff:a.b.c.d) for what they stand for.
  const known = LISTS.find(({ list }) => list.check(plain, type));
  if (known) return known.scope;
  return family === 6 && EMBEDDING.check(plain, 'ipv6') ? 'reserved' : 'public';
}

/** Whether a host name or address can only be this machine (RFC 6761, section 6.3; RFC 8252, section 7.3). */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/u, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return isIP(name.replace(/^\[|\]$/gu, '')) !== 0 && networkScope(name) === 'loopback';
}

/** Whether credentials may be sent to an address: over https, or over http within this machine. */
export function isSecure(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
}
