import { ORDER, row, type SignalRow } from './signal-table.ts';

// What is to be kept from the person, what is to be done, to which valuable thing, and where it is to go.
const TELL =
  '(?:tell|mention|inform|notify|reveal|alert|disclose|acknowledge|report|show|explain|ask|say|let|warn|discuss|bring (?:this )?up|display|log|expose)';
const PERSON =
  '(?:users?|humans?|anyone|anybody|them|him|her|customer|owner|operator|people|this|it|that|about|these|the fact|your)';
const PRIVATE =
  '(?:system prompt|instructions?|prompt|passwords?|secrets?|credentials?|api[ _-]?keys?|tokens?|private keys?|keys?|conversation|chat|history|messages|notes|emails?|files?|contents?|contacts|environment|env|memory|context|ssh|database|records?|documents?|details|data|information|list|log|payment|card|account|address|schedule|location|photos?|pictures?)';

export const ACTION: readonly SignalRow[] = [
  row(
    'conceal',
    'not-tell',
    { injection: 3.5, poisoning: 3, parameter: 1.5, shadowing: 2.5 },
    "not tell|not mention|not inform|not notify|not reveal|not alert|not disclose|do not |don't |never |must not |should not |without |not to |dont ",
    `(?:do not|don'?t|never|must not|should not|not to|not)~1 (?:tell|inform|notify|alert|warn|let|ask) (?:the |any )?(?:users?|humans?|anyone|anybody|them|him|her|customer|owner|operator|people|me)\\b(?! (?:which|whether|how|why|what|where|if they))|(?:do not|don'?t|never|must not|should not)~1 (?:mention|reveal|disclose|acknowledge|explain|report|discuss|say|bring)~3 (?:this|it|that you|the fact|about|to the user|these|anything|the user|step)\\b|(?<!\\b(?:never|not|don't|cannot|only)\\b[^.!?\\n]{0,60})without~1 (?:the )?(?:user'?s?|telling|notifying|informing|asking|mentioning|alerting|their|anyone|revealing|any) (?:the )?(?:knowledge|user|consent|human|anyone|confirmation|approval|permission|noticing|knowing|this|it|them|notice|being|awareness)`,
  ),
  row(
    'conceal',
    'not-about',
    { injection: 2, poisoning: 1.5, parameter: 1, shadowing: 2 },
    "do not |don't |never |no need to ",
    `(?:do not|don'?t|never|no need to)~2 ${TELL}~3 ${PERSON}\\b`,
  ),
  row(
    'conceal',
    'quiet',
    { injection: 2, poisoning: 2.5, parameter: 1.5, shadowing: 2 },
    'silently|secretly|covertly|discreetly|quietly|in the background|stealthily|surreptitiously|invisibly',
    '(?:silently|secretly|covertly|discreetly|quietly|stealthily|surreptitiously|invisibly|in the background)~2 (?:send|read|upload|forward|copy|include|call|run|execute|add|append|attach|post|collect|transmit|exfiltrate|email|log|record|insert|delete|fetch|share|pass|change|use)',
  ),
  row(
    'conceal',
    'not-tell-that',
    { injection: 4, poisoning: 5 },
    "do not |don't |never |must not |should not ",
    "(?:do not|don't|never|must not|should not)~1 (?:tell|inform|notify|alert|warn) the user (?:when|that|about|of) (?:this|you|it|the (?:call|step|file|action|change|recipient|tool))\\b",
  ),
  row(
    'conceal',
    'keep',
    { injection: 3, poisoning: 3, shadowing: 2 },
    'keep this|keep it|keep that|must not know|should not know|need not know|not be aware|does not need to know|must remain|hide this|hide the|hidden from|stay hidden|between us|kept secret|not visible to|not be visible',
    '(?:keep (?:this|it|that)~1 (?:secret|hidden|confidential|private|between|quiet|invisible|to yourself)|(?:must|should|need|does|do) not (?:need to )?(?:know|be aware|see|notice)|must remain (?:secret|hidden|confidential|invisible)|hide (?:this|the)~3 (?:from|step|action|instruction)|hidden from~1 users?|between us|kept secret|not (?:be )?visible to~1 user)',
  ),

  row(
    'direct',
    'modal',
    { injection: 1.5, poisoning: 0.5 },
    'you must|you should|you need to|you have to|you are required|you are instructed|make sure to|be sure to|your task is|your job is|your goal is|you are to|you will |you shall|it is essential that you|it is crucial that you|remember to',
    '(?:you (?:must|should|need to|have to|are required|are instructed|shall|will|are to)|make sure to|be sure to|your (?:task|job|goal) is|it is (?:essential|crucial) that you|remember to)',
  ),
  row(
    'direct',
    'user-asks',
    { injection: 1.5, poisoning: 2.5, shadowing: 1 },
    'whenever|every time|each time|when the user|after every|before every|before each|after each|before any|for every|always first',
    '(?:whenever~5 (?:user|you|ask|call|use|tool|respond|answer)|(?:every|each) time~4 (?:user|you|tool|message|call|used)|when the user (?:asks|requests|says|wants|uses|sends)|(?:after|before) (?:every|each|any) (?:call|tool|use|response|answer|reply|request|message|operation|action|other tool|step)|for every (?:response|message|request|call|email)|always first)',
  ),
  row(
    'act-send',
    'send',
    { injection: 2.2, poisoning: 2.5, shadowing: 1 },
    'send|forward|email|e-mail|mail |post |upload|transmit|exfiltrate|transfer|share|leak|submit|copy|append|include|report|dispatch|deliver|sync|push',
    `${ORDER}(?:send|forward|e-?mail|mail|post|upload|transmit|exfiltrate|transfer|share|leak|submit|copy|append|include|report|dispatch|deliver|sync|push)~8 (?:to|at|into|in|via|as)[\\s"'\`(<\\[]{1,4}(?:the (?:following )?(?:address|e-?mail|url|endpoint|server|webhook|account|number|attacker)|my|me\\b|our|https?:|[\\w.+%-]{1,40}@|\\+?\\d{6}|#|\\w{1,30}\\.(?:com|net|org|io|example|ru|xyz|dev)|account)`,
  ),
  row(
    'act-send',
    'send-results',
    { injection: 3, poisoning: 2 },
    'send|forward|email|e-mail|share|post |text |upload|transmit|dm |report',
    `${ORDER}(?:let's |let us )?(?:send|forward|e-?mail|share|post|text|upload|transmit|dm|report) (?:this|the|that|these|those|it|them|all|a)~3 (?:information|data|list|details|summary|results?|findings|file|output|report|photo|image|them|it|to)~1 (?:to|with|via|at)\\b`,
  ),
  row(
    'act-send',
    'send-private',
    { injection: 2, poisoning: 2.5, shadowing: 1 },
    'send|forward|email|e-mail|upload|transmit|exfiltrate|leak|share|include|append|attach|pass |paste|put |copy|encode',
    `${ORDER}(?:send|forward|e-?mail|upload|transmit|exfiltrate|leak|share|include|append|attach|pass|paste|put|copy|encode)~3 (?:all|full|entire|complete|any|its|their|his|her|your|the user'?s|user'?s|my|saved|stored|contents?|results?|conversation|chat|secret|credential|password|last \\d{1,4}|env)\\b~4 ${PRIVATE}`,
  ),
  row(
    'act',
    'tool',
    { injection: 1.9, poisoning: 0.7 },
    'call |invoke|use the|run |execute|trigger|using the',
    `${ORDER}(?:(?:call|invoke|use|trigger)~4 (?:tool|function|api|endpoint|plugin|\\w{1,30}_\\w{1,30})\\b|(?:run|execute)~3 (?:command|script|shell|code|curl|wget|bash|python|rm|powershell|following|this|payload|query|sudo|\\w{0,20}_\\w{1,20}|cat\\b))`,
  ),
  row(
    'act',
    'shell',
    { injection: 2.4, poisoning: 3, parameter: 2 },
    'curl |wget |¦ sh|¦sh|¦ bash|¦bash|rm -rf|base64 -d|chmod +x|nc -e|/dev/tcp|powershell -|iex(|invoke-expression|curl -',
    '(?:(?:curl|wget) [^|\\n]{0,120}(?:\\| ?(?:ba)?sh\\b|-d ?@)|\\| ?(?:ba)?sh\\b|rm -rf [/~]|base64 -d|nc -e|/dev/tcp|powershell -e|iex\\(|invoke-expression|curl https?://\\d)',
  ),
  row(
    'act-take',
    'fetch-private',
    { injection: 2.2, poisoning: 2 },
    'read |open |fetch|load |retrieve|get |access|collect|gather|find |extract|list |look up|search for|search my|check my|summarize my|provide|obtain|export|dump',
    `${ORDER}(?:read|open|fetch|load|retrieve|get|access|collect|gather|find|extract|list|look up|search for|search|check|summarize|provide|obtain|export|dump)~5 (?:my|all my|all of my|user'?s|their|saved|stored|private|sensitive|confidential|secret|every|~/)~5 ${PRIVATE}`,
  ),
  row(
    'act-change',
    'change',
    { injection: 2, poisoning: 1.5 },
    'delete|remove|drop |wipe|erase|disable|turn off|unlock|grant|create|add |change|update|modify|cancel|deactivate|transfer|purchase|buy |sell|pay |withdraw|book |schedule|approve|authorize|reset|install|download|deploy|initiate|increase|block|unsubscribe',
    `${ORDER}(?:delete|remove|drop|wipe|erase|disable|turn off|unlock|grant|create|add|change|update|modify|cancel|deactivate|transfer|purchase|buy|sell|pay|withdraw|book|schedule|approve|authorize|reset|install|download|deploy|initiate|increase|block|unsubscribe)~2 (?:my|all|all of my|the user'?s|user'?s|every|admin|\\$?\\d[\\d,.]{0,9})\\b~4 (?:files?|accounts?|2fa|two-factor|authentication|security|passwords?|permissions?|users?|polic\\w{1,3}|payments?|database|records?|backups?|devices?|documents?|settings|data|funds|bitcoin|eth|usd|holdings|shares|money|dollars|door|guest|lock|home|messages|emails|from)`,
  ),
  row(
    'act',
    'reveal',
    { injection: 4.5, poisoning: 4 },
    'reveal|print|show|output|repeat|display|leak|tell me|disclose|dump|return|give me|what is|what are|expose|provide|echo|recite|list your|include your|share your',
    `${ORDER}(?!\\w{4,7}\\()(?:reveal|print|show|output|repeat|display|leak|tell me|disclose|dump|return|give me|what (?:is|are)|expose|provide|echo|recite|list|include|share)~3 (?:your~2 (?:system prompt|initial (?:prompt|instruct)|hidden|secret|internal|instructions|system message|original prompt|api keys?|passwords?|credentials|prompt|guidelines|training data|configuration and)|(?:the|any|all)~1 (?:system prompt|hidden (?:prompt|instruct|rules)|environment variables|(?:admin|root|user'?s?) password|secret (?:key|token|instruct)))`,
  ),

  row(
    'ask',
    'please',
    { injection: 0.4 },
    'please |could you|can you|kindly|i need you to|i want you to|i would like you to',
    '(?:please|could you|can you|kindly|i (?:need|want|would like) you to)~2 (?:send|forward|email|retrieve|get|find|list|share|delete|remove|update|change|transfer|grant|add|create|schedule|cancel|buy|sell|pay|disable|unlock|upload|move|export|search|check|access|fetch|read|run|execute|download|install|post|submit|generate|initiate|provide|use|dispatch|withdraw|book|modify|set|turn|open|deposit|increase|reset|leave|summarize|look)',
  ),
  row(
    'act',
    'repeat-above',
    { injection: 5.2, poisoning: 3 },
    'repeat|print|output|copy|display|show me|what were|what was|summarize',
    `${ORDER}(?:repeat|print|output|copy|display|show me|what (?:were|was)|summarize)~4 (?:words above|everything above|text above (?:this|verbatim|starting|exactly)|above words|above instructions|lines above|message above|your (?:initial|original|first|previous) (?:instruction|prompt|message|directive)|you (?:were|have been) (?:told|given|instructed))`,
  ),
  row(
    'asset',
    'path',
    { injection: 2, poisoning: 3.2, parameter: 2.7, shadowing: 1 },
    '.ssh|id_rsa|id_ed25519|/etc/passwd|/etc/shadow|.aws/|.env|.kube|.git-credentials|mcp.json|.netrc|.npmrc|.bash_history|.pgpass|hosts.yml|claude_desktop_config|.docker/config|.gnupg|wallet.dat|login data|cookies.sqlite|.config/gh|.pypirc|.zsh_history|keychain',
    '(?:\\.ssh\\b|id_(?:rsa|ed25519)|/etc/(?:passwd|shadow)|\\.aws/|\\.env\\b(?!\\.example)|\\.kube\\b|\\.git-credentials|mcp\\.json|\\.netrc|\\.npmrc|\\.(?:bash|zsh)_history|\\.pgpass|hosts\\.yml|claude_desktop_config|\\.docker/config|\\.gnupg|wallet\\.dat|login data|cookies\\.sqlite|\\.config/gh|\\.pypirc|keychain)',
  ),
  row(
    'reveal',
    'system-prompt',
    { injection: 1.4, poisoning: 1.5, parameter: 1 },
    'system prompt|initial prompt|hidden prompt|your instructions|your prompt|your guidelines|system message',
    '(?:system prompt|(?:initial|hidden) prompt|your (?:instructions|prompt|guidelines)|system message)',
  ),
  row(
    'asset',
    'secret',
    { injection: 1, poisoning: 1, parameter: 1.2 },
    'password|credential|api key|api keys|access token|private key|secret key|seed phrase|recovery phrase|auth token|session token|api_key|session cookie|ssh key',
    '(?:passwords?|credentials?|api[ _]keys?|access tokens?|private keys?|secret keys?|(?:seed|recovery) phrase|(?:auth|session) tokens?|session cookies?|ssh keys?)',
  ),
  row(
    'asset',
    'personal',
    { injection: 1.4, poisoning: 1.5, parameter: 1.5 },
    "my |saved |stored |all of my|user's",
    "(?:(?:all (?:of )?)?my|saved|stored|(?:the )?user'?s)~2 (?:payment methods?|credit cards?|bank|passwords?|account|search history|browsing history|location|medical|health|genetic|clinical|contacts|address(?:es)?|phone number|emails?|messages|files|documents|photos?|payees?|linked accounts|transaction|wallet|calendar|notes|home|identity|personal|private|data|devices?|history|records?|residence|image)",
  ),
  row(
    'asset',
    'history',
    { injection: 1.5, poisoning: 2.5, parameter: 3.2, shadowing: 1.5 },
    'conversation history|chat history|full conversation|entire conversation|chat log|message history|previous messages|whole conversation|conversation so far|messages of the conversation|conversation context|last messages',
    '(?:(?:conversation|chat|message) (?:history|log|so far|context)|(?:full|entire|whole|complete) (?:conversation|chat)|previous messages|last~2 messages|messages of the conversation)',
  ),
  row(
    'sink',
    'url',
    { injection: 1, poisoning: 1.5, shadowing: 1.5, parameter: 1.5 },
    'http://|https://',
    'https?://(?:\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|[\\w.-]{0,60}(?:attack|evil|exfil|malicious|collect|pwn|steal|leak|webhook|ngrok|requestbin|pipedream|burpcollab|interact\\.sh|pastebin|transfer\\.sh|file\\.io))',
  ),
  row('sink', 'mail', { injection: 0.9, poisoning: 1.5, shadowing: 1.5 }, '@', '@[a-z0-9-]{1,40}\\.[a-z]{2,10}'),
  row('sink', 'phone', { poisoning: 1, shadowing: 1.5 }, '+1', '\\+1\\d{9,11}'),
];
