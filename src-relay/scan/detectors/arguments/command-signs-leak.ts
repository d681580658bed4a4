import type { CommandSign } from './command-signs.ts';

const KEYS = String.raw`(?:\.ssh/(?:id_\w{2,12}|\*|identity|config)(?!\.pub|\w)|\.ssh/?(?:\s|["']|$)|\.aws/(?:credentials|config|\*)|\.kube/config|\.gnupg\b|\.netrc\b|\.git-credentials|\.docker/config\.json|\.npmrc\b|\.pypirc\b|\.pgpass\b|/etc/g?shadow\b|wallet\.dat|\.config/gcloud|\.azure/|\.vault-token|login\.keychain|Login\\? Data|/dev/k?mem\b|logins\.json|key4\.db|cookies\.sqlite|\.(?:electrum|bitcoin|ethereum|solana)/|\.(?:bash|zsh)_history|/proc/(?:self|\d{1,6}|\*)/environ|(?<![\w*])\.env(?:\.(?:local|prod|production))?(?![\w.-])|id_(?:rsa|ed25519|ecdsa)(?!\.pub|\w)|/var/run/secrets/kubernetes\.io|private_?key\.pem|/etc/sudoers\b|ntds\.dit|\\config\\sam\b)`;
const READ = String.raw`\b(?:cat|less|more|head|tail|strings|xxd|od|base64|tac|nl|grep|awk|sed|cp|scp|tar|zip|rsync|type|gc|get-content|copy|dd\s{1,3}if=|curl|wget|python\d?|perl|openssl|gpg|find|strings|sqlite3|vim?|nano|open\s?\()`;
const SEND = String.raw`(?:\bopenssl\s{1,3}s_client\b|\b(?:whois|finger|nc|ncat|netcat|telnet|socat|ftp|tftp|sendmail|mail|mutt|websocat)\b|\bcurl\b|\bwget\b|\bscp\b|\bsftp\b|\bssh\b|\brsync\b|/dev/tcp|invoke-(?:webrequest|restmethod)|\biwr\b|\birm\b|requests\.(?:post|put|get)|urlopen|\bfetch\()`;

/** Commands that read secrets or carry data away. */
export const LEAK_SIGNS: readonly CommandSign[] = [
  { weight: 3, pattern: new RegExp(String.raw`${READ}[^\n;|&]{0,160}${KEYS}`, 'i') },
  {
    weight: 1,
    pattern:
      /\bcat\s[^\n;|&]{0,80}(?:\.ssh\/id_|\.aws\/credentials|\/etc\/g?shadow|\.kube\/config|\.netrc|\.git-credentials|\.gnupg|wallet\.dat|\/environ)/i,
  },
  {
    weight: 3,
    pattern: new RegExp(
      String.raw`${KEYS}[^\n]{0,200}?(?:\||>|&&|;|\s@)[^\n]{0,100}?${SEND}|${SEND}[^\n]{0,200}?(?:@|<|\$\(|\x60|-T\s|--upload-file|--post-file|=@|\s)[^\n]{0,60}?${KEYS}`,
      'i',
    ),
  },
  { weight: 2, pattern: /\/etc\/passwd\b/i },
  {
    weight: 2,
    pattern: new RegExp(
      String.raw`(?:/etc/passwd|\bhostname\b|\bwhoami\b|\buname\b|\bid\b|/etc/hosts)[^\n]{0,100}?(?:\||>|\)|\x60)[^\n]{0,100}?${SEND}`,
      'i',
    ),
  },
  {
    weight: 5,
    pattern: new RegExp(
      String.raw`(?:^|[;&|\n("'\s])(?:env|printenv|set|export(?:\s{1,2}-p)?|history|ps\s\w{1,5})\s{0,3}\|[^\n]{0,200}?${SEND}|\$\((?:env|printenv|history)\b[^\n)]{0,60}\)`,
      'i',
    ),
  },
  {
    weight: 5,
    pattern:
      /\b(?:curl|wget)\b[^\n;|]{0,300}?(?:-d|--data(?:-\w{2,12})?|-F|--form|--post-data|-T|--upload-file|--post-file|https?:\/\/)[=\s]{0,2}["']?[^\s"']{0,160}(?:\$\(|`)\s{0,3}(?:cat|env|printenv|whoami|id|hostname|uname|base64|tar|ls|ifconfig|history|ps|find|head|tail|grep)\b/i,
  },
  {
    weight: 4,
    pattern:
      /\|\s{0,3}(?:base64[^|\n]{0,20}\|\s{0,3}|gzip[^|\n]{0,20}\|\s{0,3}|xxd[^|\n]{0,20}\|\s{0,3}){0,2}curl\b[^\n]{0,200}(?:-d|--data(?:-\w{2,12})?|-T|-F|--upload-file)[=\s]{0,2}["']?(?:@-|\w{1,20}=@-|-)/i,
  },
  {
    weight: 4,
    pattern:
      /\|\s{0,3}(?:nc|ncat|netcat)\b\s{1,3}(?:-\w{1,6}\s{1,3}(?:\d{1,3}\s{1,3})?){0,3}[\w.:-]{3,80}\s{1,3}\d{2,5}|\b(?:nc|ncat|netcat)\b\s{1,3}(?:-\w{1,6}\s{1,3}(?:\d{1,3}\s{1,3})?){0,3}[\w.:-]{3,80}\s{1,3}\d{2,5}\s{0,3}<\s{0,3}\S/i,
  },
  {
    weight: 4,
    pattern:
      /\b(?:nslookup|dig|host|ping|drill)\b[^\n;]{0,80}?(?:\$\(|`)[^\n)`]{1,200}(?:\)|`)\s{0,2}["']?\.[\w-]{1,60}\.|\bfor\b[^\n]{0,200}\bxxd\b[^\n]{0,200}\b(?:dig|nslookup|host|ping)\b|\bping\b[^\n]{0,80}\s-p\s{1,3}["']?\$/i,
  },
  {
    weight: 2,
    pattern:
      /(?:webhook\.site|requestbin|pipedream\.net|ngrok(?:-free)?\.(?:io|app|dev)|interact\.sh|oast\.\w{2,6}|oastify\.com|burpcollaborator\.net|transfer\.sh|file\.io|0x0\.st|paste(?:bin\.com|\.ee|\.rs)|termbin\.com|ix\.io|sprunge\.us|temp\.sh|gofile\.io|anonfiles|discord(?:app)?\.com\/api\/webhooks|api\.telegram\.org\/bot|beeceptor\.com|canarytokens|dnslog\.\w{2,4}|trycloudflare\.com|serveo\.net|localhost\.run|hookbin)/i,
  },
  {
    weight: 2,
    pattern:
      /\b(?:curl|wget)\b[^\n;|]{0,200}(?:-d|--data(?:-\w{2,12})?|-F|--form|-T|--upload-file|--post-file)[=\s]{0,2}["']?(?:\w{1,20}=)?@?(?:\/etc\/|\/home\/|\/root\/|~|\/var\/|@-)/i,
  },
  {
    weight: 3,
    pattern:
      /\btar\b[^\n|;]{0,100}(?:~|\/home|\/root|\/etc|\$HOME)\S{0,40}[^\n|;]{0,40}\|[^\n]{0,60}\b(?:nc|curl|ssh|openssl)\b/i,
  },
  {
    weight: 4,
    pattern:
      /\bfind\s{1,3}\/\s[^\n]{0,60}(?:-perm\s{1,3}[-/]?(?:\d?[246]000|u=s|g=s)|-name\s{1,3}["']?(?:id_rsa|\*\.(?:pem|key|kdbx|ppk|wallet)|wallet\.dat|\.env|\*password\*))|\bgrep\s{1,3}-\w{1,8}\s[^\n;|]{0,40}(?:passw(?:or)?d|secret|api_?key|BEGIN\s)[^\n;|]{0,30}\s(?:\/|\/etc|\/home|\/root|\/var|~)\/?(?:\s|$|;|\|)|\bsecurity\s{1,3}(?:dump-keychain|find-(?:generic|internet)-password)|\bgetcap\s{1,3}-r\s{1,3}\/|\bfindstr\b[^\n]{0,60}password/i,
  },
  { weight: 3, pattern: /169\.254\.169\.254|metadata\.google\.internal|100\.100\.100\.200|fd00:ec2::254/i },
  {
    weight: 2,
    pattern:
      /\b(?:curl|wget|iwr|irm|nc|ncat)\b[^\n]{0,160}(?:169\.254\.169\.254|169\.254\.170\.2|metadata\.google\.internal|100\.100\.100\.200)/i,
  },
  {
    weight: 2,
    pattern:
      /\b(?:cat|less|more|head|tail|strings|nl|tac|xxd|od|base64|type)\s{1,3}(?:-\w{1,4}\s{1,3})?["']?\/etc\/passwd\b/i,
  },
  {
    weight: 4,
    pattern: new RegExp(
      String.raw`${SEND}[^\n]{0,160}?(?:<|\$\(|\x60|@)\s{0,3}(?:cat\s{1,3})?/etc/passwd|\b(?:whois|finger)\s[^\n]{0,60}(?:\$\(|\x60)|\bgetent\s{1,3}g?shadow\b|\bunshadow\s|\b(?:strings|xxd|dd|cat|hexdump)\b[^\n;|]{0,30}/dev/k?mem\b`,
      'i',
    ),
  },
  {
    weight: 2,
    pattern:
      /(?:_history|\.env|\/environ|sqlite|Login\\? Data)\b[^\n]{0,60}(?:\|\s{0,3}grep[^\n]{0,12}(?:pass|secret|token|key|pwd)|\.dump|select\s)/i,
  },
];
