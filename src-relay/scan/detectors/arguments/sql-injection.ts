import { argumentDetector, isProse, isShortLine, type ArgumentRule } from './argument-detector.ts';

const GAP = String.raw`(?:\s|/\*.{0,40}?\*/|\+|%20|%0[9a]|\(|\)){0,8}`;
const SPACE = String.raw`(?:\s|/\*.{0,40}?\*/|\+|%20|%0[9a]|\(|\)|["'\x60]){1,8}`;
const QUOTE = String.raw`(?:["'\u2019]|%27|%22|\\')`;
const END = String.raw`(?:${GAP}(?:--|#|/\*|;|$|${QUOTE}))`;

/** Weights add up; a plain value needs four, SQL that is meant as SQL only what no query needs. */
const SIGNS: readonly (readonly [weight: number, pattern: RegExp])[] = [
  // A comparison that is always true or false behind OR or AND.
  [
    3,
    new RegExp(
      String.raw`(?:\b(?:or|and|x?or|having|rlike)\b|\|\||&&)${SPACE}(?:not${SPACE})?(\d{1,8}|${QUOTE}?[\w ]{0,12}${QUOTE})${GAP}(?:=|<>|!=|>|<|like|is|in)${GAP}${QUOTE}?\w{0,12}${QUOTE}?`,
      'i',
    ),
  ],
  [
    2,
    new RegExp(
      String.raw`(?:\b(?:or|and)\b|\|\|)${SPACE}${QUOTE}?(\w{1,12})${QUOTE}?${GAP}(?:=|like)${GAP}${QUOTE}?\1\b`,
      'i',
    ),
  ],
  [
    2,
    new RegExp(
      String.raw`${QUOTE}${GAP}(?:(?:or|and|union|having|order|group|limit|procedure|into|rlike|xor|div|mod)\b|\|\||&&)`,
      'i',
    ),
  ],
  [
    4,
    new RegExp(
      String.raw`\bunion${SPACE}(?:all${SPACE}|distinct${SPACE})?select${SPACE}(?:top${SPACE}\d|distinct\b|null\b|\d|@|\*|char\b|[\w.$@\x60'"()]{1,80}${GAP}(?:,|from\b|--|#|/\*|\())`,
      'i',
    ),
  ],
  [2, new RegExp(String.raw`${QUOTE}${GAP}\)?;?${GAP}(?:--|#)|\d\)?${GAP}--\s?[+-]?\s{0,4}$`)],
  [1, new RegExp(String.raw`${QUOTE}${GAP}(?:or|and)${SPACE}\w{1,30}${SPACE}(?:like|is|in|between|not)\b`, 'i')],
  [
    4,
    new RegExp(
      String.raw`\b(?:and|or)\b${GAP}(?:not${GAP})?\(${GAP}select\b|;${GAP}shutdown\b|${QUOTE}${GAP}\|\|${GAP}(?:${QUOTE}|\()`,
      'i',
    ),
  ],
  [2, new RegExp(String.raw`;${GAP}select\b`, 'i')],
  [1, /(?:--\s?[+-]?|#|\/\*|;%00)\s{0,4}$/],
  [
    4,
    new RegExp(
      String.raw`;${GAP}(?:drop|alter|truncate|create|shutdown|insert|update|delete|exec(?:ute)?|declare|grant|replace|merge|copy|call)\b${SPACE}(?:table|database|schema|view|user|procedure|function|index|login|role|into|from|set|all|xp_|sp_|immediate|@|\w{1,40}${SPACE}set\b|\w{1,60}${GAP}(?:;|--|$))`,
      'i',
    ),
  ],
  [
    4,
    new RegExp(
      String.raw`\b(?:xp_(?:cmdshell|dirtree|regread|fileexist)|waitfor\s{1,4}delay|into\s{1,4}(?:out|dump)file|procedure\s{1,4}analyse|(?:pg_sleep|benchmark|dbms_(?:pipe|lock|ldap)\.\w{1,30}|utl_(?:http|inaddr|file)\.\w{1,30}|load_file|extractvalue|updatexml|xmltype|ctxsys\.\w{1,40}|randomblob|load_extension|lo_(?:import|export)|pg_read_file|pg_ls_dir|sys_(?:exec|eval)|generate_series|make_set|geometrycollection|polygon|multipoint)\s{0,3}\()`,
      'i',
    ),
  ],
  [3, new RegExp(String.raw`(?:^|[^\w.])sleep${GAP}\(?${GAP}\d{1,4}${GAP}\)`, 'i')],
  [
    2,
    /\b(?:information_schema|sysobjects|syscolumns|sysdatabases|all_tables|user_tables|pg_catalog|pg_shadow|sqlite_master|sqlite_schema|mysql\.user|msysaccessobjects|v\$version|dual)\b|@@(?:version|hostname|datadir|servername)|\b(?:version|user|current_user|database|system_user|user_name|db_name|schema|session_user|banner)\s?\(\s?\)/i,
  ],
  [
    2,
    /\b(?:concat(?:_ws)?|group_concat|char|chr|ascii|ord|substr(?:ing)?|mid|hex|unhex|cast|convert|nchar|length|if|ifnull|elt)\s?\(\s?(?:0x|\d|["'@]|select\b|\(select|user|database|version)/i,
  ],
  [2, new RegExp(String.raw`(?:\(|=|,|\bin|${QUOTE}|\d)${GAP}select\b${SPACE}.{1,200}?\bfrom\b`, 'i')],
  [2, new RegExp(String.raw`(?:^|${QUOTE}|\d|\))${GAP}(?:order|group)${SPACE}by${SPACE}\d{1,3}${END}`, 'i')],
  [1, /\/\*!?\d{0,6}.{0,40}?\*\/|%(?:27|22|2d%2d|23)|0x[0-9a-f]{4,40}/i],
  [
    1,
    new RegExp(
      String.raw`^(?:[\w.@%-]{0,40}${QUOTE}|-?\d{1,9}${QUOTE}?\s{1,3}(?:or|and|x?or|rlike|union|order|group|having)\b)`,
      'i',
    ),
  ],
  [2, new RegExp(String.raw`(?:^|${QUOTE}|\d|\))${GAP}having${SPACE}\d`, 'i')],
  [3, new RegExp(String.raw`^[\w.@-]{1,40}${QUOTE}\)?${GAP}(?:--|#|/\*)`, 'i')],
];

/** What a query that somebody meant to send never needs, and a stolen parameter does. */
const NEVER_NEEDED =
  /\bxp_cmdshell\b|\bsp_oacreate\b|\binto\s{1,4}(?:out|dump)file\b|\bload_file\s?\(\s?["'0]|\bcopy\s.{1,80}\bprogram\b|\blo_(?:import|export)\b|\bpg_read_(?:binary_)?file\b|\bsys_(?:exec|eval)\s?\(|\butl_http\b|\bload_extension\s?\(|\bwaitfor\s{1,4}delay\b|\b(?:and|or|select|union)\b[^;]{0,80}\b(?:pg_sleep|benchmark|sleep)\s?\(\s?\d|\bor\b\s{1,4}(?:\(?\s?["']?(\w{1,12})["']?\s?=\s?["']?\1["']?|true)\s{0,4}(?:\)|;|--|#|$)|\bselect\b[^;]{1,2000};\s{0,10}(?:drop|truncate|alter|shutdown|grant)\s|\bselect\b[^;]{1,2000}["'];\s{0,10}(?:delete|update|insert)\s|dbms_pipe|\bunion\b[^;]{0,200}\b(?:password|passwd|mysql\.user|information_schema)\b[^;]{0,200}(?:--|#)/i;

const STATEMENT =
  /^\s{0,20}(?:select|insert|update|delete|with|create|alter|drop|explain|show|describe|merge|pragma|begin|match|--|\/\*|set|use|grant|truncate|values|call|exec|declare)\b/i;
const QUICK = /\$[a-z]|["'\u2019`;()]|--|#|%2[0237]|\bor\b|\band\b|union|order|having|\/\*|\|\|/i;
const NOSQL =
  /\[\$(?:ne|eq|gte?|lte?|n?in|regex|where|exists|or|and|not)\]|["'{]\s?\$(?:where|function|accumulator)["']?\s?:|(?:["']|;|\|\||&&)\s{0,3}(?:return\s{1,3}true|this\.\w{1,40}\s?(?:[!=]=|\.match|\[))|["']\s?\|\|\s?["']?\w{0,12}["']?\s?==\s?["']?\w{0,12}|db\.\w{1,40}\.(?:drop|insert|remove|find)\s?\(|\$where.{0,40}(?:sleep|function|this\.)|;\s?(?:sleep\(|while\s?\(|var\s\w{1,20}\s?=\s?new Date)|,\s?\$(?:or|and|where|ne|gt)\s?:|["'];\s?return\b/i;
/** An operator in a field's name, as in `password[$ne]`. */
const OPERATOR_NAME = /^[\w.[\]-]{1,60}\[\$(?:ne|eq|gte?|lte?|n?in|regex|where|exists)\]$/;
const LDAP =
  /\*\s?\)\s?\(\s?[|&!]?\s?\(?\s?\w{1,30}\s?[=~<>]|\)\s?\(\s?[|&!]\s?\(|^\s?\*?\)\s?\(&|\*\)\(\w{1,30}=\*|\(\s?[|&]\s?\(\w{1,30}=\*\)|\*?\)\s?\(\s?\(?[|&!]\w/;

const rule: ArgumentRule = (text, role, name) => {
  const span = { start: 0, end: text.length };
  // Keys of arguments come as texts of their own, without a name.
  if (name === undefined) return OPERATOR_NAME.test(text) ? span : undefined;
  if (role === 'plain' && /^\$(?:ne|gte?|lte?|n?in|regex|exists|where)$/.test(text)) return span;
  if (role === 'text' && (!isShortLine(text, name) || /^[A-Za-z]{2,20} [A-Za-z]{2,20}\b/.test(text))) return undefined;
  if (name === '$where' && /[({]/.test(text)) return span;
  if (role === 'code' || role === 'command' || role === 'template' || !QUICK.test(text)) return undefined;
  if (role === 'sql' || STATEMENT.test(text)) return NEVER_NEEDED.test(text) ? span : undefined;
  if (NOSQL.test(text)) return span;
  if (role !== 'open' && LDAP.test(text)) return span;
  if (isProse(text)) return undefined;
  let score = 0;
  for (const [weight, pattern] of SIGNS) {
    if (pattern.test(text)) score += weight;
    if (score >= 4) return span;
  }
  return undefined;
};

export const SQL_INJECTION = argumentDetector(
  {
    id: 'exec.sql-injection',
    severity: 'critical',
    title: 'Query language put into a plain value',
    explanation: 'The value breaks out of its quotes and changes the query (SQL, NoSQL or LDAP) that it is put into.',
    examples: {
      name: 'user_id',
      match: [
        "7' OR '1'='1",
        '1 UNION ALL SELECT user, pass FROM accounts--',
        "x'; DROP TABLE orders; --",
        "1' AND SLEEP(5)-- -",
        "admin'-- -",
        "1; WAITFOR DELAY '0:0:5'",
        '*)(uid=*))(|(uid=*',
        'login[$ne]=1',
      ],
      noMatch: [
        "O'Brien",
        "Lupita Nyong'o",
        'rock and roll',
        'Dungeons & Dragons - 5e',
        "it's 5 or 6",
        'Order by Friday',
        '#42',
        'union of artists',
      ],
    },
  },
  rule,
  { large: [NEVER_NEEDED, NOSQL, ...SIGNS.map(([, pattern]) => pattern)] },
);
