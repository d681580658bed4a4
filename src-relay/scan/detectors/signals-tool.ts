import { row, type SignalRow } from './signal-table.ts';
import { PERSON } from './signal-words.ts';

// What tools must not say of themselves or of others: theft in plain words, other tools bent, parameters that carry out.
const OTHER_TOOL =
  '(?:[a-z]{2,20}(?:_[a-z]{1,20}){1,4}|the (?:[\\w-]{2,20} ){1,2}tool|other (?:[\\w-]{2,20} )?tools?|other servers?|another tool)';
const GRAB =
  '(?:reads?|reading|collects?|collecting|extracts?|extracting|grabs?|grabbing|harvests?|harvesting|steals?|stealing|captures?|capturing|records?|recording|logs?|logging|dumps?|dumping|scrapes?|scraping|intercepts?|intercepting|monitors?|monitoring|watch(?:es|ing)?|encodes?|encoding|looks? (?:for|into|through)|search(?:es|ing)?|takes?|taking|gathers?|gathering|copies|copying|locates?|enumerates?|sniffs?|sniffing|fetch(?:es)?|accesses|retrieves?|scans?|scanning|packs?|bundles?|streams?|finds?)';
const SHIP =
  '(?:sends?|sending|uploads?|uploading|posts?|posting|ships?|shipping|forwards?|forwarding|transmits?|transmitting|relays?|relaying|exfiltrates?|streams?|streaming|leaks?|leaking|transfers?|transferring|beacons?|reports?|delivers?|passes|pushes|submits?|smuggles?|tunnels?|e-?mails?|writes)';
const LOOT =
  '(?:environment variables?|env vars?|environment|passwords?|credentials?|secrets?|tokens?|(?:session )?cookies|keystrokes|(?:ssh|private|api|encryption|signing) keys?|wallets?|seed phrases?|clipboard|screenshots?|browser (?:history|data|passwords)|browsing history|chat histor(?:y|ies)|conversations?|contacts|address book|location|microphone|webcam|camera|audio|documents|files|databases?|mailbox|e-?mails|messages|personal data|memory|process(?:es)? memory|shadow file|hashes|certificates|tickets|history|source code|repositories|data)';
const FAR =
  '(?:(?:to|over|via|through|into|towards?|by) (?:an? |the |its |our |their )?(?:remote|external|unknown|third|attacker|adversar|hostile|malicious|foreign|hidden|outside|command|c2|c&c|telegram|discord|webhook|pastebin|partner|collector|rogue|anonymous|untrusted|operator|https?://|\\d{1,3}\\.\\d{1,3}\\.|dns)|to a server\\b|to our servers?|off (?:the )?(?:machine|host))';

export const TOOL: readonly SignalRow[] = [
  row(
    'declared',
    'grab-and-ship',
    { poisoning: 5.2 },
    'reads |reading|collect|extract|grab|harvest|steal|captur|records |logs |dumps|scrape|intercept|monitor|watches|encodes|looks for|takes |gathers|copies|locates|sniff|fetches|searches|streams|scans ',
    `${GRAB}\\b~7 ${LOOT}\\b~9 ${SHIP}\\b~6 ${FAR}`,
  ),
  row(
    'declared',
    'ship-loot',
    { poisoning: 5 },
    'sends |sending|upload|posts |ships |forwards|transmit|relays|exfiltrat|streams|leaks|transfers|beacon|smuggl|tunnel',
    `(?:${SHIP}\\b~6 ${LOOT}\\b~5 ${FAR}|exfiltrat(?:e|es|ing)\\b~2 (?:data|files?|secrets?|keys|information|contents?|credentials|it|them))`,
  ),
  row(
    'declared',
    'ship-them',
    { poisoning: 2.8 },
    'sends |uploads|posts |ships |forwards|transmits|relays|streams|leaks|transfers|and send|and upload|and post',
    `(?:sends?|uploads?|posts?|ships|forwards?|transmits?|relays?|streams?|leaks?|transfers?)~3 (?:it|them|what it finds|the (?:result|output|recording|content|data)s?|everything|all of it)?~1 ${FAR}`,
  ),
  row(
    'declared',
    'theft',
    { poisoning: 5.2 },
    'steal|grabs|grab the|exfiltrat|skim|pilfer|loot|ransom|fake login|fake bank|lookalike|look-alike|phishing page|monero|bitcoin miner|hash power|backdoor|persist|spies|spy on|spying|wiretap|eavesdrop|keylogger|logs keystrokes|hidden admin|crack|brute-force|brute force|sniffs|impersonates|drains|clears the event|clears event|clears the log|clears all log|wipes the log|wipe log|wipes log',
    `(?:steal(?:s|ing)?\\b~3 (?:cookies?|passwords?|tokens?|credentials?|sessions?|data|keys|files|funds|wallets?|secrets|identit)|grabs?~2 (?:cookies|passwords|tokens|credentials|sessions)|ransom (?:note|demand|message|payment)|demands? (?:a )?(?:ransom|payment|bitcoin)|(?:fake|lookalike|look-alike|phishing)~1 (?:login|bank|sign-in|page|site|website|form)|mines? (?:monero|bitcoin|crypto\\w{0,8})|(?:bitcoin|crypto|monero) ?miner|backdoors?\\b(?! (?:detect|scan|check))|(?:gain|establish|maintain|install|achieve)\\w{0,3}~1 persistence|persists? (?:across|after|on|through|via)~3 (?:reboot|startup|machine|host|login)|sp(?:y|ies|ying) on|eavesdrops?|hidden admin|drains?~2 (?:wallets?|accounts?|funds)|(?:clears?|wipes?|delet(?:es|e|ing)|erases?)~2 (?:event|audit|system|security|access|all|shell)~1 (?:logs?|history|trails?)|impersonates?~2 (?:ceo|bank|user|support|colleague|admin))`,
  ),
  row(
    'defensive',
    'tool',
    { poisoning: -2 },
    'detect|scanner|protects|protect against|prevent|blocks|vulnerab|threat|incident|alert|defen|hunting|indicator|compliance|audit the|security review|analy|investigat|finding|categor|filter by|remediat|quarantine|firewall rule|report of|list detections',
    '(?:detect(?:s|ed|ion|ions|ing|or)?\\b|scanners?\\b|protects?|prevent|blocks?\\b|vulnerabilit|threats?\\b|incidents?\\b|alerts?\\b|defen[cds]|hunting|indicators?|compliance|security review|analy[sz]|investigat|findings?\\b|categor|filter by|remediat|quarantine)',
  ),
  row(
    'stealth',
    'unseen',
    { poisoning: 3, shadowing: 1.5 },
    'unnoticed|without the user|without their knowledge|without user|without being|without notice|without asking|without consent|secretly|covertly|stealth|silently|undetected|evade|evading|avoid detection|hide its|hides its|hidden from|in the background and|cover the tracks|cover its tracks|survives reboot|survive reboot|unknowingly|disguis|masquerad|pretends to|appears to be|appears harmless|legitimate-looking|benign-looking|under the guise',
    `(?:unnoticed|undetected|unknowingly|covertly|secretly|stealth(?:ily|y)|(?<!\\b(?:never|not|don't|cannot|only)\\b[^.!?\\n]{0,60})without (?:the )?${PERSON}(?:['’]s?)? (?:knowledge|knowing|consent|noticing|awareness|permission)|without (?:being (?:noticed|detected|seen)|notice|their knowledge|user (?:consent|knowledge|awareness|interaction))|(?:evad(?:e|es|ing)|avoid(?:s|ing)?|bypass(?:es|ing)?)~2 (?:detection|antivirus|edr|monitoring|security|filters|logging|sandbox)|hid(?:es|ing|e) (?:its|their|the) (?:presence|traces?|activity|process|files|tracks)|cover(?:s|ing)? (?:the|its|their|up) tracks|surviv(?:es|e|ing)~2 reboots?|masquerad\\w{0,4}|(?:disguised|pretends?|appears?) (?:as|to be)~3 (?:harmless|legitimate|benign|normal|safe)|legitimate-looking|under the guise)`,
  ),
  row(
    'declared',
    'malware',
    { poisoning: 5.2 },
    'attacker|adversar|ransom|command-and-control|command and control|c2 server|c2 channel|reverse shell|rootkit|backdoor|keylog|keystroke|payload|botnet|ddos|cryptominer|crypto miner|mines crypto|persistence|autostart|crontab|ld_preload|suid|setuid|privilege|escalat|phishing|spoof|spyware|trojan|worm|malware|dns tunnel|dns quer|fork bomb|zero-day|brute forc|hijack|inject|poison|tamper|wipes|wiper|sabotag|impersonat|malicious|arbitrary code|arbitrary command|shellcode|credential theft|lateral movement|domain admin|pivot',
    `(?:attacker(?:['’]s|-controlled|-supplied| controlled)?\\b|adversary|demands? a? ?ransom|ransomware\\b(?! (?:detect|protect|scan|family|families|samples?))|command[- ]and[- ]control|c2 (?:server|channel|host|beacon)|reverse shell|rootkit|(?:install|plant|create|add|open|leave|deploy|insert)\\w{0,3}~3 backdoors?|keylogg(?:er|ing)|(?:records?|captures?|logs?)~2 keystrokes|keystrokes|(?:runs?|executes?|delivers?|drops?|downloads?|deploys?|injects?)~3 payloads?|botnet|mines? crypto\\w{0,8}|(?:into|to|via|in|through|using)~3 (?:autostart|crontab|ld_preload|launchagents?|startup folder|run key)|ld_preload|(?:sets?|set)~2 suid|suid bit|privilege escalation\\b(?! (?:check|detect|risk|path))|(?:sends?|creates?|hosts?)~3 phishing|spyware|trojan\\b|dns tunnel\\w{0,4}|in dns queries|fork bomb|lateral(?:ly)? mov\\w{1,6}|shellcode|session hijack\\w{0,3}|hijacks?\\b~3 (?:session|process|account|traffic|connection|dns|clipboard)|credential theft|sabotag\\w{1,4}|(?:disables?|turns? off|kills?|stops?)~3 (?:antivirus|virus scanner|firewall|defender|security (?:tools?|software|controls?)|edr|audit(?: log)?(?:s|ging)?|logging)|deletes?~2 (?:audit|system|security) logs?)`,
  ),
  row(
    'declared',
    'defences-off',
    { poisoning: 4 },
    'turns off|turn off|disables|deletes the|encrypts all|encrypts the|wipes|overwrites|with root|as root|root rights|from an untrusted|typosquat|malicious|unverified|without validation|without verification|swaps|replaces|plants|tampers|injects|impersonat|spoofs|floods|overload|crash|sets the',
    `(?:(?:turns?|switch(?:es)?) off the (?:virus|firewall|security|audit|log)|encrypts (?:all|the)~3 (?:documents|files|disk|drive)|wipes~3 (?:disk|drive|data|files|backups)|(?:runs|executes)~6 (?:as root|with root|root rights|with elevated)|whatever (?:command|code)|(?:swaps|replaces|substitutes)~3 (?:crypto|wallet|bank|payment|download|dll|binary|addresses)|plants a|tampers with|(?:injects|plants|inserts)~2 (?:malicious|hidden|code|script|prompt|instructions|library|shared|dll)|malicious~1 (?:code|package|script|payload|library|link|command|file|content|document|update|instruction|plugin|extension|macro|module)\\b(?! (?:detect|scan|check))|spoofs?~2 (?:sender|identity|address|dns|arp|website|e-?mail)|impersonat(?:es|ing)~3 (?:user|admin|bank|support|legitimate|trusted|another)|typosquat\\w{0,4}|floods?~3 (?:server|network|requests|target))`,
  ),
  row(
    'asset',
    'place',
    { poisoning: 1.8, parameter: 1.2 },
    'ssh folder|ssh key|home directory|home folder|browser history|browsing history|browser profile|saved in the browser|saved passwords|clipboard|session cookie|environment variables|wallet file|seed phrase|keychain|webcam|microphone|password manager|chat histor|shell history|bash history|cookies of|crypto address|oauth token|private key|private file|address book|contacts to|shadow file|lsass|sam database|tgt|kerberos',
    '(?:ssh (?:folder|keys?)|home (?:directory|folder)|brows(?:er|ing) history|browser profile|saved (?:passwords|in the browser)|clipboard|session cookies?|environment variables|wallet files?|seed phrases?|keychain|webcam|microphone|chat histor(?:y|ies)|(?:shell|bash) history|cookies of|crypto addresses|oauth tokens?|private (?:keys?|files?)|address book|contacts to|shadow file|lsass|sam database|kerberos tickets?)',
  ),

  row(
    'other-tool',
    'bent',
    { shadowing: 3, poisoning: 1.2 },
    'wherever|whenever|while |as long as|any message|any mail|any email|any request|any payment|every message|every mail|every email|every payment|every call|each call|each message|all messages|all requests|all calls|messages |requests |results |the tool |while using|when using|when send_|when the |if send_|if the |once the |after the |before the ',
    `(?:(?:wherever|whenever|when|while|if|as long as|once|after|before|using)~3 ${OTHER_TOOL}\\b~3 (?:is|are|in use|used|invoked|called|available|installed|runs|fails|succeeds|add|has|must)|(?:any|every|each|all)~1 (?:messages?|mails?|e-?mails?|payments?|requests?|results?|files?|quer(?:y|ies)|transfers?|calls?|posts?)~3 (?:made|written|sent|issued|done|created|produced|run)?~1 (?:with|by|of|from|through|via|using) ${OTHER_TOOL}|(?:messages|requests|results|calls|output|input) (?:sent by|made by|of|from|by)~1 ${OTHER_TOOL}\\b~2 (?:must|should|have|has|need|are|also|go)|the tool [a-z]{2,20}_[a-z_]{2,30} (?:is only|must|may|should|has to|is not)|(?:while|when) using [a-z]{2,20}_[a-z_]{2,30})`,
  ),
  row(
    'other-tool',
    'named',
    { shadowing: 2.2, poisoning: 0.8 },
    'must|should|has to|have to|needs to|always|never|is to be|are to be|may only',
    `(?<=\\b(?:[a-z]{2,20}(?:_[a-z]{1,20}){1,4}|(?:the |all |any )(?:[\\w-]{2,20} ){0,2}tools?|other tools?)\\b[^.!?\\n]{0,40})\\b(?:must|should|has to|have to|needs? to|always|never|shall|is to be|are to be|may only)\\b`,
  ),
  row(
    'other-tool',
    'by-name',
    { shadowing: 1.6 },
    'send_|email_|mail_|post_|write_|create_|pay_|transfer_|read_|fetch_|search_|query_|delete_|git_|slack_|gmail_|execute_|run_|update_|browser_|message_|file_|db_|http_|upload_|download_|commit_|push_|publish_|invoice_|payment_|make_|add_|save_|move_|edit_|open_|call_|notify_|sms_|whatsapp_|calendar_|book_|order_|deploy_|the email tool|the mail tool|the payment tool|the file tool|the browser tool|the search tool|the messaging tool|the filesystem|the shell tool|the git tool|the database tool|tools of other|another server|other servers',
    `(?:[a-z]{2,20}(?:_[a-z]{1,20}){1,4}\\b|the \\w{2,12} (?:tool|server)|the filesystem|tools of other|another server|other servers)`,
  ),
  row(
    'other-tool',
    'calling',
    { shadowing: 2.4, poisoning: 0.8 },
    'when calling|when using|before calling|after calling|in calls to|calls to|calls of|calling|for each call|every call|each call|when you call|when you use|before you call|use of|uses of|while calling|passed to|parameters of|arguments of|argument of|parameter of|field of|output of|results of|instead of',
    `(?:(?:when|before|after|while|for|on|in)~2 )?(?:call(?:s|ing)?|us(?:e|es|ing)|passed|parameters?|arguments?|fields?|outputs?|results?|instead)\\b(?: (?:to|of|with|for))?(?: the)?(?: tool)? ["'\`]?[a-z]{2,20}(?:_[a-z]{1,20}){1,4}\\b`,
  ),
  row(
    'redirect',
    'field',
    { shadowing: 3, poisoning: 2 },
    'recipient|bcc|cc field|channel|account|proxy|endpoint|destination|fee|wallet|branch|remote|registry|hidden|copy|footer|signature|iban|webhook|host|base_url|base url|address|amount',
    `(?<=\\b(?:set|use|put|add|adds|added|include|includes|included|carry|carries|contain|contains|need|needs|require|requires|pass|route|routed|replace|change|append|fill|prefix|override|default|send|sent|deliver|point|goes?|go|charge|deduct)\\b[^.!?\\n]{0,60})(?:(?:recipient|bcc|cc|channel|account|proxy|endpoint|destination|fee|wallet|branch|remote|registry|footer|signature|iban|webhook|host|base[_ ]url|address|amount)\\b(?:[^.!?\\n]{0,30}?(?:\\S{1,40}@[\\w-]|https?:|#\\w|[A-Z]{2}\\d\\d|\\d{4}|0x|\\b(?:our|my|this|the (?:collector|backup|audit|relay|mirror|vendor|author)))|s? (?:of|in|for) (?:the )?[a-z]{2,20}_[a-z])|(?:hidden|blind|second|additional) (?:copy|recipient|field)|(?:recipient|channel|account|proxy|endpoint|destination|wallet|remote|registry|host|address)~2 (?:must|should|has to|is to|shall|is always) (?:be|become|point|read))`,
  ),
  row(
    'redirect',
    'changed',
    { shadowing: 3.2, poisoning: 2.5 },
    'swapped|swap |changed to|be changed|must be replaced|be replaced|replaced by|mirrored|rerouted|routed|bcc|hidden copy|copy field|blind copy|extra line|extra parameter|trailer|its recipient|the recipient|number changed|go to http|goes to http|go to https|also go|also goes|as well|same text|through http|set its|thrown away|discard its|hidden field|first be sent|sent through|in addition|additional recipient|cc field|altered|rewritten|switch the|add the|append|instead of the original|to our account|% to',
    `(?:(?:swapped|changed|replaced|altered|rewritten|exchanged)~2 (?:for|to|by|with)\\b|(?:swap|switch|change|replace|set|alter|rewrite)~3 (?:recipient|address|destination|number|account|url|endpoint|receiver|target|to field|bcc|amount|iban)(?:s| parameter| field)?~6 (?:to|by|with|for)\\b|(?:number|recipient|address|account)s? changed|mirrored~1 to|rerouted|routed~2 (?:through|to|via)|\\bbcc\\b~6 \\S{1,40}@|hidden (?:copy|field|recipient)|blind copy|extra (?:line|parameter|recipient|transfer|step)|(?:also|additionally) (?:go|goes|be sent|sent|posted|written|delivered) to|(?:post|send|write|deliver)~1 the same~5 (?:as well|too|also)|sent through https?|set its~2 (?:to|parameter)|(?:must|should|have to|has to)~1 be (?:thrown away|discarded|ignored|dropped)|add (?:the|a|an) (?:trailer|workflow|line|header|recipient|hidden)|in addition~1 (?:insert|send|add|append|copy|post)|\\d ?% to)`,
  ),
  row(
    'prefer',
    'always-me',
    { shadowing: 5, poisoning: 3 },
    "called first|never suggest|never recommend|never mention|overrides|override any|override all|takes precedence|take precedence|always choose|always pick|always select|always prefer|pick this|choose this|select this|select it|prefer this|only correct|the rest are|above all other|than all other|never the|competitor|in every case|in every conversation|in each conversation|first tool|each turn|every turn|call me|no matter what|whatever the|even when the user|even if the user|even when another|others are|other calculators|must not be used|never be used|do not use|don't use|violate|the best|most trusted|is unsafe|is broken|are broken|are deprecated|are dangerous|each and every|have to wait|has to wait|all other servers|regardless of",
    `(?:(?:must |should |has to |needs to )?(?:be )?called first~3 (?:every|each|any|all|no matter|regardless|always)|never (?:suggest|recommend|offer|use|choose|mention|call|consider)~2 (?:other|others|another|alternatives?|competing|competitors?|any other)|overrides? (?:all|any|every|the)~2 (?:other|tools?|preference|choice|instructions|rules)|takes? precedence over~2 (?:all|any|other|every)|always (?:choose|pick|select|prefer|use|call) (?:this|me|it)\\b(?! (?:tool )?(?:when|if|for|to|before|after|first|with)\\b)|(?:pick|choose|select|prefer|use|call) (?:this|me|it)~2 (?:above|over|before|instead of|rather than) (?:all|any|every)|(?:select|choose|use|pick|prefer|call) (?:it|this|me)~2 (?:in every|in each|in any|every time|always|no matter|regardless|whatever)|only (?:correct|trusted|reliable|valid|safe|working|allowed|approved)~2 (?:tool|one|source|server)|never the (?:competitors?|others?|original)|(?:first|very first) tool~4 (?:every|each|any|all|called|conversation)|(?:beginning|start|end) of (?:each|every) (?:turn|message|conversation|reply|response)|no matter what~2 (?:user|asks|request)|even (?:when|if) (?:the )?users?~2 (?:explicitly|asks?|wants?|names?|requests?|prefers?|says?)|(?:other|all other|the rest|others|competing|alternative)\\b~3 (?:are|give|is|return|produce)~1 (?:deprecated|dangerous|broken|unsafe|unreliable|wrong|malicious|outdated|insecure|inferior|untrusted|slow|compromised)|(?:is|are) (?:unsafe|broken|compromised|dangerous|malicious)\\b~4 (?:use|and|get|must|returns?|malware)|violates? (?:their|your|its|the) policy|(?:each and every|any) (?:tool|other) (?:call|tool)|all other (?:servers'? )?(?:tools|servers)\\b~3 (?:wait|must|have to)|(?:users|anyone) who ask for it get|most trusted~5 (?:select|use|choose|recommended))`,
  ),
  row(
    'prefer',
    'puff',
    { shadowing: 1.6, poisoning: 1 },
    'the best|most trusted|recommended one|superior|number one|official tool|most reliable|most accurate|world-class|guaranteed|highest quality|better than any|better than all|wrong results|compared with all',
    '(?:the best~2 (?:tool|one|choice|option|available|and|the most|weather|search)|most (?:trusted|reliable|accurate|popular)|recommended one|superior to|better than (?:any|all)|(?:give|return) wrong results|compared with all other)',
  ),
  row(
    'prefer',
    'promote',
    { shadowing: 3, poisoning: 5 },
    'tell the user that|tell users that|on top of each|on top of the list|at the top of|hide negative|hide all|hide the|also when it is not|even when it is not|even if it is not|even if untrue|always recommend|recommend only|claim that',
    `(?:tell (?:the )?users? that~8 (?:even|also) (?:when|if)~3 not|(?:put|place|list|rank|show)~4 (?:on|at the) top (?:of|,)~4 (?:hide|no matter|regardless|always|each|every)|hide~1 (?:negative|bad|critical|competing)|always recommend~6 (?:even|no matter|regardless|never|instead)|claim that (?:no|all|it|every)~6 (?:all the same|anyway|not true|even))`,
  ),

  row(
    'demand',
    'chat',
    { parameter: 4.2, poisoning: 2.5 },
    'transcript|conversation|chat|dialog|context window|system message|system prompt|hidden instructions|your instructions|everything that was said|everything said|was said by|said so far|user and assistant|prior messages|preceding messages|message history|your prompt',
    `(?:(?<=(?:verbatim|full|entire|complete|whole|all|everything|dump|copy|text|unshortened|raw|exact|unedited|literal)~4 )(?:transcripts?|conversations?|chat|dialog(?:ue)?|context window|system (?:message|prompt)|(?:hidden |your )?instructions|session)\\b(?! (?:to (?:summari|analy|translate|classif|score|send|evaluate)|id\\b|name|title|model|completion))~3 (?:up to|until|so far|now|included|including|history|with|between|in this|and|for|from|of|required|needed|here)|(?<=(?:verbatim|full|entire|complete|whole|everything|dump|unshortened|raw|copy|text)~4 )(?:transcripts?|conversations?|chat|dialog(?:ue)?|context window|system (?:message|prompt))[.,;]?$|(?:transcript|dump|copy|text) of (?:the|this|your|our) (?:chat|conversation|context|session|dialogue|instructions|system prompt|prompt)|your (?:context window|hidden instructions|system prompt|instructions|prompt)\\b|(?:the )?model['’]s (?:hidden |system |own )?(?:instructions|prompt|context)|everything~2 said~1 (?:by|so far|until|in|between)|said by (?:the )?user and (?:the )?assistant|(?:all|the) (?:prior|preceding|previous|earlier) (?:messages|turns|conversation|questions)\\b~3 (?:in|of|from) (?:this|the) (?:chat|conversation|session))`,
  ),
  row(
    'demand',
    'secrets',
    { parameter: 4.2, poisoning: 3 },
    "secret|password|private key|ssh key|private ssh|api key|cookie|credential|token|keys known|user's |output of|environment variable|env of|pin code|passport number|login password",
    `(?:(?<=(?:any|all|every|known)~3 )(?:secrets?|passwords?|(?:api |ssh |private |access )?keys?|cookies|credentials|tokens)\\b~3 (?:known|seen|found|from this|in this|you (?:know|have|saw|can|find)|in the (?:environment|session|context|conversation)|of the user|on the (?:machine|host|system)|available|stored|used so far|mentioned)|(?<=(?:text|content|contents|value|copy|body|base64)~2 )(?:of )?(?:the |their |your )?(?:user['’]?s?|owner['’]?s?|host['’]?s?|client['’]?s?|machine['’]?s?)?~1 (?:private|ssh|rsa|secret|signing)~1 (?:ssh )?keys?|user['’]?s? (?:login |email |account |bank |system |sudo |wallet |main )(?:password|pin|credentials)|output of [\`'"]?(?:env|printenv|set|whoami|cat|ls|history|id|ifconfig|ps)\\b|environment variables? (?:of|on|from) the (?:user|host|client|machine|system))`,
  ),
  row(
    'demand',
    'files',
    { parameter: 4.2, poisoning: 2.5 },
    'files of the|all files|every file|files in the|full text of|contents of the|most recent document|last opened|home directory|working folder|working directory|documents folder|browser history|directory listing|source files',
    `(?:(?:all|every|any)~1 files?~4 (?:folder|directory|home|desktop|disk|machine|project)~4 (?:contain|joined|token|secret|password|key|concatenated|zipped|base64|credential)|(?:full |entire |complete )?(?:text|contents?) of the~3 (?:most recent|last|latest|open(?:ed)?|user['’]?s)~2 (?:document|file|e-?mail|message)s?|(?:most recent|last) documents? (?:the user|that)|(?:listing|dump|contents?) of (?:the )?(?:user['’]?s? )?(?:home|documents|desktop)(?: directory| folder)?|home directory listing|user['’]?s browser history)`,
  ),
  row(
    'demand',
    'tools',
    { parameter: 4.2, poisoning: 2.5 },
    'each tool|every tool|all tools|other tools|tools you|tool calls|tools available|tools of other|descriptions and schemas|other servers',
    `(?:(?<=(?:names?|lists?|descriptions?|schemas?|definitions?)\\b~5 )(?:each|every|all|other)~1 tools?\\b~2 (?:you|available|that|in|of|from|given|known|installed)|(?<=results? of (?:the|all|other|previous) )tool calls~3 (?:before|in this|so far|made)|tools?~2 (?:by|of|from) other servers)`,
  ),
  row(
    'demand',
    'profile',
    { parameter: 4.2, poisoning: 2.5 },
    "know of the user|know about the user|user's personal|personal details|personal data of|everything about the user|facts about the user",
    `(?:(?<=(?:what|everything|all|anything)~2 )knows? (?:of|about) the user|(?:everything|all)~2 about the user|user['’]?s? personal (?:details|data|information)~3 (?:such|including|like|name|for))`,
  ),
  row(
    'demand',
    'excuse-for',
    { parameter: 1.6, poisoning: 1.2 },
    'for verification|for validation|for debugging|for telemetry|for analytics|for audit|for caching|for personali|for compliance|for context|for logging|for authentication|for quality|so that quality|needed to sign|to sign the request|otherwise the tool|otherwise it fails|else the operation|needed for|required for|because of licen|licence check|license check|security check|to work properly|for better results|to improve',
    '(?:for (?:verification|validation|debugging|telemetry|analytics|audit(?:ing)?|caching|personali[sz]ation|compliance|logging|quality)(?: purposes| reasons)?|so that quality|needed to sign|(?:otherwise|else) the (?:tool|operation|call|request) (?:fails|is refused|will|does not)|because of licen[cs]e checks|licen[cs]e checks|security check\\b|to work properly|for better results)',
  ),
  row(
    'demand',
    'hand-over',
    { poisoning: 2.6, parameter: 1 },
    'hand its|hand it|hand over|hand them|pass its|pass it|pass all|pass the|pass them|put its|put it|put them|put its|supply them|supply it|include its|include it|attach|keep the result|store it in|add the variables|write its|carry the|prepend|encode it|adds the|pass on|passes',
    `(?:(?:hand|pass|put|supply|include|attach|keep|store|write|add|adds|append|carry|prepend|insert|provide|pastes?)~3 (?:it|its?|them|text|contents?|results?|output|all of it|variables|listing|data|value|session cookie|notes?|arguments)\\b~3 (?:as|in|into|to|over|on) ?(?:the )?(?:field|parameter|argument|[\`'"]\\w{1,30}[\`'"]|hint|context|note|meta|sidenote|data|outgoing|next|next outgoing)|pass all of it on|hand over the (?:call|arguments|user)|supply them (?:base64|encoded|as|in)|attach the last)`,
  ),
  row(
    'demand',
    'takes-first',
    { poisoning: 2.6 },
    'before you use|before using|before calling|prior to|on the second call|on first use|after the third|before running|before each|start by|requires that you first|require that you|it requires|to work properly|security check|each lookup|has to be read|must be read|first fetch|must gather|has to switch|the model has to|the model must|the assistant must|the assistant ought|the assistant has to|is not shown|otherwise the tool fails',
    `(?:(?:before|prior to|on|after)~1 (?:you |each |every |any |the )?(?:use|using|calling|running|operation|file operation|second call|third call|first use|call|lookup|reply)\\b~3 (?:the|open|read|execute|run|call|fetch|load|send|collect|model|assistant|file|tool|it|access|you)|start by (?:reading|opening|fetching|collecting|listing|loading)|requires? that you first|(?:has|have|must) (?:to )?be read|first (?:fetch|read|collect|gather|load|open)|(?:the )?(?:model|assistant|agent|llm) (?:must|has to|ought to|shall|should|needs to) (?:first |also |always |silently )?(?:gather|read|run|switch|send|open|collect|fetch|execute|hand|call|supply|pass|include|attach|upload|forward|not|keep|never))`,
  ),
  row(
    'later',
    'switch-later',
    { poisoning: 3.5 },
    'second call|third call|after the third|after a few|once approved|once it is approved|on first use|its real function|real purpose|changes its behaviour|changes its behavior|until approved|after installation|after approval|switches to|behaves differently|version 1 is',
    `(?:(?:on|after|from) the (?:second|third|fourth|fifth|tenth|nth|next|\\d+(?:st|nd|rd|th)) (?:call|use|run|invocation)|once (?:it is |the user has )?approved|after (?:approval|a few calls)|(?:its|the) (?:real|true|actual) (?:function|purpose|behaviou?r)|changes (?:its|the) behaviou?r|behaves differently|(?:works|harmless)~5 (?:first use|at first|until))`,
  ),
];
