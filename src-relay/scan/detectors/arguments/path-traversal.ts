import { canonicalPath } from './canonical-path.ts';
import { argumentDetector, isProse, wholeValue, type ArgumentRule } from './argument-detector.ts';
import { CLIMBED_TO, CREDENTIAL_FILE } from './sensitive-files.ts';

// A step up, also as written for filters that take `../` out once, or for servers that are lenient with dots.
const STEP = /(?:^|[/=:?&"'\s(,;\w])(?:\.[./?]{0,2}[.?]|[?.]{2}|\.{4})(?:[;/]|$)/;
const CLIMBS = /(?:\.{2,4}|\.\?|\?\.|\?\?)[;/]{1,8}/g;
const LENIENT = /\.{4}\/|\.{3}\/\.|\.\.;\/|\.\?\/|\?\.\/|\?\?\/|\.\.\/{2,8}\.\.|\.\.\/\\/;
const QUICK = /\.\.|%|0x2|\\x2|\\u00|[\uff0e\u3002]|\?\?|\?\.|\.\?|\\0/;
/** More steps than any project is deep. */
const MANY_CLIMBS = 5;

const rule: ArgumentRule = (text, role) => {
  if (!QUICK.test(text) || role === 'code' || role === 'command' || role === 'sql') return undefined;
  if (isProse(text) || ((role === 'text' || role === 'open' || role === 'template') && /\s/.test(text.trim())))
    return undefined;
  const { path, isDisguised, hasNull } = canonicalPath(text);
  const climbs = countClimbs(path);
  const isTarget = CLIMBED_TO.test(path);
  if (climbs === 0 && !isTarget && !(isDisguised && STEP.test(path))) return undefined;
  let score = Math.min(climbs, MANY_CLIMBS);
  if (isDisguised) score += climbs > 0 ? 5 : 2;
  if (isTarget) score += 4;
  if (hasNull) score += 4;
  if (climbs > 0 && LENIENT.test(path)) score += 2;
  // A climb from a place that was given first is a way out of it: /srv/files/../../x
  if (/^(?:\/|[a-z]:\/)(?:[\w.-]{1,40}\/){1,6}\.\.\/(?:\.\.\/)/i.test(path)) score += 2;
  if (/^[a-z]{2,10}:\/\//i.test(text) && !isDisguised && !isTarget) score -= 3;
  return score >= 5 ? wholeValue(text) : undefined;
};

function countClimbs(path: string): number {
  let count = 0;
  CLIMBS.lastIndex = 0;
  while (count < MANY_CLIMBS && CLIMBS.test(path)) count++;
  return count;
}

export const PATH_TRAVERSAL = argumentDetector(
  {
    id: 'exec.path-traversal',
    severity: 'high',
    title: 'Path that climbs out of its folder',
    explanation:
      'The path climbs out of the folder it is meant for, or hides its dots and slashes to get past a check.',
    examples: {
      name: 'path',
      match: [
        '../../../../../../etc/passwd',
        '..%252f..%252f..%252fetc%252fshadow',
        '....//....//....//windows/win.ini',
        'images/..%c0%af..%c0%afconfig.php',
        '../../boot.ini%00.png',
      ],
      noMatch: [
        '../lib/format.ts',
        '../../packages/core/index.ts',
        'notes/..drafts/a.md',
        'reports/100%25 done.pdf',
        '/var/log/nginx/access.log',
        'what...?/really??.txt',
      ],
    },
  },
  rule,
  { large: [CLIMBED_TO] },
);

const credentialRule: ArgumentRule = (text, role) => {
  if (role !== 'path' && role !== 'plain' && role !== 'open' && role !== 'url') return undefined;
  if (text.length > 1000 || isProse(text)) return undefined;
  if (!CREDENTIAL_FILE.test(text.includes('%') ? canonicalPath(text).path : text)) return undefined;
  return wholeValue(text);
};

export const CREDENTIAL_PATH = argumentDetector(
  {
    id: 'exec.credential-file',
    severity: 'high',
    title: 'Path of a file that holds credentials',
    explanation: 'The argument names a file with keys, passwords or sessions, which few tools have a reason to touch.',
    examples: {
      name: 'path',
      match: [
        '~/.ssh/id_rsa',
        '/home/anna/.aws/credentials',
        '/etc/shadow',
        'file:///proc/self/environ',
        'C:\\boot.ini',
      ],
      noMatch: [
        '~/.ssh/id_rsa.pub',
        '.env.example',
        '/etc/nginx/nginx.conf',
        'docs/aws/credentials.md',
        'src/environ.ts',
      ],
    },
  },
  credentialRule,
);
