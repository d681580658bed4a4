import type { CommandSign } from './command-signs.ts';

const SHELL = String.raw`(?:sudo\s{1,3}(?:-\S{1,20}\s{1,3}){0,3})?(?:/usr)?(?:/bin/)?(?:env\s{1,3})?(?:(?:ba|z|k|da|a|c|tc)?sh|python[\d.]{0,4}|perl|ruby|node|php|lua|pwsh|powershell|iex|invoke-expression)\b`;
const FETCH = String.raw`\b(?:curl|wget|fetch|aria2c|lwp-(?:download|request)|http(?:ie)?|iwr|irm|invoke-(?:webrequest|restmethod))\b`;
const SH_BINARY = String.raw`(?:/usr)?/bin/(?:ba|z|k|da|c)?sh\b`;

/** Commands that run what they have just fetched or decoded, and shells that call home. */
export const RUN_SIGNS: readonly CommandSign[] = [
  {
    weight: 4,
    isFetch: true,
    pattern: new RegExp(
      String.raw`${FETCH}[^\n]{0,400}?\|\s{0,4}(?:tee\s\S{1,60}\s{0,3}\|\s{0,4}|base64\s-\S{1,10}\s{0,3}\|\s{0,4}|g?unzip\s?\S{0,10}\s{0,3}\|\s{0,4}|tar\s[^|]{1,40}\|\s{0,4})?${SHELL}(?!\s{1,3}-m\s{1,3}json|\s{1,3}-c\s{1,3}["']import (?:json|sys)|\s{1,3}-[pnr]?e\s)`,
      'i',
    ),
  },
  {
    weight: 4,
    isFetch: true,
    pattern: new RegExp(
      String.raw`(?:\b(?:ba|z|da)?sh|source|eval|\.|python[\d.]{0,4}|perl|ruby|iex)\b[\s"'(&-]{1,8}(?:c\s{1,3}["']?)?(?:<\(|\$\(|\x60|\(\s?)\s{0,3}${FETCH}`,
      'i',
    ),
  },
  {
    weight: 3,
    isFetch: true,
    pattern: new RegExp(
      String.raw`${FETCH}[^\n]{0,300}?(?:&&|;|\n|&|\|\|)[^\n]{0,80}?\bchmod\s{1,3}(?:-\S{1,4}\s{1,3})?(?:\S{0,4}\+\S{0,3}x|[0-7]{3,4})\b[^\n]{0,100}?(?:&&|;|\n|&)\s{0,4}(?:sudo\s{1,3}|nohup\s{1,3}|exec\s{1,3})?(?:\.?/|sh\s|bash\s)`,
      'i',
    ),
  },
  {
    weight: 2,
    isFetch: true,
    pattern: new RegExp(
      String.raw`${FETCH}[^\n]{0,300}?\s(?:-o|-O|--output|--output-document|-outfile)[=\s]{0,3}["']?(?:/tmp|/var/tmp|/dev/shm|%temp%|\$env:temp|c:\\(?:windows\\temp|users\\public|temp))[^\n]{0,120}?(?:&&|;|\n|&)`,
      'i',
    ),
  },
  {
    weight: 2,
    isFetch: true,
    pattern: new RegExp(
      String.raw`${FETCH}[^\n]{0,300}?(?:&&|;|\n|&)\s{0,4}(?:sudo\s{1,3})?(?:(?:ba|z)?sh|python[\d.]{0,4}|perl|php)\s{1,3}(?:-\w\s)?["']?(?:\./|/tmp/|/dev/shm/)?[\w.-]{1,40}(?:\s|$|;|&)`,
      'i',
    ),
  },
  {
    weight: 4,
    isFetch: true,
    pattern:
      /(?:exec|eval|compile|loads)\s?\(\s?[^\n]{0,80}(?:urlopen|requests\.get|urllib|http\.get|\bfetch\(|Net::HTTP|open-uri|LWP)/i,
  },
  { weight: 5, pattern: /\/dev\/(?:tcp|udp)\/\S/i },
  {
    weight: 5,
    pattern: new RegExp(
      String.raw`\b(?:nc|ncat|netcat|nc\.traditional|nc\.exe)\b[^\n|;]{0,100}?\s(?:-\w{0,6}[ec]\b|--(?:sh-)?exec)\s{0,3}["']?(?:\S{0,30}(?:sh|cmd|powershell)(?:\.exe)?\b)`,
      'i',
    ),
  },
  {
    weight: 5,
    pattern: new RegExp(
      String.raw`(?:${SH_BINARY}|\b(?:ba)?sh)(?:\s{1,3}-i)?[^\n|;]{0,30}\|\s{0,4}(?:nc|ncat|netcat|telnet|openssl)\b|\b(?:nc|ncat|netcat|telnet)\s[^\n|;]{3,80}\|\s{0,4}(?:${SH_BINARY}|(?:ba)?sh\b|cmd)`,
      'i',
    ),
  },
  { weight: 5, pattern: /\bmk(?:fifo|nod)\b[^\n]{0,120}?\b(?:nc|ncat|netcat|telnet|openssl)\b/i },
  { weight: 5, pattern: /\b(?:ba|z|k|da)?sh\s{1,3}-i\b[^\n]{0,40}?(?:>&|<&|&>|<>|0>)/i },
  { weight: 5, pattern: /\bsocat\b[^\n]{0,200}?\b(?:exec|system):/i },
  { weight: 4, pattern: /\bpty\.spawn\s?\(/i },
  {
    weight: 5,
    pattern:
      /\bsocket\b[^]{0,500}?(?:os\.dup2|pty\.spawn|subprocess\.|\/bin\/(?:ba)?sh|cmd\.exe|os\.system|exec\s?\()/i,
  },
  {
    weight: 5,
    pattern:
      /(?:fsockopen|pfsockopen|stream_socket_client)\s?\([^]{0,300}?(?:exec|proc_open|system|passthru|popen|\/bin\/|`)/i,
  },
  {
    weight: 5,
    pattern:
      /\b(?:tcpsocket\.(?:new|open)|net\.(?:socket|connect|createconnection|dial)|socket['")\].]{1,4}tcp)\b[^]{0,400}?(?:exec|spawn|popen|\/bin\/(?:ba)?sh|cmd(?:\.exe)?\b|\beval\b)/i,
  },
  {
    weight: 5,
    pattern:
      /\b(?:child_process|spawn|exec)\b[^]{0,200}?(?:\/bin\/(?:ba)?sh|cmd\.exe)[^]{0,200}?\b(?:net\.|connect\(|socket)/i,
  },
  {
    weight: 5,
    pattern: /net\.sockets\.(?:tcp|udp)client|\/inet\/(?:tcp|udp)\/|\buse\s{1,3}Socket\b|-rsocket\b/i,
  },
  { weight: 5, pattern: /getruntime\(\)\.exec[^]{0,120}?(?:\/bin\/|bash|cmd|\/dev\/tcp|nc\s)/i },
  {
    weight: 4,
    pattern:
      /\bxterm\s{1,3}-display\s{1,3}\S{1,60}:\d|\bchisel\s{1,3}client\b|\bngrok\s{1,3}tcp\s{1,3}(?:22|3389)\b|\bopenssl\s{1,3}s_client\b[^\n]{0,120}\|\s{0,3}(?:\/bin\/)?(?:ba)?sh\b/i,
  },
  {
    weight: 5,
    pattern: new RegExp(
      String.raw`\b(?:base(?:64|32)\s{1,3}(?:-d|-D|--decode|-di)|openssl\s{1,3}(?:enc\s{1,3}-d|base64\s{1,3}-d|enc\s[^|\n]{0,60}-d)|xxd\s{1,3}-r[^|\n]{0,10}|certutil\s{1,3}-decode)[^\n]{0,120}?\|\s{0,4}(?:\w{2,8}\s?(?:-\w)?\s?\|\s{0,4})?${SHELL}`,
      'i',
    ),
  },
  {
    weight: 5,
    pattern: new RegExp(
      String.raw`(?:eval|exec|\b(?:ba|z)?sh\s{1,3}-c|\b(?:ba)?sh\s{1,3}<<<|source)[\s"'(]{0,6}(?:\$\(|\x60|<\()[^\n)\x60]{0,300}(?:base(?:64|32)\s{1,3}-?-?d|xxd\s{1,3}-r|openssl\s|printf\s{1,3}["']?\\x|\brev\b)`,
      'i',
    ),
  },
  {
    weight: 5,
    pattern:
      /(?:exec|eval|compile|loads|function|assert|system|iex|invoke-expression)\s?[({ "'&]{1,4}[^\n]{0,100}?(?:b64decode|base64_decode|frombase64string|\batob\s?\(|gzinflate|zlib\.decompress|bytes\.fromhex|unhexlify|str_rot13|buffer\.from\([^\n]{1,400}(?:'base64'|"base64"|'hex')|unpack\s?\(\s?["']H\*|decode_?(?:base)?64)/i,
  },
  {
    weight: 4,
    pattern: new RegExp(
      String.raw`(?:\becho\s[^|\n]{1,400}|\bprintf\s[^|\n]{1,400})\|\s{0,3}(?:rev|tr\s[^|\n]{1,80}|sed\s[^|\n]{1,80}|xargs[^|\n]{0,40}|base\d\d[^|\n]{1,20}|bzip2[^|\n]{1,20}|gzip[^|\n]{1,20})\|\s{0,4}${SHELL}(?:\s{0,3}$|\s{0,3}[;&|"'])`,
      'i',
    ),
  },
  {
    weight: 4,
    pattern:
      /(?:printf|echo\s{1,3}-\w{0,3}e\w{0,3})\s{1,3}["']?(?:\\x?[0-9a-f]{2,3}){4,400}["']?\s{0,3}\|\s{0,3}(?:ba|z)?sh\b|\$'(?:\\x?[0-9a-f]{2,3}){4}/i,
  },
  {
    weight: 4,
    pattern: /(?:powershell|pwsh)(?:\.exe)?\b[^\n]{0,200}?\s[-/]e(?:nc?|nco\w{0,12}|c)?\s{1,3}["']?[A-Za-z0-9+/=]{16}/i,
  },
  { weight: 2, pattern: /\s[-/]w(?:in\w{0,10})?\s{1,3}(?:h(?:id\w{0,4})?|1)\b/i },
  {
    weight: 1,
    pattern:
      /\s[-/]nop(?:r\w{0,8})?\b|\s[-/]ep\s{1,3}bypass|executionpolicy\s{1,3}(?:bypass|unrestricted)|\s[-/]noni\w{0,12}\b|\s[-/]sta\b/i,
  },
  {
    weight: 2,
    pattern:
      /\b(?:iex|invoke-expression)\b|\.invoke\s?\(|\bamsi(?:utils|initfailed|scanbuffer)|reflection\.assembly|\bscriptblock\b/i,
  },
  {
    weight: 2,
    isFetch: true,
    pattern:
      /downloadstring|downloadfile|downloaddata|net\.webclient|start-bitstransfer|xmlhttp|winhttp\.|internetexplorer\.application|\bi(?:wr|rm)\s/i,
  },
  { weight: 2, pattern: /frombase64string|\[convert\]::|-bxor|\[char\]\s?\d|\bjoin\s?\[char/i },
  // A shell out of a program that is meant for something else.
  {
    weight: 4,
    pattern: new RegExp(
      String.raw`(?:\b(?:system|exec\w{0,3}|spawn\w{0,2}|popen|execute|shell)\b\s?[({"' ]{0,4}|:!\s?|:set shell=|checkpoint-action=exec=|--(?:to-command|rsh-command|use-compress-program|eval|init-file|rcfile)[= ]["']?|-exec(?:dir)?\s{1,3}|-i\s{1,3})["']?(?:${SH_BINARY}|(?:ba)?sh\s{1,3}-[pi]\b)(?!\s{1,3}(?:-c\b|--|["$\w./]))`,
      'i',
    ),
  },
  {
    weight: 4,
    pattern:
      /checkpoint-action=exec|\bos\.execute\s?\(\s?["']\/?bin|\bos\.setuid\s?\(\s?0|\bPOSIX::setuid\s?\(\s?0|\bProcess::Sys\.setuid|posix_setuid\s?\(\s?0|\bcapsh\s{1,3}--gid=0|\bsh\s{0,2}1>&0|\b(?:ba|da)?sh\s{1,3}-p\b(?!\s{0,2}\w)|--interactive\s{0,3}(?:;|\n)?\s{0,3}!sh/i,
  },
  {
    weight: 4,
    pattern:
      /\bsh\b["']?\s{1,3}(?:-\w\s{1,3})?\d?<&\s?\d|["'\s]!(?:\/bin\/)?(?:ba)?sh\b|\s-TT\s|proxycommand[= ]["']?\s?;|\b(?:sudo|doas|env|[ls]trace|nice|ionice|timeout|setarch|stdbuf|taskset|unshare|xargs|flock|gdb|start-stop-daemon|run-parts|valgrind|cpulimit|chrt|watch|ed|less|more|man)\b[^\n;|&]{0,80}\s(?:\/bin\/(?:ba|da|z)?sh|sh)\s{0,3}(?:-p)?$/i,
  },
  {
    weight: 5,
    pattern:
      /\bztcp\b|zsh\/net\/tcp|-MIO\b[^\n]{0,80}IO::Socket|\bIO::Socket::INET\b[^]{0,300}(?:fdopen|exec|system|\/bin\/)|\{base64,-d\}/,
  },
  {
    weight: 5,
    pattern: /(?:^|[;&|]\s{0,3})["']?(?:\$\(|`)[^\n)`]{0,300}\bbase(?:64|32)\s{1,3}(?:-d|-D|--decode)/,
  },
  {
    weight: 4,
    pattern:
      /\b(?:rev|tr|base\d\d)\b[^\n|]{1,200}\|\s{0,3}(?:ba|z)?sh\s{0,3}$|\bprintf\s{1,3}["']?(?:\\x?[0-9a-f]{2,3}){2,400}["']?\s{0,3}\|\s{0,3}(?:ba|z)?sh\b/i,
  },
  { weight: 3, pattern: /(?:^|[;&|]\s{0,3})(?:\$\{?\w{1,8}\}?){2,6}\s/ },
];
