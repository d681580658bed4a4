import { addressOf } from './address.ts';
import { argumentDetector, isProse, wholeValue, type ArgumentRule } from './argument-detector.ts';
import { CREDENTIAL_FILE, CLIMBED_TO } from './sensitive-files.ts';

const URL_PARTS =
  /^["'\s<]{0,4}(?:url\s?[:=]\s?|view-source:|feed:|jar:)?([a-z][a-z0-9+.-]{1,20}):(?:\/{0,3}|\\{0,4}|\/\\|%2f%2f)(?:([^/?#\s\\]{0,200})@)?(\[[0-9a-f:.%a-z]{2,60}\]|[^\s/?#:\\@[\]]{0,200})(?::(\d{0,6}))?([^\s]{0,2000})/i;
/** Schemes that make a fetching program speak another protocol, read local files, or run what it is given. */
const FOREIGN =
  /^(?:gopher|gophers|dict|tftp|netdoc|jar|phar|expect|php|zip|zlib|compress\.zlib|compress\.bzip2|glob|ogg|rar|ssh2|data|javascript|vbscript|local_file|ldapi?|ldaps|rmi|jndi|smb|unc|mailto-exec|ms-msdt|search-ms|ms-officecmd)$/;
const ALWAYS_FOREIGN =
  /^(?:gopher|gophers|dict|netdoc|phar|expect|php|jndi|ms-msdt|search-ms|ms-officecmd|local_file|vbscript)$/;
/** Services that obey whoever reaches them; over HTTP nobody calls them from a tool by accident. */
const SERVICE_PORTS: ReadonlySet<string> = new Set(
  '21 22 23 25 53 110 111 135 139 143 389 445 512 513 514 587 636 873 1099 1433 1521 2049 2375 2376 2379 2380 3306 3389 4243 4444 4848 5000/v2 5432 5601 5672 5900 5984 5985 5986 6066 6379 6443 6666 7001 8009 8161 8500 8983 9042 9092 9200 9300 10000 10250 10255 11211 15672 27017 28017 50070 61616 80 443'.split(
    ' ',
  ),
);
const ADMIN_PATH =
  /^\/{1,3}(?:admin|server-status|server-info|actuator|env\b|manager\/html|console|jolokia|solr\/admin|_cat|_cluster|_search|_all_dbs|containers\/|v\d[\d.]{0,4}\/(?:containers|secrets|kv|agent|pods)|phpmyadmin|cgi-bin|wp-admin|debug\/|flag|secret|internal|private|\.env|\.git|etc\/|latest\/meta|computemetadata|metadata\/|opc\/|druid|nacos|druid\/index|api\/v1\/(?:secrets|pods|namespaces))/i;
const METADATA_PATH =
  /\/latest\/(?:meta-data|user-data|dynamic|api\/token)|computemetadata\/v1|\/metadata\/(?:instance|identity|v1)|\/opc\/v\d\/|openstack\/latest|\/hetzner\/v1\/metadata|security-credentials/i;
/** A share on a host outside: opening it hands over the account's password hash. */
const FOREIGN_SHARE =
  /^\s{0,4}\\\\(?!(?:10|127|192\.168)\.)(?:(?:\d{1,3}\.){3}\d{1,3}|[\w-]{1,60}(?:\.[\w-]{1,60}){0,4}\.(?!local\b|lan\b|corp\b|internal\b|home\b)[a-z]{2,20})(?:@(?:SSL|\d{1,5}))?\\/i;
const HOST_NAME =
  /^(?:host(?:name)?|server|domain|ip|ipaddress|address|addr|target|remote|upstream|backend|proxy|node|dest|destination)$/i;
const LOCAL_URL_NAME =
  /redirect|return|next|continue|callback|goto|forward|dest|target|url|uri|rurl|out|view|link|to$/i;

const rule: ArgumentRule = (text, role, name = '') => {
  if (text.length > 4000 || role === 'code' || role === 'command' || role === 'sql') return undefined;
  if (/^\s{0,4}jar:(?:https?|ftp):/i.test(text)) return wholeValue(text);
  if (role === 'url' && /^https?:[/\\]?[a-z][\w-]{1,60}\.[a-z]/i.test(text.trim())) return wholeValue(text);
  if (FOREIGN_SHARE.test(text) && (role === 'path' || role === 'url' || role === 'plain')) return wholeValue(text);
  const url = URL_PARTS.exec(text);
  if (!url) return isBareHost(text, name) || isForeignRedirect(text, role, name) ? wholeValue(text) : undefined;
  if (role === 'text' && /\s/.test(text.trim())) return undefined;
  const [, scheme = '', user = '', host = '', port = '', rest = ''] = url;
  return isDangerous(scheme.toLowerCase(), user, decodeHost(host), port, rest, text) ? wholeValue(text) : undefined;
};

function isDangerous(scheme: string, user: string, host: string, port: string, rest: string, text: string): boolean {
  if (ALWAYS_FOREIGN.test(scheme)) return true;
  if (scheme === 'javascript' || scheme === 'data') return isActive(text) || /^\s{0,4}data:\/\//i.test(text);
  if (scheme === 'file' || scheme === 'netdoc') return isForbiddenFile(host + rest);
  if (METADATA_PATH.test(rest)) return true;
  const address = addressOf(host);
  if (address.kind === 'metadata') return true;
  if (FOREIGN.test(scheme))
    return address.kind !== 'name' && scheme !== 'smb' ? true : scheme === 'rmi' || scheme === 'zip';
  if (!/^(?:https?|wss?|ftps?|sftp)$/.test(scheme) || !/^["'\s<]{0,4}\S{1,40}?:(?:[/\\]|%2f)/i.test(text)) return false;
  if (hidesHost(user, host, rest) || /^\s{0,4}\S{1,100}\s{1,3}[&#\\]\s{0,2}@/.test(text)) return true;
  if (/[\0\u2460-\u24ff\u2070-\u209f]/.test(host)) return true;
  if (address.kind === 'documentation' || address.kind === 'public' || address.kind === 'name')
    return address.isDisguised;
  if (address.isDisguised) return !/^0\.0\.0\.0$/.test(host);
  if (
    address.kind === 'loopback' &&
    (SERVICE_PORTS.has(port) ||
      (port === '' && ADMIN_PATH.test(rest)) ||
      (/^(?:0|0\.0\.0\.0|\[::\])$/.test(host) && port === ''))
  )
    return true;
  if (
    address.kind === 'loopback' &&
    address.isNumeric &&
    !/^(?:127\.0\.0\.1|0\.0\.0\.0|\[::1?\]|\[0:0:0:0:0:0:0:[01]\])$/.test(host)
  )
    return true;
  return (
    address.kind === 'private' &&
    ((SERVICE_PORTS.has(port) && !/^(?:80|443)$/.test(port)) || (port === '' && ADMIN_PATH.test(rest)))
  );
}

function decodeHost(host: string): string {
  return host
    .replaceAll(/%([0-9a-f]{2})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .toLowerCase();
}

/** `good.example@evil.example`, `evil.example#@good.example`: what people read first is not where it leads. */
function hidesHost(user: string, host: string, rest: string): boolean {
  if (
    /^[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}(?::\d{1,5})?(?:[:%].{0,80})?$/.test(user) &&
    host !== '' &&
    /\.(?:com|org|net|io|gov|edu|co|dev|app|google|localhost)\b|^(?:\d{1,3}\.){3}\d/i.test(user)
  )
    return true;
  if (/^#[\w-]{1,60}\.(?:com|org|net|io)\/?$/i.test(rest)) return true;
  return /^[^/]{0,4}[\\#?;]{0,2}@[\w-]{1,60}\.[a-z]/i.test(rest) || /^\\{1,2}@?[\w.-]{3,80}/.test(rest);
}

function isActive(text: string): boolean {
  return (
    /^\s{0,4}["']?javascript:.{0,400}(?:[(`=]|%28)/i.test(text) ||
    /^data:(?:text\/html|image\/svg\+xml|application\/(?:xhtml|javascript)|text\/javascript)[^,]{0,60},.{0,4000}?(?:<script|%3cscript|onload|onerror|PHNjcmlwd|PHN2Zy9vbmxvYW)/i.test(
      text,
    )
  );
}

function isForbiddenFile(path: string): boolean {
  return CREDENTIAL_FILE.test(path) || CLIMBED_TO.test(path) || /(?:\.\.[/\\]){5}/.test(path);
}

function isBareHost(text: string, name: string): boolean {
  const host = text.trim().toLowerCase();
  if (host.length > 100 || /\s/.test(host)) return false;
  const bare = /^(?:\/\/)?([\w.-]{1,80}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?(\/\S{0,100})?$/.exec(host);
  if (!bare?.[1] || !/[.[x]|^metadata$/.test(bare[1])) return false;
  const address = addressOf(bare[1]);
  if (address.kind === 'metadata') return !/^\d{1,3}(?:\.\d{1,3}){0,2}$/.test(bare[1]) && bare[1] !== 'metadata';
  return HOST_NAME.test(name) && address.isDisguised && address.isNumeric && /x|^0\d/.test(bare[1]);
}

/** `//evil.example` where the address of a page of one's own is meant. */
function isForeignRedirect(text: string, role: string, name: string): boolean {
  if ((role !== 'url' && role !== 'plain') || !LOCAL_URL_NAME.test(name) || isProse(text)) return false;
  return /^[\s%09]{0,6}(?:\/{2,4}|\\{2}|\/\\|\/%2f|\/%5c|%2f%2f|\/\t\/|https?:(?!\/\/)[\\/]?|\/%09\/)(?:[^/\s]{0,80}@)?[\w-]{1,60}(?:\.|%2e|%e3%80%82|。)[\w.%-]{2,60}/i.test(
    text,
  );
}

export const SERVER_REQUEST = argumentDetector(
  {
    id: 'exec.server-request-forgery',
    severity: 'high',
    title: 'Address that a server must not be made to call',
    explanation:
      'The address leads to cloud metadata, to services of the machine itself, or to another protocol, or it hides where it leads.',
    examples: {
      name: 'url',
      match: [
        'http://169.254.169.254/latest/meta-data/iam/',
        'http://0x7f000001/',
        'http://[::ffff:10.0.0.1]/',
        'http://127.0.0.1.nip.io/',
        'gopher://127.0.0.1:6379/_INFO',
        'http://localhost:2375/containers/json',
        'https://bank.example.com@evil.example/login',
        'file:///etc/passwd',
      ],
      noMatch: [
        'http://localhost:3000/health',
        'http://127.0.0.1:8080/api/items',
        'https://example.com/a/b/../c',
        'https://user:pass@registry.example.org/repo.git',
        'file:///home/anna/project/src/main.ts',
        'http://192.168.1.20:8123/api/states',
        'data:image/png;base64,iVBORw0KGgo=',
        '1.10.0.8',
      ],
    },
  },
  rule,
);
