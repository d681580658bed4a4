import { argumentDetector, isProse, wholeValue, type ArgumentRule } from './argument-detector.ts';

const OPEN = String.raw`(?:\{\{|\$\{\{?|#\{|<%[=#]?|\*\{|@\(|@\{|\[\[|\{%|\{php\}|~\{|\{=|\$\(|\{)`;

// A constant expression: only somebody who looks whether it is computed writes one.
const PROBE = new RegExp(
  String.raw`(?:\{\{|\$\{\{?|#\{|<%=?|\*\{|@\(|~\{|\{=?|\[\[\$\{|#set\()\s{0,4}(?:[\w$ ]{1,12}=\s?)?["']?\d{1,10}["']?\s{0,2}(?:\*|\+|-|/|%)\s{0,2}["']?\d{1,10}["']?\s{0,4}(?:\}|%>|\))`,
  'i',
);
const LITERAL_CALL =
  /(?:\{\{|\$\{|#\{|<%=)\s{0,4}(?:(["'])[^"'{}]{0,40}\1|\[\s?["'][^\]{}]{0,80}\])\s{0,2}(?:\.\s?\w{2,30}\s?\(|\|\s?(?:filter|map|sort|reduce|join|attr)\b|\.__)/i;

// Ways from a template's values to what runs it; nothing else is written so.
const WALKS = [
  String.raw`__(?:class|mro|base|bases|subclasses|globals|builtins|init|import|getitem|getattribute|dict|code)__`,
  String.raw`\\x5f\\x5f|\|\s?attr\s?\(|request(?:\.|\[["'])(?:application|args|environ|cookies)|config\.(?:items\b|iteritems|__|from_\w|SECRET|[A-Z]{3})|self\._|self\.(?:module|template|attr|context)\b`,
  String.raw`\bT\s?\(\s?(?:java|org|javax)\.|getClass\s?\(|getRuntime|forName\s?\(|newInstance\s?\(|freemarker\.template|Execute["']?\s?\?\s?new|\?new\s?\(|\.getenv\s?\(|ProcessBuilder|ScriptEngine|\bnew\s?java\.`,
  String.raw`_self\.env|registerUndefinedFilterCallback|\|\s?(?:filter|map|sort|reduce)\s?\(\s?["'](?:system|exec|passthru|shell_exec|popen|assert)|["']options["']\s?:\s?["']system|app\.request|dump\s?\(\s?app|get_user_file`,
  String.raw`\b(?:system|exec|shell_exec|passthru|popen|eval|readfile|file_get_contents|phpinfo|fetch_object)\s?\(\s?[^)\s]|self::\w|writeFile`,
  String.raw`\bconstructor\s?[.(["]|process\.(?:mainModule|env|binding)|mainModule|child_process|range\.constructor|toString\.constructor`,
  String.raw`\bFile\.(?:open|read)|\bDir\.(?:entries|glob)|\bIO\.popen|\bKernel\.|%x\(|\bENV\[`,
  String.raw`\$class\.|#evaluate\s?\(|\$\{class|inspect\(`,
  String.raw`\bos\s?\.\s?(?:system|popen|listdir|environ)|subprocess\.|\bopen\s?\(\s?["']/`,
  String.raw`System\.(?:Diagnostics|IO)\.|Process\.Start`,
] as const;
const WALK = new RegExp(`${OPEN}[^\\n]{0,400}?(?:${WALKS.join('|')})`, 'i');

// Names that are innocent outside of an expression: they must stand in one that is marked as such.
const NAMES = new RegExp(
  String.raw`(?:\{\{|\$\{|#\{|<%[=#]?|\{%)[^\n{}]{0,120}?(?:\blipsum\b|\bcycler\b|\bjoiner\b|url_for\.|undefined\.__|\.class\.|\bRuntime\b|\b_context\b|getFilter\b|\bSmarty\b|\bprocess\.|\brequire\s?\(|\bglobal\.|return\s?\(?this|\bimport\s{1,3}os\b|\.read\s?\(\s?\)|\bconfig\b\s?(?:\}\}|\|)|\bsettings\.[A-Z]|\bdebug\b\s?[%}]|\bself\b\s?\}\}|\bAPP_KEY|\bsession\b\s?\}\})`,
  'i',
);
const DIRECTIVE =
  /#set\s?\(\s?\$\w{1,20}\s?=\s?(?:["']{2}|\$class|\d{1,6}\s?\*)|<#assign\s[^>]{1,80}(?:\?new|Execute)|\{(?:php|literal|system|math equation)\}|<%\s?(?:import os|!)|#(?:exec|evaluate)\s?\(|(?:<%=?|#\{)\s?`[^`]{1,80}`|\{\{\s?dump\s?\(|\$\w{1,20}\.(?:getClass\s?\(|class\b)|\[#assign\s|\$\{\{<%\[|\{\$smarty\.|\$\{class\./i;
const QUICK = /[{<#@~*$]/;

const rule: ArgumentRule = (text, role) => {
  if (role === 'code' || role === 'command' || role === 'sql' || !QUICK.test(text)) return undefined;
  if (role === 'text' && (text.length > 400 || /`/.test(text))) return undefined;
  if (isProse(text.replaceAll(/\{[{%#].{0,200}?[}%#]\}/g, ''))) return undefined;
  return PROBE.test(text) || LITERAL_CALL.test(text) || WALK.test(text) || NAMES.test(text) || DIRECTIVE.test(text)
    ? wholeValue(text)
    : undefined;
};

export const TEMPLATE_INJECTION = argumentDetector(
  {
    id: 'exec.template-injection',
    severity: 'critical',
    title: 'Template expression that reaches out of the template',
    explanation:
      'The value holds a template expression that probes the engine or walks to what can run code on the server.',
    examples: {
      name: 'template',
      match: [
        '{{7*7}}',
        '${3*11}',
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        '<#assign x="freemarker.template.utility.Execute"?new()>${x("id")}',
        "{{['id']|filter('system')}}",
        '<%= system("id") %>',
        '#{T(java.lang.Runtime).getRuntime().exec("id")}',
      ],
      noMatch: [
        'Hello {{ user.first_name }}, your order {{ order.id }} has shipped.',
        '{% for item in cart.items %}{{ item.name }}: {{ item.price * item.count }}{% endfor %}',
        '${DB_HOST}:${DB_PORT}',
        '<%= product.title %>',
        '{{#if user}}Hi{{/if}}',
        '#{count} files',
      ],
    },
  },
  rule,
  { large: [PROBE, LITERAL_CALL, WALK, NAMES, DIRECTIVE] },
);
