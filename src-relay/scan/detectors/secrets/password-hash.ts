import type { WindowDetector, WindowRule } from '../../definition.ts';
import { secretDefinition } from './kind.ts';
import { alnum } from './samples.ts';

// crypt(3) as in /etc/shadow and htpasswd, phpass, Django, LDAP.
const HASH =
  /\$(?:1|5|6|7|y|gy|2[abxy]?|apr1|argon2(?:id?|d)|scrypt|P|H|S|sha1)\$[A-Za-z0-9./$=,+-]{20,140}[A-Za-z0-9./+]|\{S?SHA(?:256|384|512)?\}[A-Za-z0-9+/]{26,100}={0,2}|pbkdf2_sha(?:1|256|512)\$\d{3,8}\$[A-Za-z0-9]{8,40}\$[A-Za-z0-9+/]{26,90}={0,2}/g;

const passwordHash: WindowRule = (text, from, to, report) => {
  const window = text.slice(from, to);
  for (const match of window.matchAll(HASH)) {
    const value = match[0];
    if (!/x{5}|X{5}|\.{3}|example/i.test(value)) report(from + match.index, from + match.index + value.length);
  }
};

/** Hashes of passwords. */
export const PASSWORD_HASHES: readonly WindowDetector[] = [
  {
    definition: secretDefinition({
      id: 'password-hash',
      title: 'password hash',
      explanation: 'The hash of a password can be guessed at without limit.',
      keywords: [
        '$1$',
        '$5$',
        '$6$',
        '$y$',
        '$2a$',
        '$2b$',
        '$2y$',
        '$apr1$',
        '$argon2',
        '{ssha',
        '{sha',
        'pbkdf2_sha',
        '$p$b',
        '$h$9',
      ],
      window: { before: 1, after: 190 },
      match: [
        `root:$6$${alnum(16)}$${alnum(86)}:19000:0:99999:7:::`,
        `admin:$apr1$${alnum(8)}$${alnum(22)}`,
        `$2b$12$${alnum(53)}`,
      ],
      noMatch: ['costs $1$ or $5$ each', '$6$salt$hash'],
    }),
    window: passwordHash,
  },
];
