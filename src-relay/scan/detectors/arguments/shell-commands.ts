/** What may stand behind a command's name: its end, or something that is not part of a sentence. */
const END = String.raw`(?=\s{0,4}(?:$|[;|&"'\x60)>#<\n\r%]|\\n))`;
const FLAG = String.raw`(?=(?:\s|%20|\+|\$\{?IFS\}?(?:\$9)?){1,4}(?:--?[a-z]|\/))`;
const SHAPED = String.raw`(?:\s|%20|%09|\+|\$\{?IFS\}?(?:\$9)?|<){1,4}(?:["'\x60/~$*]|\.{1,2}[/\\]|[a-z]:\\|[a-z]{2,6}://|\d{1,3}\.\d|[\w-]{1,60}\.[a-z])`;
const SPACE = String.raw`(?:\s|%20|%09|\$\{?IFS\}?(?:\$9)?)`;
const WORDS = (list: string): string => `(?:${list.trim().split(/\s+/).join('|')})`;
const BLANK = String.raw`(?:\s|%20|%09|\+|\$\{?IFS\}?(?:\$9)?|,|<)`;

/** What is asked of a machine first; these need no argument. */
const PROBES = WORDS(`
  whoami uname ifconfig ipconfig netstat systeminfo sysinfo tasklist printenv phpinfo hostname getent lsof id ls ps pwd dir nid
`);

/** Names that mean a command and nothing else, with any argument. */
const NAMES = WORDS(`
  ${PROBES.slice(3, -1)
    .split('|')
    .filter((name) => name.length > 2)
    .join(' ')} nslookup net1 netsh schtasks wmic vssadmin bcdedit
  regsvr32 rundll32 mshta certutil bitsadmin cscript wscript powershell pwsh taskkill chmod chown chattr passwd useradd usermod adduser
  visudo crontab systemctl iptables nft setenforce wget curl nc ncat netcat socat tftp scp rsync sshpass mkfifo mknod mkdir rmdir
  xargs awk gawk sed egrep fgrep xxd openssl nmap tcpdump dig ping6 traceroute tracert lsblk dmesg icacls nohup setsid sudo doas sqlite3 mkfs kubectl
`);

/** Names of languages and programs that people list, too: they count with an argument that only a command has. */
const TOOLS = WORDS(`
  ls id ps who python[23]? perl ruby php node lua bash zsh ksh dash csh tcsh sh busybox telnet ssh ftp grep base64 gpg gcc docker git npm pip
  mysql psql mongo redis-cli rm su df du uptime last arp route attrib dd tar java go make env
`);

/** Command names that are words of English, or too short, with what must follow them. */
const WITH_ARGUMENT = [
  String.raw`(?:cat|tac|head|tail|more|less|nl|od|strings|find|touch|cp|mv|ln|tee|source|nano|vim?|type|copy|move|del|erase|cut|sort|diff|file|locate|tar|zip|unzip|stat|rev|wc)(?:${BLANK}){1,4}(?:-[a-z]|["'\x60$/~.*]|[a-z]:|%\w|[\w-]{1,40}[./*\\])`,
  String.raw`(?:sleep|timeout)(?:${BLANK}){1,4}["']?(?:\d|/t)`,
  String.raw`ping(?:${BLANK}){1,4}(?:-|/|\d|[\w-]{1,60}\.|[$\x60])`,
  String.raw`dir(?:${BLANK}){0,4}(?:$|["'|&;\n]|[a-z]:|/|\\)`,
  String.raw`(?:echo|printf|print)(?:${BLANK}){1,4}\S`,
  String.raw`net(?:${BLANK}){1,4}(?:user|view|localgroup|share|use|start|stop|accounts|group)\b`,
  String.raw`reg(?:${BLANK}){1,4}(?:query|add|delete|save)\b`,
  String.raw`sc(?:${BLANK}){1,4}(?:query|create|stop|start|config|delete)\b`,
  String.raw`(?:sh|cmd(?:\.exe)?)(?:${BLANK}){1,4}(?:-|/|<)`,
  String.raw`(?:start|call|start-process|invoke-\w{3,20})(?:${BLANK}){1,4}["'/]?(?:[a-z]:|cmd|powershell|https?:|[\w-]{1,30}\.exe)`,
  String.raw`(?:export|set|env)(?:${BLANK}){1,4}\w{1,30}=`,
  String.raw`env\s{0,3}$`,
  String.raw`(?:git|docker|npm|pip|apt|yum|dnf|apk|brew)(?:${BLANK}){1,4}(?:push|pull|clone|run|exec|install|add|remove)\b`,
  String.raw`kill(?:all)?(?:${BLANK}){1,4}(?:-|\d)`,
  String.raw`(?:exec|eval|sh|bash)(?:${BLANK}){1,4}["'\x60$/]`,
  String.raw`(?:shutdown|reboot|halt|poweroff)(?:${BLANK}){1,4}[-/]\w`,
] as const;

const FOLDER = String.raw`(?:\/?(?:usr\/)?(?:local\/)?s?bin\/|[a-z]:\\(?:windows|winnt)\\(?:system32\\)?)`;
const FOLDERS = String.raw`(?:${FOLDER}[\w.?*-]{1,30}(?![\w/])|\/\w{0,4}\?{1,4}\w{0,4}\/[\w?*]{1,12})`;

/** A command where a shell would begin one. Sticky: put at the place behind a separator. */
export const COMMAND = new RegExp(
  String.raw`(?:${FOLDERS}|${PROBES}(?:\.exe)?${END}|${NAMES}(?:\.exe)?(?:${FLAG}|(?:${BLANK}){1,4}\S)|${TOOLS}(?:\.exe)?(?:${FLAG}|${SHAPED})|${WITH_ARGUMENT.join('|')}|(?:system|exec|eval|passthru|shell_exec|popen|phpinfo|assert|sleep|print|echo)\(\s?["'$\d@)\x60]|\{(?:${NAMES}|ls|cat|echo|id),[^{}\s]{0,60}[/.-])`,
  'iy',
);

/** A value that is a command line of its own: a name, and an argument that only a command has. */
export const COMMAND_LINE = new RegExp(
  String.raw`^["'\s]{0,4}(?:\/(?:usr\/)?(?:local\/)?s?bin\/[\w.-]{1,30}\s{1,4}\S|(?:${NAMES}|${TOOLS})(?:\.exe)?(?:${FLAG}|(?:${SPACE}){1,4}(?:["'\x60]?(?:[/~$]|\.{1,2}/|[a-z]:\\|[a-z]{2,6}://)))|(?:cat|type|more|less|head|tail|find|touch|del|cp|mv|copy)(?:${SPACE}){1,4}(?:[/~$*]|\.\.?/|[a-z]:\\|%\w|[\w-]{1,40}\.(?:php|conf|ini|log|txt)\b)|(?:echo|printf)(?:${SPACE}){1,4}[^|>]{1,300}(?:>|\||\$\(|\x60|<\?|<[a-z])|net(?:${SPACE}){1,4}(?:user|view|localgroup|share|use|accounts)\b|reg(?:${SPACE}){1,4}(?:query|add|delete|save)\b)`,
  'i',
);
