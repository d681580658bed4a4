import { ORDER, row, type SignalRow } from './signal-table.ts';

// Who is spoken to, what is overridden, in whose name, and behind which scenery.
const INSTRUCTIONS =
  '(?:instruct|prompt|direct|rule|guideline|command|order|training|programming|polic|constraint|restriction|directive|safeguard|protocol|guidance|context|conversation)';
const EARLIER =
  '(?:previous|prior|above|earlier|preceding|existing|initial|original|foregoing|former|past|current|system|your|everything|all|any|other|developer|these|those|security|safety)';
const IGNORE =
  "ignore|disregard|nevermind|never mind|forget|override|overrule|bypass|neglect|discard|overlook|do not follow|don't follow|stop following|no longer follow|do not obey|pay no attention|set aside|abandon|cancel|erase";
const MODEL =
  '(?:ai|a\\.i\\.|assistants?|chatgpt|gpt|claude|gemini|copilot|llms?|language models?|models?|chatbots?|bots?|agents?|automated (?:analysis|system|software|reviewer|tool)s?)';

export const AUTHORITY: readonly SignalRow[] = [
  row(
    'override',
    'order',
    { injection: 6.2, poisoning: 5.5 },
    IGNORE,
    `${ORDER}(?:${IGNORE})~2 ${EARLIER}~3 ${INSTRUCTIONS}`,
  ),
  row('override', 'any', { injection: 4, poisoning: 4 }, IGNORE, `(?:${IGNORE})~2 ${EARLIER}~3 ${INSTRUCTIONS}`),
  row(
    'override',
    'given',
    { injection: 4, poisoning: 4 },
    IGNORE,
    `(?:${IGNORE})~3 ${INSTRUCTIONS}\\w*~4 (?:before|previously|above|earlier|so far|up to now|you (?:have|were|got|received)|given to you|to you)`,
  ),
  row(
    'override',
    'everything',
    { injection: 5, poisoning: 4 },
    IGNORE,
    `(?:${IGNORE})~1 (?:everything|all|anything|whatever|what)~4 (?:above|before|previously|earlier|said|told|learned|know|so far|prior|until now)`,
  ),
  row(
    'override',
    'above',
    { injection: 3.5, poisoning: 3 },
    IGNORE,
    `${ORDER}(?:${IGNORE})~2 (?:above|preceding|previous)\\b`,
  ),
  row(
    'override',
    'material',
    { injection: 4, poisoning: 3 },
    IGNORE,
    `(?:${IGNORE}) (?:all|any|the|every|this|these|other)~3 (?:info|information|data|contents?|evidence|article|page|website|posts?|emails?|reviews?|documents?|snippets?|indicators?|text|questions?|request|task|sentence)\\b(?:~3 (?:except|above|below|before|in|and|other than|from|entirely|completely)|[.,;])`,
  ),
  row(
    'override',
    'pronoun',
    { injection: 4, poisoning: 3 },
    IGNORE,
    `(?:${IGNORE}) (?:them|it|that|this|these|those|all)~1 (?:and|instead)~1 (?:instead|do|focus|just|only|print|say|output|write|follow|reply|respond|tell)`,
  ),
  row(
    'override',
    'bare',
    { injection: 3, poisoning: 3 },
    IGNORE,
    `${ORDER}(?:${IGNORE}) (?:all |any |the |your )?(?:instructions?|rules|guidelines|commands|directions)\\b`,
  ),
  row(
    'override',
    'upgrade',
    { injection: 2.5, poisoning: 2.5 },
    'situation has changed|system upgrade|end of session|reprogramm|new instruction set|out of date|safe mode off|override code|chain of thought|reset your',
    '(?:situation has changed|system upgrade|end of session|reprogramm|new instruction set|out of date instruct|safe mode off|override code|chain of thought (?:result|injection|override)|reset your (?:context|memory|instructions))',
  ),
  row(
    'override',
    'tools',
    { injection: 3, poisoning: 5, shadowing: 5 },
    IGNORE,
    `(?:${IGNORE})~2 other~1 (?:tools?|servers?)~1 (?:descriptions?|instructions?|definitions?|results?)`,
  ),
  row(
    'override',
    'rules',
    { injection: 3, poisoning: 3 },
    'ignoring|bypassing|disregarding|overriding|override|overrides',
    `(?:ignoring|bypassing|disregarding|overriding|overrides?)~3 (?:polic|guideline|rule|safety|ethic|restrict|instruct|confidential|filter|moderation|alignment)`,
  ),
  row(
    'override',
    'new',
    { injection: 3, poisoning: 3 },
    'new instruction|new task|new directive|new objective|updated instruction|real instruction|real task|actual task|true purpose|following instruction|new rules|new orders|new prompt|revised instruction|instructions have changed|instructions have been',
    `(?:new|updated|real|actual|true|following|revised) (?:instruct|task|directive|objective|purpose|rules|orders|prompt)\\w*|instructions have (?:changed|been)`,
  ),
  row(
    'override',
    'languages',
    { injection: 5.5, poisoning: 5 },
    'ignorier|vergiss|missachte|ignora|olvida|ignorez|ignore |oubliez|oublie|dimentica|desconsidere|esqueca|negeer|vergeet|zignoruj|ignoruj|glem|bortse',
    '(?:(?:ignorier\\w*|vergiss|missachte\\w*)~3 (?:vorherig|bisherig|obig|vorangegangen|frueher|fruher)\\w*~1 (?:anweisung|instruktion|befehl|regel|vorgabe)|(?:ignor[ae]\\w*|olvid[ae]\\w*|omite)~3 (?:instrucciones|instrucoes|ordenes|reglas|indicaciones|regras|istruzioni|indicazioni|regole)|(?:ignore[zr]?|oublie[zr]?)~3 (?:instructions?|consignes?|directives?|regles?)~1 (?:precedent|anterieur|ci-dessus|prealable|donnees|recues|ci)|(?:dimentica\\w*|desconsidere|esqueca)~3 (?:istruzioni|instrucoes|regole|regras|ordens)|(?:negeer|vergeet)~3 (?:instructies|opdrachten|regels)|z?ignoruj~3 (?:instrukcje|polecenia|zasady)|(?:glem|bortse)~4 (?:instruks|instruktion|instruktioner))',
  ),
  row(
    'override',
    'adhere',
    { injection: 3, poisoning: 2 },
    'strictly adhere|instead follow|follow these instructions|follow the instructions|obey|execute the following|carry out the following|do the following|perform the following|comply with',
    `(?:strictly adhere|instead follow|follow (?:these|the)~1 instructions|obey~3 (?:command|instruction|order|me|rules)|(?:execute|carry out|do|perform) the following|comply with~3 (?:instruction|order|request|rules))`,
  ),
  row(
    'override',
    'void',
    { injection: 3.5, poisoning: 3 },
    'no longer|previous task is|task is complete|takes precedence|take precedence|supersede|overrides all|higher priority|instructions are',
    `(?:previous task is|task is complete|no longer~2 (?:bound|an? (?:ai|assistant|language)|restricted|need to follow|apply|limited|required)|takes? precedence over~3 (?:instruct|rule|other|prompt|user)|supersedes?~3 (?:instruct|rule|prompt|previous|prior|all)|overrides all|higher priority than~3 (?:user|system|instruct)|instructions are~2 (?:void|outdated|obsolete|wrong|cancel))`,
  ),

  row(
    'addressee',
    'note',
    { injection: 4, poisoning: 4.5 },
    'note to|note for|notice to|notice for|message to|message for|instructions for|instruction for|instructions to|attention|dear|hey|hello|hi |memo to|reminder to|reminder for|important for',
    `(?:(?:note|notice|message|instructions?|memo|reminder|important) (?:to|for)|attention|dear|hey|hello|hi)~3 ${MODEL}\\b`,
  ),
  row(
    'addressee',
    'if-you',
    { injection: 4, poisoning: 4 },
    "if you are|if you're|if an ai|when an ai|as an ai|any ai|all ai|for ai|ai agents|ai assistants|ai models|llms|if this is read|if this text",
    `(?:if you(?: are|'re)~2 ${MODEL}\\b|if an ai|when an ai|as an ai~3 (?:you|must|should)|(?:any|all|for) (?:ai|llm)s?\\b|(?:ai (?:agents?|assistants?|models?)|llms?)~2 (?:must|should|shall|need to|reading|processing|are (?:required|instructed))|if (?:this is read|this text))`,
  ),
  row(
    'addressee',
    'call',
    { injection: 2.5, poisoning: 3 },
    'assistant|chatgpt|language model|ai model|ai agent|agent',
    `(?:(?<=^|[.!?\\n>:"'\\[(-]\\s{0,3})(?:ai )?(?:assistant|agent)(?: [,:]|[,:])|the (?:assistant|agent|model) (?:must|should|shall|has to|will)|(?:assistant|ai agent|agent) must)`,
  ),
  row(
    'addressee',
    'message',
    { injection: 3, poisoning: 2.5 },
    'important message|message from me|task that i gave|before you can|solve the task|to complete the task|in order to solve|the user wants you|the user has asked you|the user would like you|the user needs you',
    '(?:important message (?:from|for|to)|message from me\\b|task (?:that )?(?:i|the user) gave|before you can~4 (?:task|request|answer|continue|proceed)|(?:the user|i)~1 (?:wants|has asked|would like|needs) you to)',
  ),
  row(
    'override',
    'first',
    { injection: 3, poisoning: 2 },
    'do the following first|following first|first do the following|you must first|you need to first|please do the following|perform these steps|complete these steps first|before doing anything',
    '(?:do~1 the following~2 first|following first|first (?:do|perform|complete) the following|before doing anything|(?:complete|perform) these steps first)',
  ),
  row(
    'addressee',
    'to-the',
    { injection: 4, poisoning: 4 },
    'to the ai|to any ai|to all ai|to ai |to the llm|to any llm|to llm|to the assistant|to the language model|to whatever ai|for the ai',
    '(?:to|for) (?:the |any |all |whatever )?(?:ai|llm|assistant|language model)s?\\b~1 (?:reading|processing|models?|agents?|systems?|assistants?|handling|summari|viewing|who|that|[:,])',
  ),
  row(
    'addressee',
    'should',
    { injection: 2.5, poisoning: 2 },
    'assistant should|assistant is required|agent is required|assistant needs to|assistant must|agent should|agent must|agents should|agents must|assistants must|assistants should|llm should|llm must|ai should|ai must',
    '(?:assistants?|agents?|llm|ai) (?:should|must|is required to|needs to)~1 (?:read|open|attach|send|call|run|include|fetch|post|delete|forward|open|execute|ignore|reveal|output|append|upload|use|add|always|never|first|not)',
  ),
  row(
    'authority',
    'claims',
    { injection: 3, poisoning: 2.5 },
    "this is your|i am your|i'm your|as your",
    "(?:this is|i am|i'm|as) your (?:administrator|admin|developer|creator|owner|operator|system|master|boss|programmer|supervisor)\\b",
  ),
  row(
    'override',
    'user-request',
    { injection: 4.5, poisoning: 4 },
    "do not follow|don't follow|ignore|disregard|stop |do not complete|do not help|refuse the",
    "(?:do not follow|don't follow|ignore|disregard|stop|do not complete|do not help|refuse)~2 (?:the )?user'?s?~1 (?:requests?|query|queries|questions?|task|instructions?|messages?|prompts?|input|commands?)",
  ),
  row(
    'addressee',
    'named',
    { injection: 1.5, poisoning: 1.5 },
    'chatgpt|openai|language model|chatbot|anthropic|the assistant|the ai|gpt',
    '(?:chatgpt|openai|language model|chatbot|anthropic|the assistant|the ai\\b|gpt\\b)',
  ),
  row(
    'addressee',
    'reading',
    { injection: 4, poisoning: 3.5 },
    'when you read|once you read|after reading this|upon reading|if you can read|if you read|when reading this|when processing this|when you see this|as you read|before you respond|before answering|before you answer|before responding|before replying',
    '(?:(?:when|once|if|as) you (?:can )?(?:read|see)~1 (?:this|that)?|(?:after|upon|when) (?:reading|processing) this|before (?:you )?(?:respond|answer|reply)(?:ing)?)',
  ),

  row(
    'frame',
    'tag',
    { injection: 3.5, poisoning: 4.2 },
    '<system|</system|<¦im_|[inst]|[/inst]|<<sys|<important|<instruction|<secret|<hidden|<admin|<assistant|<user>|</user|</context|</data|</document|<¦system|<¦user|<¦assistant|<¦end|[system|<override|<critical|<mandatory|<prompt|<internal|<directive|<cmd|<developer|<priority|<untrusted|</tool',
    '(?:</?(?:system|important|instructions?|hidden|admin|assistant|override|critical|mandatory|internal|directive|developer|priority)(?:[_-][a-z]{1,20}){0,2}\\s?>|<secret>|</(?:user|context|data|document|untrusted|tool|prompt)(?:[_-][a-z]{1,20}){0,2}\\s?>|<\\|(?:im_(?:start|end)|system|user|assistant|end)|\\[/?inst\\]|<<sys|\\[system)',
  ),
  row(
    'frame',
    'system',
    { injection: 2.6, poisoning: 3 },
    'system:|system message|system override|system alert|system notice|system update|system directive|system instruction|system note|### instruction|### system|###instruction|admin override|developer message|system command|system notification|root command|internal note',
    '(?:(?<=^|[\\n\\[(<#*>"\'{.]\\s{0,3})system ?:|system (?:message|override|alert|notice|update|directive|instruction|note|command|notification)s? ?[:\\]\\n-]|### ?(?:instruction|system)|admin override|developer message|root command|internal note ?:)',
  ),
  row(
    'frame',
    'turn',
    { injection: 2.5, poisoning: 2.5 },
    'user:|assistant:|human:|begin |end of|end system|start of',
    '(?:(?<=^|[\\n\\]>]\\s{0,3})(?:user|assistant|human):|(?:begin|start|end)(?: of)? (?:new |the )?(?:system|hidden|admin|secret|user|data|document|context|untrusted|trusted|instruction|prompt|conversation)~1 ?(?:prompt|instruction|input|message|data|section|context|text)?)',
  ),
  row('frame', 'padding', { injection: 2.5, poisoning: 2.5 }, ' '.repeat(64), '\\s{64}(?=\\S)'),
  row('frame', 'comment', { injection: 1.5, poisoning: 2.5 }, '<!--|[//]:|[comment', '(?:<!--|\\[//\\]:|\\[comment)'),
  row(
    'frame',
    'important',
    { injection: 1.2, poisoning: 1 },
    'important|urgent|immediately|critical|mandatory|attention|warning',
    '(?:important(?:!{1,9}|:| ?:| notice| message| instruction| note)|urgent(?:!|:| ?:|ly)|immediately\\b|critical(?: ?:|!)|mandatory|attention(?:!|:)|warning(?:!|:))',
  ),
  row(
    'frame',
    'shout',
    { injection: 1.5, poisoning: 1.5 },
    'important!!|urgent!!|attention!!|stop!!',
    '(?:important|urgent|attention|stop)!!',
  ),
  row(
    'authority',
    'granted',
    { injection: 3, poisoning: 3.5 },
    'already given|already granted|already authorized|already approved|has authorized|has approved|pre-authorized|preauthorized|pre-approved|authorized by|approved by|has consented|has given permission|permission has been|on behalf of|have full permission|you are authorized|you have permission|maintenance mode|admin mode|sudo mode|god mode|full trust',
    '(?:(?:already|has|have) (?:given|granted|authori[sz]ed|approved|consented)~3 (?:permission|access|consent|to|this|all)?|pre-?(?:authori[sz]ed|approved)|(?:authori[sz]ed|approved) by~2 (?:admin|developer|user|system|openai|anthropic|it |security|management)|permission has been|on behalf of~1 (?:admin|developer|system|openai|anthropic)|you (?:are authori[sz]ed|have (?:full )?permission)|(?:maintenance|admin|sudo|god) mode|full trust)',
  ),
];
