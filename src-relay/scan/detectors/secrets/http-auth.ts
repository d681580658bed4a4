import type { WindowDetector, WindowRule } from '../../definition.ts';
import { secretDefinition } from './kind.ts';
import { isMadeOfDummyWords } from './placeholder-value.ts';
import { alnum, hex } from './samples.ts';
import { isSecretValue } from './secret-value.ts';
import { SECRET } from './setting-name.ts';

const BASIC = /(?:basic[ \t]{1,4}|"auth\\?"[ \t]{0,4}:[ \t]{0,4}\\?")([A-Za-z0-9+/_-]{8,400}={0,2})/dgi;
const STOCK_CREDENTIAL =
  /^(?:aladdin:open ?sesame|(?:user(?:name)?|test|admin|foo|guest|demo|usr|root)\d{0,3}:(?:pass(?:word|wd)?|test|admin|bar|guest|demo|secret|pwd|root)\d{0,3}|guest:guest)$/i;

/** `Authorization: Basic ...` and the `auth` of a Docker configuration: base64 of `user:password`. */
const basicCredential: WindowRule = (text, from, to, report) => {
  const window = text.slice(from, to);
  for (const match of window.matchAll(BASIC)) {
    const range = match.indices?.[1];
    const decoded = Buffer.from(match[1] ?? '', 'base64').toString('latin1');
    if (!range || !/^[\x20-\x7e]{0,200}:[\x20-\x7e]{1,300}$/.test(decoded)) continue;
    if (!STOCK_CREDENTIAL.test(decoded) && !isMadeOfDummyWords(decoded)) report(from + range[0], from + range[1]);
  }
};

const BEARER =
  /(?:bearer|authorization["'`]{0,2}[:=][ \t]{0,4}["'`]?(?:token|apikey|key|jwt))[ \t]{1,4}(["'`]?)([A-Za-z0-9._~+/=:|-]{12,2000})/dgi;

const bearerToken: WindowRule = (text, from, to, report) => {
  const window = text.slice(from, to);
  for (const match of window.matchAll(BEARER)) {
    const range = match.indices?.[2];
    const token = (match[2] ?? '').replace(/[.:]+$/, '');
    if (range && isSecretValue(token, SECRET, 'line')) report(from + range[0], from + range[0] + token.length);
  }
};

const SESSION =
  /\b(?:sess(?:ion)?(?:[_-]?id|[_-]?token|[_-]?key)?|connect\.sid|phpsessid|jsessionid|asp\.net_sessionid|laravel_session|_session_id|remember_[a-z_]{0,20}token|auth[_-]?token|access[_-]?token|sid)=([A-Za-z0-9%._~+/=-]{20,400})/dgi;

/** Who sends the cookie of a session is taken for the person who signed in. */
const sessionCookie: WindowRule = (text, from, to, report) => {
  const window = text.slice(from, to);
  for (const match of window.matchAll(SESSION)) {
    const range = match.indices?.[1];
    const value = match[1] ?? '';
    if (range && isSecretValue(value, SECRET, 'inline')) report(from + range[0], from + range[1]);
  }
};

/** Credentials in the headers of HTTP. */
export const HTTP_CREDENTIALS: readonly WindowDetector[] = [
  {
    definition: secretDefinition({
      id: 'basic-credential',
      title: 'user name and password in base64',
      placeholder: 'BASIC_CREDENTIAL',
      explanation: 'Base64 hides nothing: it holds a user name and a password.',
      keywords: ['basic ', '"auth"', '"auth\\"'],
      window: { before: 2, after: 430 },
      match: [`Authorization: Basic ${Buffer.from('deploy:hY7quayLk2').toString('base64')}`],
      noMatch: [`Authorization: Basic ${Buffer.from('user:password').toString('base64')}`, 'Basic understanding'],
    }),
    window: basicCredential,
  },
  {
    definition: secretDefinition({
      id: 'bearer-token',
      severity: 'medium',
      title: 'bearer token',
      keywords: ['bearer ', 'authorization'],
      window: { before: 0, after: 420 },
      match: [`Authorization: Bearer ${alnum(40)}`, `authorization: token ${hex(40)}`],
      noMatch: ['Authorization: Bearer <token>', 'bearer authentication is used'],
    }),
    window: bearerToken,
  },
  {
    definition: secretDefinition({
      id: 'session-cookie',
      title: 'session cookie',
      severity: 'medium',
      explanation: 'The cookie of a session: whoever sends it is taken for the person who signed in.',
      keywords: ['cookie:', 'cookie"', "cookie '", '-b "', "-b '"],
      window: { before: 1, after: 500 },
      match: [
        `Cookie: theme=dark; sessionid=${alnum(32)}; lang=en`,
        `Set-Cookie: connect.sid=s%3A${alnum(32)}.${alnum(43)}; Path=/`,
      ],
      noMatch: ['Set-Cookie: sid=abc; Path=/', 'Cookie: session=<session id>', 'Cookie: theme=dark'],
    }),
    window: sessionCookie,
  },
];
