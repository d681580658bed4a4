/** Words that stand in a value nobody ever used: alone, glued to each other or with digits behind. */
const DUMMY_WORDS = (
  'a abc abcd actual add admin administrator an and any api apikey app appears auth bar base64 baz bearer bot bucket change changeme changeit ' +
  'changethis chosen client cluster code company config create cred credential credentials credentialshere custom database db default demo dev developer disabled do ' +
  'docker dummy else email empty enabled enter entered env environment example examplekey fake field file filler fill first foo foobar for from ' +
  'generate generated get github gitlab given go goes google guest hash has here hidden hunter id if in insert int is it ' +
  'jwt key keys last letmein local localhost login long main masked me minio mock mongo mongodb my mysql mypass name need neo4j new ' +
  'no none not null number of oauth obtained ok old omitted on one only openai openssl optional or org os other our own paste path ' +
  'pass passcode passphrase passwd password passwords personal pg placeholder plain please post postgres postgresql private prod production ' +
  'project provide provided provider public put pw pwd rabbit rabbitmq rand random read real redacted redis ref replace replaceme required root ' +
  'sample sandbox script secret secretkey secrets secure see server service session set setup short should sk some something soon staging ' +
  'store string strong stuff super supersecret system team temp temporary test tester testing text that the thing this to todo token tokens top true type undefined unknown unset update use ' +
  'used user username users using uuid val valid value values var variable vault very want web webhook what when will with word wordpress world write x xx xxx y yes you your yours yyy z zzz ' +
  'anthropic aws azure cisco cloud cohere gemini gpt4 groq hubspot llm mistral netlify notion slack stripe twilio vercel huggingface hf gcp access account ' +
  'mandatory missing incorrect invalid expired wrong same match matches hashed binary boolean bytes buffer object array function const char sensitive ' +
  'protected prompt ask interactive manual auto automatic forgotten forgot rotate rotated managed supported weak medium high low basic digest ' +
  'long enough chars characters min minimum at least bit bits letters digits hex encoded encrypted strongpassword qwerty welcome iloveyou correct horse battery staple'
).split(' ');
const KNOWN = new Set(DUMMY_WORDS);
const LONGEST_WORD = DUMMY_WORDS.reduce((longest, word) => Math.max(longest, word.length), 0);
const LONGEST_VALUE = 80;

/**
 * Whether a value is made of placeholder words alone, e.g. `your-api-key-here`, `mysecretpassword123`, `CHANGE_ME`:
 * letters split without remainder, digits and punctuation left out. Linear in the value's length.
 */
export function isMadeOfDummyWords(value: string): boolean {
  if (value.length > LONGEST_VALUE || !/[A-Za-z]/.test(value)) return false;
  for (const run of value.toLowerCase().split(/[^a-z]+/)) if (run !== '' && !splits(run)) return false;
  return true;
}

function splits(run: string): boolean {
  const reachable = new Uint8Array(run.length + 1);
  reachable[0] = 1;
  for (let from = 0; from < run.length; from++) {
    if (reachable[from] === 0) continue;
    for (let length = 1; length <= LONGEST_WORD && from + length <= run.length; length++) {
      if (KNOWN.has(run.slice(from, from + length))) reachable[from + length] = 1;
    }
  }
  return reachable[run.length] === 1;
}

const TEMPLATE =
  /\$\{|\$\(|\{\{|\}\}|<[A-Za-z_ -]|%\(|^%[sdv]$|%[A-Z_]{3,}%|\[[A-Z_ -]{3,}\]|\{[a-z_]+\}|__[A-Z_]+__|@@|#\{|<%/;
const HIDDEN = /\*{3}|x{4}|X{4}|\.{3}|…|•{3}|_{4}|-{4}|#{4}|\?{4}|0{6}|1{6}|(.)\1{7}/;
const SEQUENCE =
  /0123456|1234567|2345678|9876543|abcdefg|ABCDEFG|qwertyu|QWERTYU|abc123|ABC123|123abc|deadbeef|DEADBEEF|cafebabe/;
const TELLING =
  /example|placeholder|redact|changeme|change[_-]me|your[_-]?|my[_-](?:api|secret|token|key|pass)|dummy|insert|sample|<|>|\bTODO\b|censored|removed|secret-?name|fake/i;
/** Shell, CI and code variables: `$TOKEN`, `process.env.X`, `secrets.X`, `os.environ`, `!Ref X`, `file:x`. */
const REFERENCE =
  /^\$[A-Za-z_]|^!(?:Ref|Sub|GetAtt|vault|reference|env|Join|secret)|^(?:process\.env|os\.|env[.[:]|secrets?[./]|vars?\.|var\(|config[.[]|settings\.|self\.|this\.|args?\.|options?\.|props\.|params?\.|data\.|local\.|ref:|file:|vault:|op:\/\/|arn:|ssm:|projects\/|resource:|import |await |new |lambda|func|getenv|System\.|ENV\[)/i;
const CALL = /^[A-Za-z_$][\w.$]*\s?\(|\)\.|\(\)$|\[["'\w]+\](?:$|\.)/;
const PATH =
  /^(?:\.{0,2}|~|[A-Za-z]:)[\\/][\w.@~-]+(?:[\\/]|$)|^[\w.-]+\/[\w.-]+\/[\w./-]+\.[a-z]{2,5}$|\.(?:json|ya?ml|pem|key|crt|cer|txt|env|toml|ini|conf|cfg|jks|p12|pfx|xml|html?|js|ts|py|go|rb|java|php|css|md|png|keytab|store)$/i;
const PATTERN = /\[\^?[^\]]{0,20}[a-z0-9]-[a-z0-9][^\]]{0,20}\]|\\[dwsbS][+*{]|\(\?[:=!]|\.\*$/i;
const URL = /^[a-z][a-z0-9+.-]{1,12}:\/\//i;
const IDENTIFIER_PATH = /^[A-Za-z_$][A-Za-z_$]*(?:(?:\.|::|->)[A-Za-z_$]{1,40}\d{0,2})+$/;
const CONSTANT = /^(?:[A-Z][A-Z]+_)+[A-Z]+\d?$/;

/** Credentials of RFC 6749, 6750, 7617 and of other manuals, copied into many more. */
const DOCUMENTED = new Set([
  '2YotnFZFEjr1zCsicMWpAA',
  'tGzv3JOkF0XG5Qx2TlKWIA',
  'SplxlOBeZQQYbYS6WxSbIA',
  'mF_9.B5f-4.1JqM',
  'gX1fBat3bV',
  '7Fjfp0ZBr1KtDRbnfVdmIw',
  'czZCaGRSa3F0MzpnWDFmQmF0M2JW',
  'QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
  'dGhlIHNhbXBsZSBub25jZQ==',
]);

/** Whether a value only stands for a secret: a template, a reference, stars, an example, a path, an address. */
export function isReference(value: string): boolean {
  return (
    DOCUMENTED.has(value) ||
    TEMPLATE.test(value) ||
    HIDDEN.test(value) ||
    SEQUENCE.test(value) ||
    TELLING.test(value) ||
    REFERENCE.test(value) ||
    CALL.test(value) ||
    PATTERN.test(value) ||
    PATH.test(value) ||
    URL.test(value) ||
    IDENTIFIER_PATH.test(value) ||
    CONSTANT.test(value)
  );
}

/** Whether nobody would use a value as a secret: it stands for another, or is made of placeholder words. */
export function isPlaceholder(value: string): boolean {
  return isReference(value) || isMadeOfDummyWords(value);
}
