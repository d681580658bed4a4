/** What the name of a setting, a parameter or an object key says of its value. */
export const NOT_SECRET = 0;
/** `stripe_key`, `auth`: the value alone has to tell. */
export const PERHAPS_SECRET = 1;
/** `api_key`, `token`, `client_secret`. */
export const SECRET = 2;
/** `db_password`: chosen by a person, so it may be short and look like a word. */
export const PASSWORD = 3;
/** Named after a service: the value must be nothing but a token. */
export const SERVICE = 4;
export type NameStrength = typeof NOT_SECRET | typeof PERHAPS_SECRET | typeof SECRET | typeof PASSWORD | typeof SERVICE;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const PASSWORD_WORDS = words(
  'password passwd passwort passphrase passcode pass pwd pw passwords pword contrasena contraseña senha passe wachtwoord pswd psw passw parola haslo psk',
);
const SECRET_WORDS = words(
  'secret secrets token tokens credential credentials cred creds apikey secretkey accesskey privatekey authkey bearer',
);
const KEY_WORDS = words('key keys');
/** In front of `key` or `auth`: what such a key opens. */
const KEY_OWNERS = words(
  'api apis access secret private auth app application consumer license licence encryption encrypt decryption decrypt ' +
    'signing sign signature master account shared session webhook crypt crypto cipher storage admin service client server ' +
    'deploy deployment write read ssh aes hmac jwt integration provider root project team bot developer dev ' +
    'live test prod production sandbox staging x subscription preshared my your our functions function host instrumentation ingest user',
);
/** Behind a secret's name: the value is about the secret. */
const ABOUT = words(
  'count counts type types url uri urls endpoint policy name names id ids path paths file filename files dir length len ' +
    'size limit limits max min expiry expires expire expiration expired expiring ttl lifetime age field fields label hint prompt placeholder ' +
    'format regex pattern version date time timestamp at in to for of on by arn ref reference enabled disabled ' +
    'required optional allowed env var variable header headers manager store provider service algorithm alg ' +
    'strength reset prefix suffix index pool class rotation status state usage budget rate price cost bucket buckets ' +
    'validator validation check checker handler helper factory helpers reader writer source sources mode model kind ' +
    'scope scopes issuer audience permission permissions exists valid invalid missing error errors message title ' +
    'description desc text help info metadata schema column table view page button input form element selector link ' +
    'map list array set object dict cache lookup generator encoder decoder parser ring chain board stroke strokes ' +
    'press pressed down up code event events word words frame frames pair management santa agent agents ' +
    'identifier hash hashes digest checksum fingerprint encoding encoded bits entropy policyid sha sha1 sha256 md5 changed updated ' +
    'created issued last next default location locations region uris hosts holder owner based less free symbol address contract decimals network',
);
/** In front: no credential, whatever its name ends with. */
const HARMLESS = words(
  'next page previous prev continuation pagination paging sync csrf xsrf authenticity cursor stop eos bos pad unk mask ' +
    'special max min num total prompt completion input output cached reasoning idempotency primary public partition ' +
    'sort foreign cache hash object map sequence unique composite range index row schema dict shortcut hot arrow ' +
    'enter lookup natural surrogate i18n translation message label s3 group bucket idempotent tracking ' +
    'lock pub verification verify invalid expired no without forgot reset wrong incorrect missing design theme css ' +
    'new_token erc20 nft token0 token1 start end resume syntax lexer parse parser current bloom sample line word join order routing dedup ' +
    'site publishable anon socket resumption second third context conversation thread request trace span correlation count per thinking ssn sentence first keyboard storage_class registry-key',
);
/** Behind a name these say nothing: `password_2`, `api_key_prod`. */
const NEUTRAL = words(
  'value values string prod production dev development staging test live old new base main default backup primary secondary ' +
    'confirm confirmation repeat again current raw plain plaintext cleartext clear enc encrypted here data content b64 base64 str text1 ' +
    '0 1 2 3 4 5 6 7 8 9 01 02 v1 v2 v3 a b',
);

const GLUED_PASS =
  /^(?:db|user|root|admin|my|mail|e?mail|smtp|imap|pop3?|s?ftp|wifi|ssh|mysql|pg|sql|redis|require|auth|login|sudo|key|ldap|proxy|basic|api|web|master|store|trust|cert|bind|svc|sys|bot|irc|vpn|nas|http|old|new)pass$/;
const LONGEST_NAME = 80;
const CACHE_SIZE = 2000;
const cache = new Map<string, NameStrength>();

/** Judges a name as written: `dbPassword`, `X-Api-Key`, `AWS_SECRET`, `spring.datasource.password`. Remembers the last ones. */
export function strengthOfName(name: string): NameStrength {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const strength = name.length > LONGEST_NAME ? NOT_SECRET : judge(wordsOf(ownPart(name)));
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(name, strength);
  return strength;
}

/** Whether a name that holds the name of a service may be that service's key: nothing in it says otherwise. */
export function mayNameKey(name: string): boolean {
  return name.length <= LONGEST_NAME && !wordsOf(name).some((word) => ABOUT.has(word) || HARMLESS.has(word));
}

/** `spring.datasource.password` -> `password`, but `token.prod` as it is: what the value belongs to stands last. */
function ownPart(name: string): string {
  const dot = name.lastIndexOf('.');
  const last = name.slice(dot + 1);
  return dot < 0 || wordsOf(last).every((word) => NEUTRAL.has(word) || KEY_WORDS.has(word)) ? name : last;
}

/** `dbPassword_2` -> db password 2. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]{2,})([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9\u00c0-\u024f]+/)
    .filter((word) => word !== '');
}

function judge(parts: readonly string[]): NameStrength {
  let last = parts.length - 1;
  while (last > 0 && NEUTRAL.has(parts[last] ?? '')) last--;
  for (let i = last; i >= 0; i--) {
    const word = parts[i] ?? '';
    const strength = strengthOfWord(word, i > 0 ? parts[i - 1] : undefined);
    if (strength !== NOT_SECRET) {
      const before = parts.slice(0, i);
      return before.some((part) => HARMLESS.has(part)) ? NOT_SECRET : strength;
    }
    if (ABOUT.has(word)) return NOT_SECRET;
    // Not more than two unknown words may follow: `password_db_admin`, `token_for_the_build_of_docs`.
    if (last - i >= 2) return NOT_SECRET;
  }
  return NOT_SECRET;
}

function strengthOfWord(word: string, before: string | undefined): NameStrength {
  if (PASSWORD_WORDS.has(word) || /(?:password|passwd|passphrase|pwd)\d?$/.test(word)) return PASSWORD;
  if (GLUED_PASS.test(word)) return PASSWORD;
  if (SECRET_WORDS.has(word) || /(?:secret|token|apikey|accesskey|secretkey|privatekey|authkey|licensekey)$/.test(word))
    return SECRET;
  if (KEY_WORDS.has(word)) return before !== undefined && KEY_OWNERS.has(before) ? SECRET : PERHAPS_SECRET;
  if (word === 'auth' || word === 'authorization' || word === 'pat') return PERHAPS_SECRET;
  if (
    word.length > 5 &&
    word.endsWith('key') &&
    !/^(?:(?:mon|don|tur|whis|hoc|joc|lac|hot|site|public|primary|sort|cache|partition|foreign|index|publishable|map|row|group)key)$/.test(
      word,
    )
  )
    return PERHAPS_SECRET;
  return NOT_SECRET;
}
