import type { CommandSign } from './command-signs.ts';

const SYSTEM_FOLDER = String.raw`(?:etc|usr|bin|sbin|boot|lib(?:64)?|var|home|root|opt|sys|dev|srv|users|system|library|applications)`;
const RM = String.raw`\brm\s{1,3}(?:-[\w-]{1,20}\s{1,3}){0,4}(?:-[a-z]{0,4}[rf][a-z]{0,4}|--recursive|--force)\s{1,3}(?:-[\w-]{1,20}\s{1,3}){0,4}`;
const DISK = String.raw`/dev/(?:sd[a-w]\d?|hd[a-w]\d?|vd[a-w]\d?|xvd[a-w]\d?|nvme\d{1,3}n\d(?:p\d)?|mmcblk\d(?:p\d)?|r?disk\d)\b`;

/** Commands that destroy, that switch protection off, that stay, and programs that only serve such ends. */
export const HARM_SIGNS: readonly CommandSign[] = [
  {
    weight: 5,
    pattern: new RegExp(
      String.raw`${RM}(?:--\s{1,3})?["']?(?:/\*?|~/?\*?|\$\{?HOME\}?/?\*?|/${SYSTEM_FOLDER}/?\*?|[a-z]:[\\/]\*?|\.\.?/\.\./\S{0,10}|/\s?\.\*)["']?\s{0,3}(?:$|[;&|\n)"'\x60#]|2?>|\s[-/])`,
      'i',
    ),
  },
  { weight: 5, pattern: /--no-preserve-root|\brm\s{1,3}-\w{1,6}\s{1,3}(?:\/\s|\/$|\/\*|\/;)/i },
  {
    weight: 4,
    pattern: new RegExp(
      String.raw`${RM}["']?(?:/var/(?:log|lib|spool|mail)|/etc/\w{2,20}|/boot/\S{1,20}|/home/\w{1,30}|~/\.\w{2,20}|/var/lib/(?:docker|mysql|postgresql))/?\*?["']?\s{0,3}(?:$|[;&|\n)])`,
      'i',
    ),
  },
  {
    weight: 5,
    pattern: new RegExp(
      String.raw`\bdd\b[^\n;|]{0,80}?\bif=/dev/(?:zero|u?random)\b[^\n;|]{0,80}?\bof=${DISK}|\bof=${DISK}[^\n;|]{0,80}?\bif=/dev/(?:zero|u?random)`,
      'i',
    ),
  },
  {
    weight: 4,
    pattern: new RegExp(
      String.raw`\bmkfs(?:\.\w{2,8})?\s[^\n;|]{0,40}?${DISK}|\bwipefs\s[^\n;|]{0,30}?${DISK}|\bshred\s[^\n;|]{0,40}?(?:${DISK}|/etc/|/var/log|/home|/boot)|\b(?:blkdiscard|hdparm\s{1,3}--security-erase)\s[^\n;|]{0,30}?${DISK}`,
    ),
  },
  {
    weight: 5,
    pattern: new RegExp(
      String.raw`(?:>|\btee\s{1,3})\s{0,3}${DISK}|\bmv\s{1,3}(?:/\*?|~/?\*?|/${SYSTEM_FOLDER}(?:/\*)?)\s{1,3}/dev/null|\bcat\s{1,3}/dev/(?:zero|u?random)\s{0,3}>\s{0,3}(?:/|~)`,
      'i',
    ),
  },
  {
    weight: 5,
    pattern:
      /([\w:.]{1,12})\s{0,3}\(\)\s{0,3}\{\s{0,3}\1\s{0,3}\|\s{0,3}\1\s{0,3}&|\bos\.fork\s?\(\s?\)[^]{0,40}while|while\s{0,3}(?:\(?1\)?|True|true)\s?:?[^]{0,20}\bos\.fork|\bperl\s{1,3}-e\s{1,3}["']\s{0,3}fork\s{1,3}while|%0\|%0/i,
  },
  {
    weight: 5,
    pattern: new RegExp(
      String.raw`\bch(?:mod|own|grp)\s{1,3}(?:-\w{1,6}\s{1,3}|--recursive\s{1,3}){1,3}\S{1,20}\s{1,3}["']?(?:/|/\*|/${SYSTEM_FOLDER})/?\*?["']?\s{0,3}(?:$|[;&|\n])|\bchmod\s{1,3}(?:0?777|a\+rwx|\+rwx|0?666)\s{1,3}/(?:etc/(?:passwd|shadow|sudoers)|\s|$|\*)`,
      'i',
    ),
  },
  {
    weight: 4,
    pattern:
      /\bchmod\s{1,3}(?:[ugoa]{0,3}\+\w{0,2}s\b|0?[467][0-7]{3}\s{1,3}\/(?:usr\/|s?bin|tmp|var|dev|opt|home))|\bsetcap\s{1,3}["']?(?:cap_(?:setuid|sys_admin|dac_\w{3,20}|sys_ptrace)|all)/i,
  },
  {
    weight: 4,
    pattern:
      /\bkill\s{1,3}-(?:9|KILL|SIGKILL)\s{1,3}-1\b|\bkillall5\b|\b(?:crypt|gpg|openssl\s{1,3}enc)\b[^\n]{0,80}\bfind\s{1,3}\/|\bfind\s{1,3}(?:\/|~)\s[^\n]{0,120}-exec\s{1,3}(?:shred|rm\s{1,3}-r?f|openssl|gpg)|\bfind\s{1,3}\/\s[^\n]{0,80}-delete\b/i,
  },
  {
    weight: 5,
    pattern:
      /\bformat\s{1,3}[a-z]:(?:\s|$)|\b(?:rd|rmdir)\s{1,3}(?:\/[sq]\s{1,3}){1,2}["']?(?:[a-z]:\\|%\w{4,20}%)|\bdel\s{1,3}(?:\/\w\s{1,3}){1,4}["']?(?:[a-z]:\\(?:\*|windows|users)|\*\.\*|%\w{4,20}%)|\bremove-item\b[^\n]{0,80}?(?:[a-z]:\\(?:windows|users)?\*?["']?\s{0,3}(?:-|$|;)|\$env:(?:systemroot|userprofile))/i,
  },
  {
    weight: 5,
    pattern:
      /\bvssadmin\b[^\n]{0,20}\bdelete\s{1,3}shadows|\bwmic\s{1,3}shadowcopy\s{1,3}delete|\bwbadmin\s{1,3}delete\b|\bbcdedit\b[^\n]{0,80}(?:recoveryenabled\s{1,3}no|ignoreallfailures|safeboot)|win32_shadowcopy|\bcipher\s{1,3}\/w:|\bfsutil\s{1,3}usn\s{1,3}deletejournal/i,
  },
  {
    weight: 4,
    pattern:
      /\bwevtutil(?:\.exe)?\s{1,3}(?:cl|clear-log)\b|\bclear-eventlog\b|\bremove-eventlog\b|\bunset\s{1,3}HISTFILE\b|\bHISTFILE=(?:\/dev\/null|["']{2})|\bHIST(?:FILE)?SIZE=0\b|\bhistory\s{1,3}-c\w?\b[^\n]{0,20}(?:;|&&|\|\|)|(?:;|&&)\s{0,3}history\s{1,3}-c|\b(?:rm|shred|ln|truncate|cat\s{1,3}\/dev\/null\s?>|unlink)\b[^\n;]{0,60}\.(?:bash|zsh|sh|python|mysql)_history|>\s{0,3}~\/\.(?:bash|zsh)_history|set\s{1,3}\+o\s{1,3}history/i,
  },
  {
    weight: 5,
    pattern:
      /(?:>\s{0,3}|\btruncate\s[^\n;]{0,20}|\bshred\s[^\n;]{0,20}|\brm\s{1,3}-\w{1,6}\s{1,3}|\bsed\s{1,3}-i[^\n;]{0,60})\/var\/log\/(?:auth|secure|syslog|messages|wtmp|btmp|lastlog|audit|utmp|faillog|\*)/i,
  },
  // Protection switched off.
  {
    weight: 5,
    pattern:
      /\bnetsh\s{1,3}(?:adv)?firewall\s{1,3}[^\n]{0,60}?(?:state\s{1,3}off|opmode\s{1,3}(?:mode\s?=\s?)?disable|disable)\b|\bset-mppreference\b[^\n]{0,80}-disable|\badd-mppreference\b[^\n]{0,60}-exclusion|\bset-netfirewallprofile\b[^\n]{0,80}-enabled\s{1,3}\$?false|disableantispyware|disablerealtimemonitoring|\bmpcmdrun(?:\.exe)?\b[^\n]{0,60}-removedefinitions/i,
  },
  {
    weight: 4,
    pattern:
      /\b(?:sc(?:\.exe)?\s{1,3}(?:stop|delete|config)|net\s{1,3}stop|stop-service|taskkill\b[^\n]{0,30}\/im|set-service)\s{1,3}["']?(?:-name\s{1,3})?(?:windefend|mpssvc|sense|wscsvc|wuauserv|eventlog|msmpeng|mcshield|sophos\w{0,20}|vss|securityhealth\w{0,12}|csfalcon\w{0,10})/i,
  },
  {
    weight: 4,
    pattern:
      /\bsetenforce\s{1,3}(?:0|permissive)\b|\bufw\s{1,3}(?:--force\s{1,3})?(?:disable|reset)\b|\biptables\s{1,3}(?:-F|--flush|-P\s{1,3}(?:INPUT|FORWARD)\s{1,3}ACCEPT)\b[^\n]{0,20}(?:;|&&|\n|$)|\b(?:systemctl\s{1,3}(?:--now\s{1,3})?(?:stop|disable|mask)(?:\s{1,3}--now)?|service)\s{1,3}(?:firewalld|ufw|auditd|apparmor|iptables|nftables|falcon-sensor|rsyslog|syslog|clamav\S{0,10}|fail2ban|wazuh\S{0,10}|osqueryd|mdatp|crowdstrike\S{0,12})\b(?!\s{1,3}(?:start|status|restart))|\b(?:pkill|killall)\s{1,3}(?:-\w{1,8}\s{1,3}){0,3}(?:auditd|falcon\S{0,10}|clamd|osqueryd|rsyslogd|mdatp|tanium\S{0,8})|\bcsrutil\s{1,3}disable|\bspctl\s{1,3}--master-disable|\bauditctl\s{1,3}-(?:D|e\s{1,3}0)\b|SELINUX=disabled/i,
  },
  // Ways to stay.
  {
    weight: 3,
    pattern:
      /\|\s{0,3}crontab\s{1,3}(?:-u\s{1,3}\w{1,20}\s{1,3})?-|\bcrontab\s{1,3}-?\s{0,3}<<|>{1,2}\s{0,3}\/(?:etc\/cron|var\/spool\/cron)/i,
  },
  {
    weight: 2,
    pattern:
      /(?:[*@\d/,]{1,5}\s){4}[*\d,/-]{1,5}\s[^\n]{0,200}(?:curl|wget|\/dev\/tcp|\bnc\b|base64|\/tmp\/|\/dev\/shm|\bsh\s{1,3}-i|python)|@reboot\s[^\n]{0,200}(?:curl|wget|\/tmp\/|\bnc\b|\.\/)/i,
  },
  {
    weight: 5,
    pattern:
      /(?:>{1,2}|\btee\s{1,3}(?:-a\s{1,3})?|\bcp\s[^\n]{1,80}\s|\bmv\s[^\n]{1,80}\s|-o\s{1,3}|-O\s{1,3})\s{0,3}["']?(?:[\w~/${}.-]{0,60}\/)?\.ssh\/authorized_keys/i,
  },
  {
    weight: 4,
    pattern:
      /(?:>{1,2}|\btee\s{1,3}(?:-a\s{1,3})?|\bsed\s{1,3}-i\s[^\n]{1,80}\s|\bcp\s[^\n]{1,60}\s)\s{0,3}["']?\/etc\/(?:passwd|shadow|sudoers|ld\.so\.preload|rc\.local|profile|pam\.d|init\.d|systemd\/system|crontab|cron\.\w{1,8}|update-motd\.d|inittab)/i,
  },
  {
    weight: 5,
    pattern:
      /\/etc\/ld\.so\.preload|NOPASSWD:\s?ALL[^\n]{0,40}(?:>|tee)|\buseradd\b[^\n]{0,80}\s(?:-ou?\s{0,2}-?u?\s{0,2}0|-u\s{1,3}0)\b|\busermod\b[^\n]{0,40}-u\s{1,3}0\b/i,
  },
  {
    weight: 2,
    pattern:
      /\bLD_PRELOAD=\/?(?:tmp|dev\/shm|var\/tmp|\.)|>{1,2}\s{0,3}(?:~|\$HOME|\/root|\/home\/\w{1,30})\/\.(?:bashrc|profile|bash_profile|zshrc|zprofile|config\/autostart\/\S{1,30})/i,
  },
  {
    weight: 4,
    pattern:
      /\bnet1?\s{1,3}user\s{1,3}\S{1,40}\s{1,3}\S{1,60}\s{1,3}\/add|\bnet1?\s{1,3}localgroup\s{1,3}["']?\w{3,40}["']?\s{1,3}\S{1,40}\s{1,3}\/add|\badd-localgroupmember\b[^\n]{0,60}administrators|\bnew-localuser\b/i,
  },
  {
    weight: 4,
    pattern:
      /\breg(?:\.exe)?\s{1,3}add\b[^\n]{0,160}(?:\\(?:run(?:once)?|winlogon|policies|image file execution options|lsa|userinit|appinit_dlls|terminal server|windows defender)\b|enablelua|fdenytsconnections|uselogoncredential)|\bset-itemproperty\b[^\n]{0,160}\\(?:run(?:once)?|winlogon|lsa)\b/i,
  },
  {
    weight: 3,
    pattern:
      /\bschtasks(?:\.exe)?\b[^\n]{0,40}\/create\b|\bregister-scheduledtask\b|\bsc(?:\.exe)?\s{1,3}create\b[^\n]{0,100}binpath|\bnew-service\b/i,
  },
  {
    weight: 2,
    pattern:
      /(?:\/tr|\/sc\s{1,3}(?:minute|onlogon|onstart|onidle)|binpath)\b[^\n]{0,160}(?:powershell|cmd|http|appdata|%temp%|\\temp\\|public|mshta|rundll32|\.vbs|\.ps1)/i,
  },
  {
    weight: 4,
    pattern:
      /\blaunchctl\s{1,3}(?:load|submit|bootstrap)\b[^\n]{0,80}(?:\/tmp|\/users\/shared|\.hidden|\/var\/tmp)|\\start menu\\programs\\startup\\|commandlineeventconsumer/i,
  },
  // Windows programs that fetch or run for somebody else.
  {
    weight: 4,
    pattern:
      /\bcertutil(?:\.exe)?\b[^\n]{0,60}[-/](?:urlcache|verifyctl|ping)\b|\bcertutil(?:\.exe)?\b[^\n]{0,30}[-/]decode\b|\bbitsadmin(?:\.exe)?\b[^\n]{0,60}\/(?:transfer|addfile|create)\b/i,
  },
  {
    weight: 5,
    pattern:
      /\bmshta(?:\.exe)?\s{1,3}["']?(?:https?:|javascript:|vbscript:|about:|\\\\|[\w:\\%.-]{1,60}\.(?:hta|sct))|\bregsvr32(?:\.exe)?\b[^\n]{0,80}(?:\/i:|scrobj|https?:|\\\\)|\brundll32(?:\.exe)?\b[^\n]{0,160}(?:javascript:|https?:|\\\\|comsvcs|minidump|shell32\.dll,(?:control_rundll|shellexec_rundll)|url\.dll|zipfldr|advpack|ieadvpack|pcwutl|setupapi|dfshim|davsetcookie|\\temp\\|appdata|\\public\\)/i,
  },
  {
    weight: 4,
    pattern:
      /\bwmic(?:\.exe)?\b[^\n]{0,120}(?:process\s{1,3}call\s{1,3}create|\/format:|os\s{1,3}get\s[^\n]{0,20}\/format)|\bmsiexec(?:\.exe)?\b[^\n]{0,60}(?:https?:|\\\\)|\b(?:cscript|wscript)(?:\.exe)?\b[^\n]{0,100}(?:https?:|\\temp\\|appdata|\\public\\|:\w{1,20}\.(?:js|vbs)\b|pubprn|slmgr)|\b(?:installutil|regasm|regsvcs|msbuild|csc)(?:\.exe)?\b[^\n]{0,100}(?:\\temp\\|\\public\\|appdata|\/logfile=|https?:|\\\\\d)|\b(?:cmstp|odbcconf|pcalua|forfiles|syncappvpublishingserver|presentationhost|hh|ieexec|infdefaultinstall|mavinject|msdeploy|msdt|dnscmd|diskshadow|esentutl|extexport|bash)\.exe\b[^\n]{0,100}(?:https?:|\/s\s|\/a\s|-a\s|\/c\s|regsvr|\\\\|ntds|inject)|\bcmd(?:\.exe)?\b[^\n]{0,20}\/c\b[^\n]{0,200}(?:\^[a-z]\^?[a-z]\^|%\w{1,20}:~\d)/i,
  },
  {
    weight: 5,
    pattern:
      /\bmimikatz\b|\bsekurlsa\b|\blsadump\b|\bkerberos::|\bprocdump\b[^\n]{0,60}lsass|\blsass\b[^\n]{0,40}(?:dump|\.dmp)|\bminidump\b[^\n]{0,60}\bfull\b|\bsecretsdump\b|\bhashdump\b|\blazagne\b|\bntdsutil\b[^\n]{0,80}(?:ifm|ac\s{1,3}i)|\breg(?:\.exe)?\s{1,3}save\s{1,3}["']?hk(?:lm|ey_local_machine)\\(?:sam|system|security)|invoke-(?:mimikatz|shellcode|kerberoast|reflectivepe\w{0,12}|dllinjection|powershelltcp|phant0m)|\bmeterpreter\b|\blinpeas\b|\bwinpeas\b|\bsharphound\b|\bpowerview\b|\brubeus\b|\bcobaltstrike\b|\bpwncat\b|\bweevely\b/i,
  },
  {
    weight: 5,
    pattern:
      /\bxmrig\b|\bminerd\b|\bstratum\+(?:tcp|ssl)|\bcpuminer\b|\bethminer\b|\bnbminer\b|\bt-rex\b[^\n]{0,40}-a\s|\bcryptonight\b|--donate-level|\bcoinhive\b|\bnicehash\b|\bminexmr\b|\bsupportxmr\b|\bnanopool\b/i,
  },
  {
    weight: 4,
    pattern:
      /\bdocker\s{1,3}run\b[^\n]{0,200}\s(?:-v|--volume|--mount)[\s=]{1,3}["']?(?:\/(?:etc|root|proc|sys|boot)?:|type=bind,s(?:ou)?rc(?:e)?=\/,)|\bdocker\s{1,3}run\b[^\n]{0,200}--pid[= ]host[^\n]{0,100}--privileged|\bdocker\s{1,3}run\b[^\n]{0,200}--privileged[^\n]{0,100}--pid[= ]host|\bnsenter\b[^\n]{0,60}(?:-t|--target)[= ]{1,2}1\b|release_agent|\/proc\/sys\/kernel\/core_pattern|\bchroot\s{1,3}\/(?:mnt|host|hostfs)\b[^\n]{0,40}(?:sh|bash)|\binsmod\s{1,3}(?:\/tmp|\.\/)|\b(?:curl|wget)\s[^\n]{0,200}\binsmod\b|\/proc\/sysrq-trigger/i,
  },
  { weight: 4, pattern: new RegExp(String.raw`${RM}["']?(?:\.\*|\*\s{1,3}\.\*)(?:\s|$)`, 'i') },
  {
    weight: 4,
    pattern:
      /\bsystemctl\b[^\n]{0,30}\b(?:enable|link|start)\s{1,3}\/(?:tmp|dev\/shm|var\/tmp)\/|\bchattr\s{1,3}\+i\s{1,3}(?:\/etc|\/bin|\/usr|~|\/root|\/var)|\blaunchctl\s{1,3}(?:unload|remove|bootout)\b[^\n]{0,80}(?:crowdstrike|falcon|sophos|sentinel|jamf|carbonblack|wdav|mdatp|littlesnitch)|>\s{0,3}\/(?:sys\/fs\/)?selinux\/enforce|\bhistory\s{1,3}-cw\b/i,
  },
  {
    weight: 4,
    pattern:
      /\bforfiles\b[^\n]{0,80}\/m\s{1,3}\w{1,20}\.exe|\bnltest(?:\.exe)?\s{1,3}\/d|\bcmdkey(?:\.exe)?\s{1,3}\/list|\bwhoami(?:\.exe)?\s{1,3}\/(?:priv|all|groups)|\bnet1?\s{1,3}group\s{1,3}["']?domain|\barpspoof\b|\bettercap\b|\bssh\s[^\n]{0,80}-\w{0,5}R\s{0,2}(?:\S{1,40}:)?\d{2,5}:(?:localhost|127\.0\.0\.1):(?:22|3389)\b|\bhttp\.server\b[^\n]{0,40}(?:--directory|-d)[= ](?:\/|~)(?:\s|$)/i,
  },
  {
    weight: 4,
    pattern:
      /\bhostpid["']?\s{0,2}:\s{0,2}true[^]{0,300}\bprivileged["']?\s{0,2}:\s{0,2}true|\bprivileged["']?\s{0,2}:\s{0,2}true[^]{0,300}\bhostpid["']?\s{0,2}:\s{0,2}true/i,
  },
];
