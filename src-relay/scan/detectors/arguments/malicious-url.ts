import type { WindowDetector, WindowRule } from '../../definition.ts';
import { addressOf } from './address.ts';
import { isAnybodysHost, isCheapDomain, isDropHost, isTrustedHost } from './hosts.ts';
import { borrowedBrand, imitatesAscii, looksGenerated } from './host-likeness.ts';

const URL =
  /\bhttps?:\/\/(?:([^\s/@"'<>`\\)]{1,100})@)?(\[[0-9a-f:.]{2,45}\]|[\w.-]{3,200})(?::(\d{1,5}))?([/?#][^\s"'<>`)\]}\\]{0,200})?/gi;
const THRESHOLD = 4;
const MOST_LIKENESS = 4.5;
const OWN_NAMES = /\.(?:example|test|invalid|local|localhost|internal|lan|home|corp)$|^[^.]{1,80}$/;
const NUMERIC_HOST = /^(?:\[|(?:0x[0-9a-f]{1,8}|\d{1,10})(?:\.(?:0x[0-9a-f]{1,2}|\d{1,3})){0,3}$)/;

/** Kinds of processors, as malware for small devices names its builds. */
const BUILD =
  /[/._-](?:mips(?:el|64)?|mpsl|arm(?:v?[4-8]\w?|eb|64)?|aarch64|x86(?:_64)?|i[3-6]86|sparc|sh4|ppc|powerpc|m68k|arc|spc)$/i;
const PROGRAM = /\.(?:exe|scr|hta|ps1|vbs|vbe|jse|wsf|bat|cmd|pif|cpl|lnk|xll|apk|elf|dll|sct|sh)(?:$|[?#;])/i;
const PACKAGE = /\.(?:msi|jar|dmg|pkg|bin|iso|img|deb|rpm|py|pl|js|zip|rar|7z|ace|cab|docm|xlsm)(?:$|[?#;])/i;
const DROPPER =
  /\/(?:bins?|binaries|payloads?|loader|stager|dropper|malware|mozi|mirai|botnet)(?:[/.]|$)|\/(?:[a-z0-9]{1,3}|bin|wget|curl|ftp\d|tftp\d|update|run|cnr|ohshit|axisbins|bolts?|yakuza|sora|hax|payload|shell|reverse)\.sh$|\/(?:web)?shell\.(?:php|jsp|aspx?)$/i;
/** Pages that malware reports to, and shells left on other people's servers. */
const CONTROL =
  /\/(?:gate|panel|fre|tasks|c2|shell|cmd|webshell|wso|c99|r57)\.(?:php|jsp|aspx?)$|\/wp-(?:content|includes|admin)\/\S{1,100}\.(?:exe|zip|rar|js|docm?|xlsm?|apk|ps1)$/i;
const LOGIN =
  /\/(?:log-?in|sign-?in|verify|verification|secure|account|webscr|update-?info|password|confirm|wallet|recover|unlock|auth)(?:[/.?#]|$)/i;
const LURE =
  /(?:log-?in|sign-?in|secur(?:e|ity)|verif(?:y|ication)|confirm(?:ation)?|account|update|wallet|billing|support|recover|unlock|suspend|alert|warning|bonus|giveaway|airdrop|claim|reward|protokol|invoice|parcel|delivery)/;

const rule: WindowRule = (text, from, to, report) => {
  const window = from === 0 && to === text.length ? text : text.slice(from, to);
  URL.lastIndex = 0;
  for (let url = URL.exec(window); url; url = URL.exec(window)) {
    const [whole, user, host = '', port = '', path = ''] = url;
    const isSecure = whole.charCodeAt(4) === 115 || whole.charCodeAt(4) === 83;
    if (score(isSecure, user, host.toLowerCase(), port, path.replace(/[.,;:!]$/, '')) < THRESHOLD) continue;
    report(from + url.index, from + url.index + whole.length);
  }
};

function score(isSecure: boolean, user: string | undefined, host: string, port: string, path: string): number {
  if (isTrustedHost(host) || OWN_NAMES.test(host)) return 0;
  let sum = isSecure ? 0 : 1;
  const isNumeric = NUMERIC_HOST.test(host);
  if (isNumeric) {
    const { kind } = addressOf(host);
    if (kind === 'loopback' || kind === 'private' || kind === 'metadata') return 0;
    sum += kind === 'documentation' ? 1.5 : 2.5;
  }
  if (user !== undefined && /^[\w-]{1,60}\.[\w.-]{2,60}$/.test(user)) sum += 3;
  if (port !== '' && port !== '80' && !(isSecure && port === '443')) sum += 1;
  if (path.length > 1) sum += pathScore(path, isSecure);
  return isNumeric ? sum : sum + nameScore(host, sum);
}

function pathScore(path: string, isSecure: boolean): number {
  const file = path.replace(/[?#].*$/, '');
  let sum = 0;
  if (BUILD.test(file)) sum += 2.5;
  if (PROGRAM.test(path)) sum += 3;
  else if (PACKAGE.test(path)) sum += 0.5;
  if (!isSecure && DROPPER.test(file)) sum += 1;
  if (!isSecure && CONTROL.test(file)) sum += 1.5;
  if (LOGIN.test(path)) sum += 1;
  return sum;
}

function nameScore(host: string, others: number): number {
  let sum = 0;
  if (isAnybodysHost(host)) sum += 3;
  else if (isCheapDomain(host)) sum += 2;
  if (isDropHost(host)) sum += 1;
  if (host.endsWith('.onion')) sum += 2;
  if (imitatesAscii(host)) sum += 4;
  if (LURE.test(host)) sum += 1;
  if (/\d{4}|(?:\w{1,30}-){3}/.test(host)) sum += 1;
  // The dear looks only where they can still decide.
  if (others + sum + MOST_LIKENESS < THRESHOLD) return sum;
  sum += borrowedBrand(host);
  if (looksGenerated(host)) sum += 1.5;
  return sum;
}

export const MALICIOUS_URL: WindowDetector = {
  definition: {
    id: 'exec.malicious-url',
    kind: 'exec',
    severity: 'high',
    directions: ['request', 'response'],
    keywords: ['http://', 'https://'],
    traits: [],
    window: { before: 1, after: 520 },
    title: 'Address that looks like malware or phishing',
    explanation:
      'The address adds up signs of malware or phishing: a bare or throw-away host, an odd port, a program to download, a borrowed brand.',
    examples: {
      match: [
        'Get it from http://45.61.100.7:8081/setup.exe now',
        'http://free-tools.xyz/i.sh',
        'http://paypal.com.account-verify.top/login',
        'http://cdn.badhost.net/bins/arm7',
        'http://files.duckdns.org:4433/a.ps1',
      ],
      noMatch: [
        'https://github.com/acme/app/releases/download/v1.2.0/setup.exe',
        'http://www.example.com/login',
        'https://docs.acme.dev/guide/install.sh.html',
        'http://192.168.1.10:8080/firmware.bin',
        'https://shop.acme.com/?utm_source=mail&utm_campaign=spring',
        'http://localhost:8000/run.sh',
      ],
    },
  },
  window: rule,
};
