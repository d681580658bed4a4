import type { WindowDetector, WindowRule } from '../../definition.ts';
import { secretDefinition } from './kind.ts';
import { base64 } from './samples.ts';

const BEGIN = /-----BEGIN ((?:[A-Z0-9]{1,12} ){0,4})PRIVATE KEY(?: BLOCK)?-----/g;
const END = /-----END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g;
/** Larger than any key in use: a PGP block with several keys and a photograph. */
const LONGEST_BLOCK = 40_000;
const LONGEST_MARKER = 100;
/** A key that is cut (a tail of a log, a snippet) still gives itself away with two lines. */
const LEAST_BODY = 40;
/** Line breaks inside JSON or source code are written out. */
const BODY_UNIT = /[A-Za-z0-9+/=\s\\\-:,.()"'|>#$*]/;
const BODY_LINE = /[A-Za-z0-9+/=]{16}/;
const ELLIPSIS = /\.{3}|…|x{8}|X{8}|<[a-z]/i;

/** Private keys in PEM or PGP armour, whole; where the end is missing, as far as it goes on looking like a key. */
const pemBlock: WindowRule = (text, from, to, report) => {
  BEGIN.lastIndex = Math.max(0, from);
  for (let begin = nextBegin(text, to); begin; begin = nextBegin(text, to)) {
    const body = begin.index + begin[0].length;
    const limit = Math.min(text.length, begin.index + LONGEST_BLOCK);
    const following = text.slice(body, limit).indexOf('-----BEGIN');
    const reach = following < 0 ? limit : body + following;
    END.lastIndex = 0;
    const closing = END.exec(text.slice(body, reach));
    const end = closing ? body + closing.index + closing[0].length : cutEnd(text, body, reach);
    if (holdsKey(text, body, end)) report(begin.index, end);
    BEGIN.lastIndex = Math.max(end, body);
  }
};

function nextBegin(text: string, to: number): RegExpExecArray | undefined {
  // The pattern alone would read on to the end of the text.
  return BEGIN.exec(text.slice(0, Math.min(text.length, to + LONGEST_MARKER))) ?? undefined;
}

function cutEnd(text: string, from: number, reach: number): number {
  let end = from;
  while (end < reach && BODY_UNIT.test(text[end] ?? '')) end++;
  while (end > from && !/[A-Za-z0-9+/=]/.test(text[end - 1] ?? '')) end--;
  return end;
}

function holdsKey(text: string, from: number, end: number): boolean {
  if (end - from < LEAST_BODY) return false;
  const start = text.slice(from, Math.min(end, from + 600));
  return BODY_LINE.test(start) && !ELLIPSIS.test(start.replaceAll(/^(?:Comment|Version|Proc-Type|DEK-Info):.*$/gm, ''));
}

const puttyKey: WindowRule = (text, from, to, report) => {
  const window = text.slice(from, to);
  for (const match of window.matchAll(/Private-Lines: \d{1,3}\r?\n((?:[A-Za-z0-9+/=]{1,64}\r?\n?){1,60})/dg)) {
    const range = match.indices?.[1];
    if (range) report(from + range[0], from + range[1] - (/\s*$/.exec(match[1] ?? '')?.[0].length ?? 0));
  }
};

/** The values that make a JSON Web Key private. */
const jwkPrivate: WindowRule = (text, from, to, report) => {
  const window = text.slice(from, Math.min(text.length, to));
  if (!/["\\]n\\?"|["\\]crv\\?"/.test(text.slice(Math.max(0, from - 1500), Math.min(text.length, to + 1500)))) return;
  for (const match of window.matchAll(/"d\\?"\s{0,3}:\s{0,3}\\?"([A-Za-z0-9_-]{32,1400})/dg)) {
    const range = match.indices?.[1];
    if (range) report(from + range[0], from + range[1]);
  }
};

const block = (kind: string, body: string, ending = kind): string =>
  [`-----BEGIN ${kind}-----`, body, `-----END ${ending}-----`].join('\n');
const lines = [base64(64, 50), base64(64, 51), base64(44, 52)].join('\n');

/** Private keys of any kind that have an armour or a format of their own. */
export const PRIVATE_KEYS: readonly WindowDetector[] = [
  {
    definition: secretDefinition({
      id: 'private-key',
      title: 'private key',
      explanation: 'The text holds a private key: whoever reads it can sign in, sign or decrypt with it.',
      keywords: ['private key-----', 'private key block-----'],
      window: { before: 60, after: 24 },
      match: [block('RSA PRIVATE KEY', lines), block('OPENSSH PRIVATE KEY', lines).split('\n').slice(0, -1).join('\n')],
      noMatch: [
        block('PUBLIC KEY', lines),
        block('RSA PRIVATE KEY', '...'),
        '-----BEGIN PRIVATE KEY----- starts a key',
      ],
    }),
    window: pemBlock,
  },
  {
    definition: secretDefinition({
      id: 'putty-private-key',
      title: 'PuTTY private key',
      placeholder: 'PRIVATE_KEY',
      keywords: ['private-lines:'],
      window: { before: 0, after: 4000 },
      match: [`Private-Lines: 2\n${base64(64)}\n${base64(40)}\nPrivate-MAC: x`],
      noMatch: ['Private-Lines: none'],
    }),
    window: puttyKey,
  },
  {
    definition: secretDefinition({
      id: 'private-jwk',
      title: 'private JSON Web Key',
      placeholder: 'PRIVATE_KEY',
      keywords: ['"d"', '"d\\"'],
      window: { before: 1, after: 1450 },
      match: [`{"kty":"EC","crv":"P-256","d":"${base64(43).replaceAll(/[+/]/g, 'a')}","x":"abc"}`],
      noMatch: [`{"a":"b","d":"${base64(43).replaceAll(/[+/]/g, 'a')}"}`],
    }),
    window: jwkPrivate,
  },
];
