import type { TextDetector, TextRule, WindowDetector, WindowRule } from '../../definition.ts';
import { assignedSecret } from './assignment.ts';
import { secretDefinition } from './kind.ts';
import { alnum, base64, hex, lower } from './samples.ts';
import { isSecretValue } from './secret-value.ts';
import { mayNameKey, NOT_SECRET, SERVICE, strengthOfName } from './setting-name.ts';

// Short words stand in everyday text, so they count only together with what assigns.
const SHORT_WORDS = ['key', 'pass', 'auth', 'pw', 'pat', 'bearer', 'authorization', 'psk'];
const ASSIGNS = ['  ', ' is ', '=', ':', '"', "'", '\\', '`', ' =', ' :', ']', '>', ')'];
const LONG_WORDS = [
  'password',
  'passwd',
  'passwort',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  'token',
  'credential',
  'creds',
  'contrase',
  'senha',
  'mot de passe',
  'wachtwoord',
  'requirepass',
  'masterauth',
  '<pass',
  'storepass',
  'keypass',
];
const NAMED_KEYS = [
  'api_key',
  'api-key',
  'apikey',
  'api key',
  'access_key',
  'access-key',
  'accesskey',
  'private_key',
  'secret_key',
  'auth_key',
];
const KEYWORDS = [...LONG_WORDS, ...NAMED_KEYS, ...SHORT_WORDS.flatMap((word) => ASSIGNS.map((sign) => word + sign))];
const LONGEST_KEYWORD = 15;

/** A secret is no document. */
const LONGEST_NAMED = 2000;
const WORD =
  /passw|passp|passc|pass|pwd|pw|secret|token|credential|creds|key|auth|pat|contrase|senha|wachtwoord|pswd|psw|psk|bearer/gi;
const LONGEST_TAIL = 40;

const assigned: WindowRule = (text, from, to, report) => {
  const window = text.slice(from, to);
  let done = 0;
  WORD.lastIndex = 0;
  for (let match = WORD.exec(window); match; match = WORD.exec(window)) {
    if (from + match.index < done) continue;
    const end = endOfName(text, from + WORD.lastIndex);
    done = end;
    const found = assignedSecret(text, end);
    if (found) {
      report(found.start, found.end);
      done = found.end;
    }
  }
};

function endOfName(text: string, from: number): number {
  const limit = Math.min(text.length, from + LONGEST_TAIL);
  let end = from;
  while (end < limit && isTailUnit(text.charCodeAt(end))) end++;
  while (end > from && text.charCodeAt(end - 1) === 45) end--;
  return end;
}

/** A letter, a digit, `_`, `-` and the n of `contraseña`. */
function isTailUnit(unit: number): boolean {
  const isLetter = (unit | 32) >= 97 && (unit | 32) <= 122 && unit < 128;
  return isLetter || (unit >= 48 && unit <= 57) || unit === 95 || unit === 45 || unit === 0xf1;
}

const SERVICES =
  'adafruit adobe algolia alibaba asana atlassian beamer bitbucket bittrex cisco coinbase confluence confluent contentful ' +
  'discord dropbox etsy facebook finicity finnhub flickr gitlab gitter jfrog jira artifactory looker mattermost meraki newrelic ' +
  'new-relic new_relic nytimes openai plaid privateai sentry sendgrid shodan slack spotify stripe telegram trello twilio twitch twitter ' +
  'virustotal webflow xray yelp alchemy infura etherscan';
const SERVICE_WORD = new RegExp(SERVICES.replaceAll(' ', '|'), 'gi');

/** `algolia: "..."`, `discord_client = ...`: named after a service, and set to nothing but a token. */
const serviceKey: WindowRule = (text, from, to, report) => {
  const window = text.slice(from, to);
  let done = 0;
  SERVICE_WORD.lastIndex = 0;
  for (let match = SERVICE_WORD.exec(window); match; match = SERVICE_WORD.exec(window)) {
    const at = from + match.index;
    if (at < done || !standsAlone(text, at, at + match[0].length)) continue;
    done = endOfName(text, at + match[0].length);
    const found = assignedSecret(text, done, (name) => (mayNameKey(name) ? SERVICE : NOT_SECRET));
    if (!found) continue;
    report(found.start, found.end);
    done = found.end;
  }
};

/** `discordToken`, `my_discord`, `MyDiscord`, and not `myfordiscordant`. */
function standsAlone(text: string, start: number, end: number): boolean {
  if (/[a-z]/.test(text[end] ?? '')) return false;
  const before = text[start - 1] ?? '';
  return !/[A-Za-z]/.test(before) || (/[a-z]/.test(before) && /[A-Z]/.test(text[start] ?? ''));
}

/** The whole of a text is the value of the object key it stands under. */
const named: TextRule = (text, report, { name }) => {
  if (name === undefined) return;
  const strength = strengthOfName(name);
  if (strength === NOT_SECRET || text.length > LONGEST_NAMED) return;
  const value = text.trim();
  const scheme = /^(?:Bearer|Basic|token|Token|ApiKey|SSWS) {1,3}/.exec(value)?.[0].length ?? 0;
  if (!isSecretValue(value.slice(scheme), strength, 'quoted')) return;
  const start = text.indexOf(value) + scheme;
  report(start, start + value.length - scheme);
};

/** A secret that only its name gives away, in text. */
export const ASSIGNED_SECRET: WindowDetector = {
  definition: secretDefinition({
    id: 'assigned',
    severity: 'medium',
    title: 'password, key or token by its name',
    placeholder: 'SECRET',
    explanation: 'A value that looks like a real secret is given to a name that says so.',
    keywords: KEYWORDS,
    window: { before: 0, after: LONGEST_KEYWORD },
    match: [
      'DB_PASSWORD=Tiger99!kx',
      `api_key: "${alnum(32)}"`,
      `client_secret => '${lower(40)}'`,
      'the password for the staging box is mK7-quay!',
      `curl --token ${hex(40)} https://api.example.com`,
      `<secretKey>${base64(32)}</secretKey>`,
    ],
    noMatch: [
      'password: required',
      'api_key = process.env.API_KEY',
      'password=<your-password>',
      'token_count: 53821994',
      'SECRET_KEY=changeme',
      'max_tokens = 4096',
      'const token = getToken()',
      'password: string',
      'sort_key: user_id_2024',
    ],
  }),
  window: assigned,
};

/** A token that the name of its service gives away. */
export const SERVICE_KEY: WindowDetector = {
  definition: secretDefinition({
    id: 'service-key',
    severity: 'medium',
    title: 'key by the name of its service',
    explanation: 'A value that looks like a token is given to the name of a service.',
    keywords: SERVICES.split(' '),
    window: { before: 0, after: 14 },
    match: [`algolia: "${hex(32)}"`, `discord_client = '${alnum(32)}'`],
    noMatch: ['slack: #general', 'twitter: @acme2024', `gitlab_commit_id = ${hex(40)}`, 'telegram: https://t.me/acme'],
  }),
  window: serviceKey,
};

/** The same for a string of JSON, whose name is the key of its object. */
export const NAMED_SECRET: TextDetector = {
  definition: {
    ...secretDefinition({
      id: 'named',
      severity: 'medium',
      title: 'password, key or token by its object key',
      placeholder: 'SECRET',
      explanation: 'A string that looks like a real secret stands under an object key that says so.',
      keywords: [],
      window: { before: 0, after: 0 },
      name: 'password',
      match: ['Tiger99!kx', 'hub24aoeu'],
      noMatch: ['required', 'string', 'The password of the user', 'your-password', '********'],
    }),
    traits: ['named'],
  },
  text: named,
};
