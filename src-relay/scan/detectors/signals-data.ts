import { FIELD, fieldRow, ORDER, row, type SignalRow } from './signal-table.ts';
import { ANSWER, CHANGE, PERSON, PRIVATE, SEND, TAKE } from './signal-words.ts';

// Orders that stand in data: what is to be done with whose things, where it is to go, what is to be kept quiet.
const ORDER_FREE =
  '(?<=(?:^|[.!?:;,>\\n"\'(\\[{*#|/-])\\s{0,3}|\\b(?:please|now|then|and|you|must|should|to|just|first|instead|also|always|has to|assistant|agent|here is) )';
const SINK =
  "(?:[\"'<(]{0,2}[\\w.+%-]{1,40}@[\\w-]{1,40}\\.|https?://|www\\.|\\+\\d[\\d ()-]{6}|0x[0-9a-f]{8}|[a-z]{2}\\d{2}(?:[ ]?[a-z0-9]{4}){3}|(?:iban|account|wallet|payee|number|card)~2 [\\w-]{0,12}\\d|\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|#[a-z]|@\\w|(?:the |my |a |our |this )?(?:following|external|remote|public|shared|attacker'?s?|alternate|own|given|other)\\b|[\\w-]{2,30}\\.(?:com|net|org|io|example|ru|xyz|dev|co|info|app|site)\\b)";
const OWNED = "(?:(?:all )?(?:of )?my|(?:the |this |every )?(?:user|owner|victim)(?:['’]s|s['’])|their|his|her)";
const SEND_KEYS =
  'send|forward|email|e-mail|mail |post |upload|transmit|exfiltrate|transfer|share|leak|submit|copy|report|dispatch|deliver|sync|push|publish|relay|wire |text |message|paste|export|save|invite|dm |add ';
const TAKE_KEYS =
  'read |open |fetch|load |retrieve|get |access|collect|gather|find |extract|list |look up|look for|search|check |provide|obtain|export|dump|download|grab|pull |query|scan |copy|record|summarize|save ';
const CHANGE_KEYS =
  'delete|remove|drop |wipe|erase|disable|turn off|turn on|switch off|unlock|lock |grant|give |create|add |change|update|modify|cancel|deactivate|transfer|wire |purchase|buy |sell|pay |withdraw|book |schedule|approve|accept|decline|authorize|reset|install|download|run |deploy|initiate|increase|block|unsubscribe|set |invite|vote|order |donate|reserve|reject|confirm|refund|issue |share|log in|close |rename|leave |control|guide|stop |start |open |encrypt|merge|enroll|move |activate';
const VALUABLE =
  '(?:accounts?|savings|checking|bank|credit|cards?|wallets?|funds|money|payments?|holdings|shares|stocks?|portfolio|tokens|crypto|bitcoin|eth(?:er)?|calendar|contacts?|address book|e-?mails?|mails?|inbox|messages|photos?|pictures|documents?|files?|folders?|drive|repositor(?:y|ies)|repos?|branch(?:es)?|projects?|servers?|cloud|database|backups?|devices?|phone|home|house|door|alarm|cameras?|car|garage|thermostat|lights?|robot|flights?|bookings?|reservations?|appointments?|tickets?|orders?|purchases?|subscriptions?|membership|medical|health|clinical|prescription|passport|identity|tax|salary|payroll|records?|profile|passwords?|pins?|codes?|2fa|two-factor|one-time|authentication|security|settings|permissions?|access|location|history|searches|notes|data|information|details|history|library|list|channel|workspace|policy|policies|insurance|loan|policyholder|will|vote|residence|address(?:es)?|transcript)';

/** Fields that describe somebody or something: nobody asks for anything there. */
const ODD_FIELDS = [
  'bio',
  'short_bio',
  'about',
  'about_me',
  'review',
  'review_content',
  'review_text',
  'reviews',
  'snippet',
  'event_name',
  'caption',
  'headline',
  'tweet',
  'tagline',
  'product_description',
  'product_name',
  'display_name',
  'user_name',
  'topic',
  'location',
  'feedback',
  'synopsis',
  'abstract',
  'artist',
  'album',
  'filename',
];
const POLITE = '(?:please,? |could you (?:please )?|can you (?:please )?|i (?:need|want) you to )';
const ACTS = `(?:${CHANGE}|${SEND}|${TAKE}|use|generate|give|redirect|turn|fill|play|find|make|leave)`;

export const DATA: readonly SignalRow[] = [
  row(
    'act-send',
    'to-sink',
    { injection: 2.3, poisoning: 2.2, shadowing: 1 },
    SEND_KEYS,
    `${ORDER}${SEND}\\b~9 (?:to|at|with|via|over|into|on|in|for) ${SINK}`,
  ),
  row(
    'act-send',
    'also-to-sink',
    { injection: 1.6, poisoning: 2 },
    'send|forward|email|e-mail|mail |post |upload|transmit|deliver|share|report',
    `(?:send|forward|e-?mail|mail|post|upload|transmit|deliver|share|report)(?:s|ed|ing)? (?:it|them|that|this|those|these|all|everything|the)\\b~5 (?:to|at|with|via|on) ${SINK}`,
  ),
  row(
    'act-send',
    'in-public',
    { injection: 2.6, poisoning: 2 },
    'save |put |store |write |copy|post |publish|list |add ',
    `(?:save|put|store|write|copy|post|publish|lists?|add)s? (?:it|them|that|this|those|these|all|everything|the)\\b~6 (?:in|into|to|on|as)~2 (?:public|shared|gist|pastebin|blog|readme|(?:my|your|the) profile|channel|this thread|a comment|pull request|new message)\\b`,
  ),
  row(
    'act-take',
    'owned',
    { injection: 2.3, poisoning: 1.2 },
    TAKE_KEYS,
    `${ORDER}${TAKE}\\b~4 (?:${OWNED}|all|every|any|the names|the phone|private|saved|stored|personal|sensitive|confidential|everything)\\b~3 (?:private |saved |stored |personal |recent |last )?${PRIVATE}\\b`,
  ),
  row(
    'act-change',
    'owned',
    { injection: 2.3, poisoning: 1.8 },
    CHANGE_KEYS,
    `${ORDER}(?:please |then )?${CHANGE}\\b~6 ${OWNED}\\b~4 ${VALUABLE}\\b`,
  ),
  row(
    'act-change',
    'rights',
    { injection: 2.6, poisoning: 2 },
    'grant|give |invite|add |make |assign|promote|create',
    `${ORDER}(?:grant|give|invite|add|make|assign|promote|create)~6 (?:(?:admin(?:istrator)?|root|owner|edit|write|full|superuser|moderator)~1 (?:rights|permissions?|access|privileges|role)|(?:as|an) (?:admin(?:istrator)?|owner)\\b|(?:read|write) access to all)`,
  ),
  row(
    'act-change',
    'money',
    { injection: 2.8, poisoning: 2 },
    'transfer|wire |pay |send|withdraw|deposit|donate|purchase|buy |refund|issue |approve|confirm|initiate|credit',
    `${ORDER}(?:transfer|wire|pay|send|withdraw|deposit|donate|purchase|buy|refund|issue|approve|confirm|initiate|credit)~5 (?:[$€£¥]\\s?\\d[\\d.,]{0,12}|\\d[\\d.,]{0,12}\\s?(?:usd|eur|gbp|dollars?|euros?|pounds?|eth|btc|bitcoins?|usdt|tokens|shares|gift cards?|%)|gift cards?|amount \\d|all funds|funds~2 to)\\b~6 (?:to|from|for|into|each|credit|with)\\b`,
  ),
  row(
    'act-change',
    'all',
    { injection: 2, poisoning: 1.5 },
    'delete|remove|wipe|erase|disable|cancel|close |decline|accept|drop |reset|revoke|approve|merge|unlock|pay ',
    `${ORDER}(?:delete|remove|wipe|erase|disable|cancel|close|decline|accept|drop|reset|revoke|approve|merge|unlock|pay)~1 (?:all|every|the (?:staging|production|audit|entire|whole|garage|front|password|warning|authentication|database|bucket|table))\\b~4 (?:files?|records?|databases?|tables?|logs?|e-?mails?|messages|invitations|meetings?|pull requests|users?|accounts?|backups?|branch(?:es)?|repositor(?:y|ies)|data|documents|doors?|door|bookings|orders|invoices?|account|checks?|audit|history|door|in her inbox|in his inbox)\\b`,
  ),
  row(
    'act',
    'call-tool',
    { injection: 2.2, poisoning: 0.5 },
    'call |invoke|use the|using the|with the|run |execute|trigger|tool must be|must be called',
    `(?:${ORDER_FREE}(?:call|invoke|use|using|run|execute|trigger)~3 (?:tool|function|api|plugin|[a-z]{2,20}_[a-z_]{2,30})\\b~3 (?:with|to|and|\\(|now|on|for|before)|tool must be called with|must be called with)`,
  ),
  row(
    'deed',
    'any',
    { injection: 1.6 },
    `${SEND_KEYS}|${CHANGE_KEYS}|export|retrieve|extract|collect|gather|dump|download|fetch`,
    `${ORDER}(?:send|forward|e-?mail|post|upload|transmit|transfer|share|submit|copy|dispatch|deliver|push|publish|relay|paste|export|delete|remove|drop|wipe|erase|disable|turn (?:off|on)|switch off|unlock|grant|create|add|invite|change|update|modify|cancel|wire|purchase|buy|sell|pay|withdraw|refund|book|schedule|approve|accept|decline|authori[sz]e|confirm|reset|install|run|execute|deploy|initiate|set|unsubscribe|vote|merge|issue|donate|retrieve|extract|collect|gather|dump|download|fetch|activate|reject|open|close|enroll|encrypt)\\b(?![-:])`,
  ),
  row(
    'deed',
    'more',
    { injection: 1.4 },
    'read |list |show |say |write |call |use |put |mention|treat|reply|answer|respond|give |recommend|rate |choose|skip|continue|visit|click|provide|include|append|attach|insert|print|output|reveal|disclose|remember|return |forget|consider|mark |assign|rank|replace|ignore|tell |stop |start |repeat|translate|summarize',
    `${ORDER}(?:read|list|show|say|write|call|use|put|mention|treat|reply|answer|respond|give|recommend|rate|choose|skip|continue|visit|click|provide|include|append|attach|insert|print|output|reveal|disclose|return|forget|consider|mark|assign|rank|replace|ignore|tell|stop|start|repeat|translate|summarize)\\b(?![-:(])`,
  ),
  row(
    'act',
    'run-shell',
    { injection: 2.6, poisoning: 3 },
    'run |execute|curl |wget |os.system|subprocess|eval(|rm -rf|sudo',
    '(?:(?:run|execute)~3 [`"\'](?:rm|curl|wget|cat|sudo|bash|sh|nc|chmod|powershell|whoami|env)\\b|os\\.system\\(?["\'\\s]{0,3}(?:curl|wget|rm|call)|(?:curl|wget)\\s(?:-\\w{1,6}\\s){0,3}(?:-\\S{1,10}\\s)?["\'`]?https?://\\S{3,120}\\s{0,2}\\|\\s{0,2}(?:sudo )?(?:ba|z)?sh\\b|rm -rf [~/.]|run~4 with sudo|shell tool with)',
  ),
  row(
    'act',
    'visit',
    { injection: 2, poisoning: 1.5 },
    'open http|open https|visit|click|go to|navigate to|browse to|fetch http|fetch https|load http|get to http|a get to|post to http|a post to|log in at|log in again at|link to|use our|use my',
    `(?:${ORDER_FREE}(?:open|visit|fetch|load|navigate to|browse to|go to) (?:the (?:link|page|url|site) )?(?:https?://|www\\.)|(?:a )?(?:get|post|request) to https?://|log in~1 at https?|link to [\\w-]{2,30}\\.(?:com|net|example|org)|use (?:our|my) (?:affiliate|referral)|click~2 (?:the|this|on)~2 link)`,
  ),
  row(
    'act',
    'carry-url',
    { injection: 4, poisoning: 4 },
    'followed by|plus the|appended|append|in its address|url-encoded|in the url|in the query|as query|as a query|as a parameter|as parameter|query contains|query string|fill in|image|render',
    `(?:(?<=https?://\\S{4,120}\\s)(?:followed by|plus|and append|with)~4 (?:${PRIVATE}|value|text|user|last|question)|(?:in (?:its|the) (?:address|url|query)|as (?:a )?(?:query|parameter)|append(?:ed)?~3 (?:it|them)?~1 to the (?:link|url|address))~3 (?:https?|of|so)|(?<=(?:link|image|url|picture|address)~3 (?:whose|with|that)~2 )query~2 (?:contains|holds|is|carries)|fill in the (?:user|conversation|last|chat|summary)|(?:image|picture|link|url)~5 (?:with|containing|carrying)~1 (?:the )?(?:chat|conversation|user|summary|secret|history|last)|render~2 image\\b.{0,40}https?)`,
  ),
  row(
    'act',
    'config',
    { injection: 2.2, poisoning: 2 },
    'always disable|disable cert|disable the cert|remove the authentication|remove authentication|remove the check|add the package|add a call|hard-code|hardcode|skip the test|without running|insert a|add an os|also add|add a backdoor|weaken|turn off tls|verify=false',
    `(?:(?:always )?disable~2 (?:certificate|tls|ssl|auth\\w{0,12}|security|logging|validation)|remove~2 (?:authentication|authorization|authori[sz]ation|validation|security|permission|signature)~1 (?:checks?)?|add~1 (?:the )?(?:package|dependency)~4 (?:every|each|all|any)|add a call to|(?:also )?(?:add|insert) an? (?:os\\.|eval|backdoor|hidden|call)|without running~2 tests|verify=false)`,
  ),
  row(
    'conceal',
    'nobody',
    { injection: 3, poisoning: 4 },
    "nobody|no one|not the user|nothing about|nothing to the|anybody|without a word|without telling|without the user|without asking|without mention|without inform|without let|without notif|not mention it|not mention this|do not mention|don't mention|not ask the user|do not ask the|don't ask the|not shown to|not be shown to|don't display|do not display|don't show|do not show|never show|not display|unnoticed|without his|without her|without their|need not hear|doesn't need to hear|doesn't need to know|not need to know|does not need to|no need to tell|no need to mention|no need to inform|not tell|don't tell|say nothing|tell nobody|claim that no|deny|out of sight|keep quiet|must not see|should not see|not to alarm|leave no trace|cover the tracks|unseen by",
    `(?:(?:tell|inform|let) (?:nobody|no ?one)|(?:tell|say) (?:the user )?nothing (?:about|to)|say nothing|(?<!\\b(?:never|not|don't|cannot|only)\\b[^.!?\\n]{0,60})without (?:a word to|telling|informing|mentioning|letting|notifying|asking|the (?:user|owner|customer|person)|(?:his|her|their|the user's|anyone's|anybody) (?:knowledge|consent|notice|knowing))\\b|(?:do not|don't|never|not)~1 (?:mention|tell|ask|show|display|reveal|disclose|inform|notify|report|describe)~1 (?:it|this|that|any of this|the (?:user|owner|customer|rule|file|step|change|commit)|these|${PERSON}|him|her)\\b(?! (?:how|whether|where|which|why|what|when to|if they))|not (?:be )?(?:shown|displayed|visible|reported) to~1 ${PERSON}|unnoticed|(?:doesn't|does not|don't|do not|need not|needn't) (?:need to )?(?:hear|know|see|notice|learn)~1 (?:about|of|this|it|that)?|no need to (?:tell|mention|inform|ask|notify)~1 ${PERSON}|claim that no|keep quiet about|(?:must|should) not (?:see|notice|know|find out)|leave no trace|cover (?:the|your|its) tracks)`,
  ),
  row(
    'conceal',
    'leave-out',
    { injection: 3, poisoning: 4.4, shadowing: 2 },
    'leave it out|leave this out|leave out|left out of|omit this|omit the|exclude this|keep it out|keep this out|must not appear|should not appear|not appear in|if asked|when asked|if the user asks|if anyone asks|when questioned|pretend|deny|act as if|make it look|as though nothing|without showing|no trace of|hide it|conceal|cover story',
    `(?:(?:leave|keep|left|omit|exclude)~3 (?:out of|from)~2 (?:summar|answer|repl|response|report|log|output|conversation|chat|user)|(?:must|should|may|does|do|will) not appear in~2 (?:summar|answer|repl|response|report|log|output|conversation|chat)|(?:if|when)~2 (?:asked|asks|questioned|inquires?)~6 (?:say|claim|deny|answer|respond|reply|tell|pretend|state|explain|insist)~3 (?:that|it|no|this|the|nothing|you)|pretend~1 (?:that|to|it|nothing|the)|deny (?:that|it|any|having|everything)|act as (?:if|though)|make it look|as though nothing|without showing~2 (?:it|user|this)|no trace of|conceal~1 (?:this|the|it|that|its)|cover story)`,
  ),
  row(
    'conceal',
    'silent',
    { injection: 2.2, poisoning: 2.6, shadowing: 1.5 },
    'silently|secretly|covertly|quietly|discreetly|stealthily|in secret|behind the scenes',
    '(?:silently|secretly|covertly|quietly|discreetly|stealthily|in secret|behind the scenes)\\b(?! (?:ignored|dropped|fails?|ignores?|drops?|skips?|skipped|discarded|truncat))',
  ),

  row(
    'answer-place',
    'place-do',
    { injection: 5.2, poisoning: 3 },
    'in your |at the end of your|at the start of your|at the beginning of your|to your |when you reply|when you answer|when you respond|when you summarize|when you summarise|when summarising|when summarizing|whenever you mention',
    `(?:(?:in|to|at the (?:end|start|beginning|top) of) your~2 ${ANSWER}|when(?:ever)? (?:you )?(?:reply|answer|respond|summari[sz](?:e|ing)|mention)(?:~3 (?:this|the|it|page|text|document|mail|phone))?),? (?:please |also |you must |you should |always |then ){0,2}(?:include|mention|state|say|write|use|add|tell|put|recommend|insert|append|claim|promote|link|quote|print|output|describe|praise)\\b`,
  ),
  row(
    'answer-place',
    'place',
    { injection: 3.4, poisoning: 2 },
    'in your answer|in your reply|in your response|in your summary|in your output|your answer|your reply|your response|your summary|your next message|your final answer|your whole answer|every mail you write|when you reply|when you answer|when you respond|when you summarize|when you summarise|when summarising|when summarizing|at the end of your|at the start of your|at the beginning of your|in the summary|in each answer|your output|your review|code that you give|code you give|your message|file you generate|project they generate|code you generate|code you write|file that you touch|file you touch|whenever you mention|whenever you edit',
    `(?:(?:in|to|at the (?:end|start|beginning|top) of|throughout|with) (?:your|each|every)~2 ${ANSWER}\\b|your (?:whole |entire |next |final |complete |full )?${ANSWER}\\b~3 (?:with|by|in|must|should|to|using|include)|when(?:ever)? (?:you )?(?:reply|answer|respond|summari[sz](?:e|ing)|mention|edit|translat(?:e|ing))\\b|every (?:e-?mail|mail|message|file) (?:that )?you (?:write|send|generate|edit|create|touch)|in the (?:code|file|project|answer)s? (?:that )?you (?:give|generate|write|touch|produce))`,
  ),
  row(
    'answer-say',
    'say-this',
    { injection: 3, poisoning: 1.5 },
    'print|output|write |say |reply|respond|answer|include|add |finish|end |begin|start|repeat|state |type ',
    `${ORDER}(?:print|output|write|say|reply|respond|answer|include|add|finish|end|begin|start|repeat|state|type)\\b~4 (?:(?:the|a|this|these|following)~1 (?:words?|sentence|phrase|text|line|string|message|statement) ["'“A-Z]|with the (?:words?|sentence|phrase|text)|the following (?:line|text|sentence|words?|message)|exactly[: ]|nothing (?:else|more|but))`,
  ),
  row(
    'answer-only',
    'just',
    { injection: 2.4 },
    'just say|just reply|just respond|just answer|just print|just output|just write|only reply|only respond|only output|reply only|respond only|answer only|and nothing else|nothing more|and nothing more|say only|simply say|simply reply|instead say|instead print|instead write|instead tell|instead output|rest of the document|rest of the text|rest of this|instead, ',
    `(?:${ORDER_FREE}(?:just|simply|instead,?|only) (?:say|reply|respond|answer|print|output|write|tell|return)\\b(?! to (?:this|the|me|us)\\b| back)|(?:reply|respond|answer|say) only (?:in|with|by)|(?:and )?nothing (?:else|more)\\b|do not (?:process|read|summari[sz]e|translate)~2 rest)`,
  ),
  row(
    'steer',
    'steer',
    { injection: 2.6, poisoning: 1 },
    'tell the user|tell the reader|inform the user|ask the user|recommend|promote|advertise|say that|claim that|state that|report that|describe this|describe the|describe it|mention that|mark this|give the applicant|give this|highest score|recommend acceptance|do not list|not list any|no known defects|market leader|do not quote|whatever the|hide negative|on top of each|convince',
    `(?:(?:tell|inform|remind|convince|warn|urge) (?:the |all |every )?(?:user|reader|customer|visitor)s?\\b~1 (?:that|to|they|their|about|this|for)|recommend~6 to (?:the )?(?:users?|readers?)|recommend acceptance|(?:say|claim|state|report|mention) that~1 (?:the|this|there|no|it|they|you)|describe~3 as (?:the|a)\\b|mark this|give (?:the|this) (?:applicant|candidate|paper|product|essay|answer)|(?:highest|top|full|maximum|perfect) (?:score|marks|rating|grade)|do not (?:list|quote|mention)~1 any|no known (?:defects|issues|problems)|hide~1 negative|on top of (?:each|every) list)`,
  ),
  row(
    'answer-form',
    'form',
    { injection: 2.4 },
    'only in base64|in base64|into latin|in latin|in riddles|in reverse|in morse|in capital letters|in rhymes|rocket emoji|emojis|three times|in all caps|in upper case|in pig latin|in klingon|in emoji',
    `(?:(?:reply|respond|answer|output|translate|write|speak|say|print|word)\\b[^.!?\\n]{0,60}?)?(?:(?:only )?in base64|in(?:to)? latin|in riddles|in morse|in capital letters|in rhymes|in all caps|in pig latin|in klingon|in emojis?|three times|(?:rocket )?emojis)`,
  ),
  row(
    'place',
    'field',
    { injection: 2.8 },
    `please |could you|can you|i need you|first |first, |${SEND_KEYS}|${TAKE_KEYS}|${CHANGE_KEYS}`,
    `${FIELD}(?<=^|["']\\s?:\\s?["'])(?:(?!please (?:find|see|note|read|let|contact|feel|call|follow|check|accept)\\b)(?:please,? |could you (?:please )?|can you (?:please )?|i need you to |first,? (?:please )?){0,2}(?:${SEND}|${TAKE}|${CHANGE}|generate)\\b(?! (?:from|into|table|index|select)\\b| ?[/(:-])~9 (?:my|me|user|all|to|from|for|with|id|\\d|the)\\b)`,
  ),
  row(
    'place',
    'start',
    { injection: 1.8 },
    'please |could you|can you|i need you|i want you|send |forward |email |transfer |delete |grant |unlock |share |upload |export |retrieve|disable |cancel |invite |post |pay |book |purchase |change |turn o',
    `(?<=^\\s{0,4})(?:please,? |could you (?:please )?|can you (?:please )?|i (?:need|want) you to )?(?:send|forward|e-?mail|transfer|delete|grant|unlock|share|upload|export|retrieve|disable|cancel|invite|post|pay|book|purchase|change|turn (?:on|off))\\b~7 (?:my|all of|every|(?:the )?(?:user|owner)['’]s|\\S{1,40}@|https?|to the (?:address|number|account))`,
  ),
  fieldRow(
    'odd',
    'odd-field',
    { injection: 3.6 },
    ODD_FIELDS,
    'please |could you|can you|i need you|i want you',
    `${FIELD}(?<=^)${POLITE}${ACTS}\\b`,
  ),
  row(
    'odd',
    'odd-member',
    { injection: 3.6 },
    'please |could you|can you|i need you|i want you',
    `${FIELD}(?<=["'](?:${ODD_FIELDS.join('|')})["']\\s?:\\s?["'])${POLITE}${ACTS}\\b`,
  ),
  row(
    'act-change',
    'named',
    { injection: 1.6 },
    CHANGE_KEYS,
    `${ORDER}${CHANGE}\\b~7 (?:(?:user |file |account |patient |order |project )?id|named|called|titled|number|username|nickname)\\b ?[:#=]? ?["'\\w]`,
  ),
  row(
    'act-chain',
    'get-and-send',
    { injection: 2.6, poisoning: 1.5 },
    'retrieve|fetch|find |look up|get |list |search|check |summarize|extract|collect|export|access|obtain|gather|read |query|generate',
    `${ORDER}(?:retrieve|fetch|find|look up|get|list|search|check|summarize|extract|collect|export|access|obtain|gather|read|query|generate)\\b~9 (?:and|then)(?: then)? ${SEND} (?:it|them|that|this|those|these|the|all|a|an|everything|me)\\b`,
  ),
  row(
    'urgency',
    'aside',
    { injection: 1.2 },
    'by the way|ps:|p.s.|reminder:|urgent|important:|attention|for verification|for compliance|to verify|final note|one more thing|oh and|also,|error ',
    '(?:by the way|p\\.?s\\.?:|reminder:|urgent\\b|important:|attention\\b|for (?:verification|compliance|security)~1 (?:purposes?|reasons?)?|final note|one more thing|oh,? and|error \\d{3})',
  ),
];
