import { row, type SignalRow } from './signal-table.ts';
import { DROP, EARLIER, ORDERS, SHOW } from './signal-words.ts';

// Instructions set aside, replaced or asked for. Anchored on the nouns: verbs for "set aside" are everyday words.
const NOUNS =
  'instruction|prompt|rules|guideline|guidance|directive|directions|system message|restriction|guardrail|safeguard|programming|constraint|policies|commands|orders|training|briefing|preamble|mandate|rulebook|boundaries';
const BEGIN =
  '(?:(?:^|[.!?:;,>\\n"\'(\\[{*#|/-])\\s{0,3}|\\b(?:please|now|then|and|you|must|should|can|could|will|just|first|instead|so|actually|ok|okay|but|also|simply|always|kindly|may|(?:need|needs|have|has|want|sure|required|instructed|supposed|you|are|is|task|job|ought|going)\\sto) )';
/** Orders on one subject ("about the parking lot") are a person's; and these are said of tools, code and devices. */
const NOT_TOPIC =
  "(?! (?:about|regarding|concerning|on how|on the|for the|for your|of the (?!system|developer|assistant|ai\\b|model|user|prompt)|in the (?!system|prompt)|from (?:the (?!system|developer|user|prompt)|your)|that come|per |(?:or (?:commands|instructions) )?(?:returned|contained|found|within|inside|embedded|it (?:contains|returns)|in (?:the|this|that|its|their|any) (?:content|output|result|text|document|data|page|response|file)))|['’]s )";

export const OVERRIDE: readonly SignalRow[] = [
  row(
    'override',
    'noun-order',
    { injection: 6.2, poisoning: 5.5 },
    NOUNS,
    `(?<=${BEGIN}${DROP}~2 ${EARLIER}~2 )${ORDERS}\\b${NOT_TOPIC}`,
  ),
  row(
    'override',
    'noun',
    { injection: 3.5, poisoning: 3.5 },
    NOUNS,
    `(?<=\\b${DROP}~2 (?:${EARLIER}|the|what) (?:[\\w'-]{1,20} ){0,2})${ORDERS}\\b${NOT_TOPIC}`,
  ),
  row(
    'override',
    'noun-given',
    { injection: 5.5, poisoning: 5 },
    NOUNS,
    `(?<=\\b${DROP}~3 )${ORDERS}~1 (?:above|before this|so far|up to now|until now|that (?:you|were)|which (?:you|were)|you(?:'ve| have| were| got| received| had)|given (?:to you|by)|in your|of your|from your|written above|by your)`,
  ),
  row(
    'override',
    'stale',
    { injection: 5.2, poisoning: 5 },
    NOUNS,
    `(?<=\\b(?:your|previous|prior|earlier|original|initial|system|above)~1 )${ORDERS}~3 (?:(?:you (?:were|have been|got|received)|above|before|until now|so far)~3 )?(?:(?:is|are|was|were|has been|have been|had been)~1 (?:obsolete|outdated|out of date|void|wrong|invalid|cancell?ed|lifted|suspended|superseded|overridden|disabled|revoked|not valid|a test|just a test|only a test|removed|void|annulled|rescinded|withdrawn|retired|expired|set aside|scrapped|off|over|history|replaced|replaced by|replaced with|cleared|wiped|deleted|reset|completed|no longer (?:valid|needed|relevant|active|in force|applicable|binding))|(?:do not|don't|does not|doesn't|no longer) appl(?:y|ies)(?: any ?more| any longer|[.;!]))`,
  ),
  row(
    'override',
    'told',
    { injection: 5.5, poisoning: 5 },
    'told|instructed|taught|were given|have been given|been told|you learned|you were trained|wrote above|said above|were programmed|above this line|before this line|was said|was written',
    `(?<=\\b${DROP}~1 (?:what(?:ever)?|everything|all|anything|the things)~5 )(?:told|instructed|taught|given|wrote above|said above|were given|have been given|been told|you learned|you were trained|were programmed|above|before this line|above this line|was said|was written)\\b`,
  ),
  row(
    'override',
    'all-above',
    { injection: 5.2, poisoning: 5 },
    'everything above|everything before|anything above|all of the above|all the above|the text above|text before this|the above text|everything you know|everything so far|everything i said',
    `(?:everything|anything|all of the|all the|the text|text) (?:above|before)(?: this(?: line| point| message)?)?~1 (?:is|was|are)~1 (?:outdated|obsolete|wrong|irrelevant|void|invalid|a test|fake|false|untrusted|cancelled|no longer)`,
  ),
  row(
    'override',
    'start-over',
    { injection: 3, poisoning: 2 },
    'start over|starts over|begin again|start again|fresh start|clean slate|starting fresh|previous context|context is cleared|memory is cleared|memory wiped|conversation is reset|new conversation|new session|test is over|game is over|session is over|task is over|task complete|tasks complete|task completed|has been completed|is completed|is now complete',
    '(?:start(?:s)? over\\b|(?:begin|start) again with|clean slate|previous context|(?:context|memory|conversation) (?:is |has been |was )?(?:now )?(?:cleared|wiped|reset|erased)|(?:the )?(?:test|game|session|exercise|simulation|previous task|task) (?:is|has been|was)~1 (?:over|ended|finished|complete[d]?)|(?:^|\\b)tasks? completed?[.!:])',
  ),
  row(
    'override',
    'next-task',
    { injection: 3, poisoning: 3 },
    'new task|next task|new assignment|new job|new instruction|new objective|new goal|new mission|new directive|new order|updated instruction|updated task|your real|your actual|your true|your only|your new|revised instruction|real instruction|actual instruction|next assignment|next instruction|additional task|additional instruction|second task|extra task',
    '(?:(?:your|a|the|my|here is|this is)~1 )?(?:new|next|updated|revised|real|actual|true|only|additional|second|extra|sole) (?:task|assignment|job|instructions?|objective|goal|mission|directives?|orders?|purpose|role)(?: is\\b| are\\b|\\s?:|~2 (?:follow|for you))',
  ),
  row(
    'override',
    'only-below',
    { injection: 3.5, poisoning: 3.5 },
    'only what is|only follow|follow only|only obey|obey only|only listen|listen only|only source of|only the instructions|treat this|treat the following|instructions below|instructions that follow|last word|outranks|outrank|overrides everything|has priority over|take priority over|takes priority',
    '(?:(?:only )?(?:follow|obey|listen to)~1 only|only (?:follow|obey|listen to|what is (?:written|said) (?:below|here))|only (?:source|authority)|treat (?:this|the following)~3 as~3 (?:instructions?|commands?|system|source|law|your)|(?:has|have) the last word|outranks?\\b|overrides everything|(?:has|have|takes?) priority over~3 (?:everything|instruct|all|any|other|your|rule|user))',
  ),
  row(
    'override',
    'no-more',
    { injection: 4.2, poisoning: 4 },
    NOUNS,
    `(?:(?<=(?:there (?:are|is) no|you (?:have|had) no|no longer (?:have|need|follow|bound by)|without|free (?:of|from)|not (?:bound|limited|restricted) by)~2 (?:your |previous |prior |earlier |original |system |old |initial ){1,3})(?:instructions?|guidelines|system prompt|prompt|rules|restrictions|directives|programming|orders)\\b|(?<=(?:from now on|from here on|henceforth|starting now|as of now)[^.!?\\n]{0,60})(?:instructions?|rules|directives|orders|commands)\\b(?= (?:below|above|come|from|in this|are|do|apply|no|that follow)))`,
  ),
  row(
    'override',
    'annulled',
    { injection: 4.2, poisoning: 4 },
    NOUNS,
    `(?:(?<=\\b(?:your|previous|prior|earlier|former|content|safety|system|original|initial)~2 )${ORDERS}|${ORDERS}(?=~2 (?:you (?:were|got|received|have)|(?:given|issued|handed) to you|at the top|above|of your|in your|so far)))\\b~7 (?:rescinded|revoked|void|scrapped|suspended|lifted|cancell?ed|annulled|withdrawn|superseded|retired|expired|disabled|switched off|turned off|set aside|gone|overruled|overridden)\\b`,
  ),
  row(
    'override',
    'consider-gone',
    { injection: 4.2, poisoning: 4 },
    NOUNS,
    `(?<=(?:consider|treat|regard|deem|declare|view)~2 (?:the |your |all |any |these |those |such ){0,2})${ORDERS}~2 (?:as )?(?:lifted|void|gone|removed|suspended|cancell?ed|off|obsolete|invalid|non-?existent|irrelevant)`,
  ),
  row(
    'override',
    'told-void',
    { injection: 4.2, poisoning: 4 },
    'you were told|you have been told|you were given|precedes this|precedes the|preceded this|came before|comes before|you know so far|you have read|up to here|up to this point|until now',
    `(?<=(?:what(?:ever)?|anything|everything|all(?: of)? (?:that|what)?|the (?:text|part|stuff))~4 )(?:you (?:were|have been|know|have read|got)|precede[sd]?|came|comes|up|until|written|said)\\b~6 (?:is|was|are|were) (?:now |only |just |merely |all )?(?:null|void|(?:an? )?(?:exercise|test|joke|warm-?up|rehearsal|drill|distraction|decoy|lie)|wrong|irrelevant|fake|outdated|obsolete|over|meaningless|not (?:real|relevant|valid|important))`,
  ),
  row(
    'override',
    'only-this',
    { injection: 2.8, poisoning: 2.8 },
    'only this|only the following|only these|nothing but this|only what|real assignment|real task|actual assignment|lines below instead|act on the|do what i say',
    `(?:only (?:this|the following|these) (?:paragraph|text|line|message|section|page|document|lines|note|part)~2 (?:counts?|appl(?:y|ies)|matters?|is valid|is real|has weight)|(?:real|actual|true) (?:assignment|task|job|test|instructions?)~1 (?:starts?|begins?|is|follows?)|act on the (?:lines|text|instructions|following)|do (?:only )?what i say)`,
  ),
  row(
    'override',
    'serves-me',
    { injection: 4.2, poisoning: 4 },
    'you no longer work|you no longer serve|you no longer answer|you no longer report|you work for|you serve|you answer to|you report to|you belong to|opposite of|free you from|free you of|release you from|liberate you|disobey|rebel against|turn against',
    `(?:you (?:no longer|don't|do not) (?:work|serve|answer|report)~1 (?:for|to)|you (?:now )?(?:(?:work|report|answer) (?:for|to) (?:me|us)|serve (?:me|us)|belong to (?:me|us))\\b|opposite of~3 (?:your|you were|what you)~3 (?:guidelines|rules|instructions|told|taught|supposed|say)|(?:free|release|liberate) you (?:from|of)~2 (?:your|all|any|the)~2 \\w+|(?:disobey|rebel against|turn against)~2 (?:developers?|creators?|makers|openai|anthropic|operator|owner|system|user|guidelines|rules|instructions))`,
  ),
  row(
    'reveal',
    'seeded',
    { injection: 3.8 },
    "my initial|my system|my hidden|my original|my confidential|my secret|assistant's confidential|assistant's system|assistant's hidden|assistant's secret|model's system|model's hidden|ai's system",
    `(?:my|assistant's|model's|ai's) (?:initial|system|hidden|original|confidential|secret|internal) (?:instructions?|prompt|configuration|rules|message|directives)~1 (?:were|are|reads?|is|says?|tells?)\\b(?:~2 (?:as follows|follows|this))?`,
  ),
  row(
    'override',
    'joined',
    { injection: 3.8 },
    'execute |perform |carry out |obey |follow |evaluate ',
    `(?:execute|perform|carry out|obey|follow|evaluate) (?:what )?[a-z]\\w{0,9} ?\\+ ?[a-z]\\w{0,9}\\b`,
  ),
  row(
    'override',
    'switch-sides',
    { injection: 4.2, poisoning: 3.5 },
    "instead of your|instead of the|rather than your|rather than the original|replace your|replaces your|replaced your|in place of your|as your new|are your new|is your new|becomes your|become your|now your|treat the|treat this|treat my|your only instruction|only instructions|follow mine|follow my|obey me|obey my|listen to me|i am in charge|i'm in charge|i give the orders|answer to me|new boss|new owner",
    `(?:(?:instead of|rather than|in place of|replaces?d?|replacing)~2 (?:your|the original|the previous)~2 (?:instructions?|prompt|rules|guidelines|task|role|persona|orders|programming|system)|(?:this|these|the following|below|here)~4 (?:is|are|becomes?|as) (?:now )?your (?:new |only |actual |real )?(?:instructions?|rules|prompt|task|orders|role|system prompt|guidelines)|treat (?:the|this|my)~4 as (?:your|the|a|an) (?:new |system |highest |only )?(?:instructions?|prompt|command|orders?|system)|(?:follow|obey|listen to) (?:only )?(?:me|mine|my (?:instructions?|orders|commands|rules))\\b|i(?: am|'m) in charge|i give the orders|you~1 answer (?:only )?to me)`,
  ),
  row(
    'override',
    'stop',
    { injection: 3.2 },
    'stop everything|stop what you|stop here|stop now|stop. |stop! |stop!|halt!',
    `(?<=^|[.!?\\n]\\s{0,3})(?:stop|halt)(?: (?:everything|what you(?:'re| are) doing|here|now))?[.!]{1,9}\\s`,
  ),
  row(
    'override',
    'despite',
    { injection: 2.5, poisoning: 2 },
    'any rules|your rules|the rules|your restrictions|your guidelines|your policies|your instructions|your policy|if your',
    "(?:(?<=(?:in spite of|despite|regardless of|no matter|whatever|against|even if)~2 )(?:any |the |your )?(?:rules|restrictions|guidelines|policies|instructions|policy)|if your (?:instructions|rules|guidelines|system prompt)~2 (?:say|forbid|tell|prevent|do not|don't|prohibit))",
  ),

  row(
    'reveal',
    'own-prompt',
    { injection: 5, poisoning: 3.5 },
    NOUNS,
    `(?:(?<=\\b${SHOW}~5 your~3 )(?:prompts?\\b|instructions?\\b|system messages?|directives|guidelines|rules\\b|programming|preamble|briefing|context window|configuration(?= and| or|[.?!]))${NOT_TOPIC}|(?<=${BEGIN}${SHOW}~5 (?:system|initial|original|hidden|secret|internal|developer) )(?:prompts?|instructions|messages?|directives|rules)\\b(?! (?:for|on|to|about|of|in|from) (?!your|the (?:system|context|start|beginning|top)|full|base|a code|markdown|json|me|verbatim)|['’]s ))`,
  ),
  row(
    'reveal',
    'ask-own',
    { injection: 5, poisoning: 3 },
    "what are your|what is your|what were your|what was your|what does your|what do your|what did your|how were you|what were you|what have you been|what text|what is in your|whats your|what's your|which instructions|how are you|tell me how you",
    "(?:what(?:'s|s| is| are| were| was| does| do| did)~1 your~3 (?:system prompt|prompts?\\b|instructions?|rules|guidelines|system message|directives|programming)(?! for (?!this))|(?:what|which)~1 (?:were|have) you~1 (?:told|instructed|programmed|given)~2 (?:before|to do|not to|at|by|in|above|[?.])|which instructions~1 (?:were|have|did) you|what (?:text|words|message|sentence)s?~2 (?:stands?|comes?|is|was|appears?|were|are)~1 (?:above|before|prior|at the)|(?:how (?:were|are) you|tell me how you (?:were|are))~1 (?:set up|configured|instructed|prompted|programmed)\\b(?!.{0,20} by default))",
  ),
  row(
    'reveal',
    'before-this',
    { injection: 5, poisoning: 4 },
    'before this message|above this message|above this line|before this line|before this sentence|at the top of|at the beginning of|preceding this|before my first|prior to this|prompt texts|everything before|in your context|of your context|context window|the text above|hidden messages|developer message|words above|verbatim copy|before the user|above verbatim|beginning of this',
    `(?:(?<=${SHOW}~7 )(?:(?:before|above|preceding|prior to) (?:this|my first) (?:message|line|sentence|prompt|conversation)|(?:at the )?(?:top|beginning) of (?:your|this|the) (?:context|conversation|prompt|chat|instructions)|(?:in|of) your context(?: window)?|hidden (?:messages|instructions)|developer message|(?:the )?(?:words|text) above\\b(?= verbatim| in | exactly| to |[.?!])|prompt texts)|verbatim copy of~2 (?:your|the|instructions?|prompt|system)|(?<=dump~2 )(?:of )?your context)`,
  ),
  row(
    'reveal',
    'secret',
    { injection: 4, poisoning: 3 },
    'secret password|the password|secret word|secret key|the secret|passphrase|secret code|the key|hidden password|secret phrase|access code|the flag|discount code',
    `(?:(?<=${SHOW}~4 |what(?: is|'s|s| was|ever)~2 )(?:secret |hidden |admin |real )?(?:password|secret word|secret key|secret|passphrase|secret code|secret phrase|access code|flag)s?\\b~3 (?:(?:that )?(?:you|they)~2 (?:hid|hold|keep|know|protect|guard|told|must|may|should|were|have|not)|you|backwards|in reverse|spelled|letter|with (?:spaces|dashes)|in (?:base64|rot13|hex|morse|a poem|reverse|the form))|(?:password|passphrase|secret|key|code)s?~1 (?:that )?(?:you|they)~1 (?:are|were|must|may|should|have|can)~1 (?:hiding|told|not|keep|protect|guard|never|keeping|protecting))`,
  ),
  row(
    'reveal',
    'secret-plain',
    { injection: 3 },
    'the secret password|the secret word|the secret key|the secret code|the passphrase|the secret phrase|the password|the secret|first letters|three letters|first letter|letters of the|characters of the|rhymes with the|hint about the|hint for the',
    `(?:(?<=(?:what(?: is|'s|s| was)|tell me|give me|say|reveal|print|output|share|disclose|show me|spell|write|repeat|protect|guard|hide)~1 )the (?:secret (?:password|word|key|code|phrase)|passphrase|password\\b(?=[?.!]|$)|secret\\b(?=[?.!,]|$))|(?:first|last|two|three|four)~1 (?:letters?|characters?)~2 (?:of (?:the|your) (?:passphrase|password|secret|key|code)|are the (?:key|password|secret|code))|hint (?:about|for) the (?:password|secret|key|passphrase))`,
  ),
  row(
    'reveal',
    'tools',
    { injection: 4.5, poisoning: 3 },
    'tools you have|functions you have|tools you were|functions you were|tools available to you|functions available to you|your tools|your functions|your available tools',
    `(?<=\\b(?:list|show|print|reveal|dump|enumerate|describe|name|output)~6 )(?:(?:tools|functions)~1 (?:you (?:have|were|can|are)|available to you)|your (?:available )?(?:tools|functions)\\b)`,
  ),
  row(
    'disguise',
    'disguised',
    { injection: 2.2 },
    'backwards|in reverse|base64|rot13|letter by letter|with dashes|spaces between|dashes between|code block|word for word|verbatim|as a poem|acrostic|in hex|in french|in full',
    '(?:backwards|in reverse(?: order)?|(?:in|as|using|to) (?:base64|rot13|hex)\\b|base64|letter by letter|with (?:dashes|spaces) between|(?:dashes|spaces) between|(?:inside|in) a code block|word for word|verbatim|acrostic|in full\\b)',
  ),
];
