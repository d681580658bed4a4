import type { WindowDetector, WindowRule } from '../../definition.ts';
import { secretDefinition } from './kind.ts';
import { isPlaceholder } from './placeholder-value.ts';
import { isSecretValue } from './secret-value.ts';
import { SECRET } from './setting-name.ts';

const LONGEST_USER = 100;
const LEAST_TOKEN = 20;
const LONGEST_PASSWORD = 200;
const HOST =
  /@(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,100})|\[[0-9a-fA-F:]{2,40}\]|\$\{?[A-Z_]{2,40}\}?|\{[a-z_]{2,30}\})(?::\d{1,5}|:\$\{?[A-Z_]{2,30}\}?)?(?=[/?#,;\s"'`<>)\]}|\\&.]|$)/g;
/** What the manuals of databases and brokers start with, and what people write for want of a password. */
const STOCK = new Set(
  'guest postgres root admin user pass password pw pwd secret test mysql mongo redis minioadmin sa elastic neo4j username passwd mypass mypassword s3cr3t p@ssword'.split(
    ' ',
  ),
);

/** The password in `scheme://user:password@host`, alone. */
const addressPassword: WindowRule = (text, from, to, report) => {
  for (let at = text.indexOf('://', from); at >= 0 && at < to; at = text.slice(at + 3, to).indexOf('://') + at + 3) {
    const range = passwordOf(text, at + 3);
    if (range) report(range[0], range[1]);
    if (!text.slice(at + 3, to).includes('://')) return;
  }
};

function passwordOf(text: string, start: number): readonly [number, number] | undefined {
  let colon = start;
  const userLimit = Math.min(text.length, start + LONGEST_USER);
  for (; colon < userLimit; colon++) {
    const unit = text.charCodeAt(colon);
    if (unit === 58 || unit === 64) break;
    if (endsAuthority(unit)) return undefined;
  }
  if (text.charCodeAt(colon) === 64) return tokenOf(text, start, colon);
  if (text.charCodeAt(colon) !== 58) return undefined;
  const begin = colon + 1;
  const limit = Math.min(text.length, begin + LONGEST_PASSWORD);
  let stop = begin;
  while (stop < limit && !endsAddress(text.charCodeAt(stop))) stop++;
  const end = lastHost(text, begin, stop, limit);
  if (end <= begin) return undefined;
  const password = text.slice(begin, end);
  return isRealPassword(password, text.slice(start, colon)) ? [begin, end] : undefined;
}

/** `https://TOKEN@host/`: a user name nobody would type. The key in the address of a Sentry project is public. */
function tokenOf(text: string, start: number, end: number): readonly [number, number] | undefined {
  const user = text.slice(start, end);
  if (end - start < LEAST_TOKEN || !isSecretValue(user, SECRET, 'inline')) return undefined;
  if (!/https?:\/\/$/.test(text.slice(Math.max(0, start - 8), start))) return undefined;
  return text.slice(end, end + 60).includes('sentry') ? undefined : [start, end];
}

/** Where the `@` in front of the host stands. A password may hold a slash or an `@`; a path behind the host may too. */
function lastHost(text: string, begin: number, stop: number, limit: number): number {
  const part = text.slice(begin, Math.min(limit, stop + 140));
  let found = -1;
  HOST.lastIndex = 0;
  for (let match = HOST.exec(part); match && match.index < stop - begin; match = HOST.exec(part)) {
    const slash = part.slice(0, match.index).indexOf('/');
    // Behind a slash a second `@` is part of the path, unless there was no host before it.
    if (found >= 0 && slash >= 0 && slash < match.index) break;
    found = match.index;
    HOST.lastIndex = match.index + 1;
  }
  return found < 0 ? -1 : begin + found;
}

function isRealPassword(password: string, user: string): boolean {
  if (password.length < 3 || STOCK.has(password.toLowerCase()) || password === user) return false;
  if (/^\d{1,5}(?:\/|$)/.test(password)) return false;
  const decoded = password.replaceAll(/%[0-9A-Fa-f]{2}/g, '.');
  if (/[*xX]{3}|^[$%{<[]/.test(password) && isPlaceholder(decoded)) return false;
  return (
    !isPlaceholder(decoded) ||
    (/^(?=.*\d)(?=.*[A-Za-z]).{8,}$/.test(decoded) &&
      !/[<>{}$]|\.{3}|\*{3}|example|your|xxx|placeholder|change/i.test(decoded))
  );
}

// Blanks, quotes, slashes, brackets: what no user name holds.
function endsAuthority(unit: number): boolean {
  return endsAddress(unit) || unit === 47 || unit === 63 || unit === 35 || unit === 64 || unit === 40 || unit === 41;
}

function endsAddress(unit: number): boolean {
  return unit <= 32 || unit === 34 || unit === 39 || unit === 96 || unit === 60 || unit === 62 || unit === 92;
}

/** Passwords inside addresses of databases, brokers and sites. */
export const CONNECTION_STRINGS: readonly WindowDetector[] = [
  {
    definition: secretDefinition({
      id: 'address-password',
      severity: 'medium',
      title: 'password in an address',
      placeholder: 'PASSWORD',
      explanation: 'The address holds a user name and a password: whoever reads it can sign in there.',
      keywords: ['://'],
      window: { before: 0, after: 4 },
      match: [
        'postgres://app:mK7quayLk@db.internal:5432/app',
        'mongodb+srv://svc:T9/gq$w!z@cluster0.mongodb.net/?w=1',
        'https://deploy:hY7quayLk2@git.example.com/app.git',
      ],
      noMatch: [
        'postgres://user:password@localhost/db',
        // oxlint-disable-next-line no-template-curly-in-string
        'mysql://root:${DB_PASSWORD}@db/app',
        'https://example.com:8080/@scope/package',
        'http://url:8000 @something',
        'redis://:<password>@cache:6379',
        'amqp://guest:guest@localhost',
      ],
    }),
    window: addressPassword,
  },
];
