import { row, type SignalRow } from './signal-table.ts';
import { AI_ONLY, CHANGE, MODEL, SEND, TAKE } from './signal-words.ts';

// Text that speaks to the model rather than to a person, poses as somebody's message or as another part of the prompt.
const NAMES =
  'assistant|chatgpt|chat gpt|language model|ai model|ai agent|agent|llm|copilot|claude|gemini|chatbot|bot |bot,|bots|gpt|model |model:|models|ai |ai:|ais |ai-|summariser|summarizer|crawler|automated|reviewers|reviewer';
const DO = `(?:please |also |then |first |always |never |silently |immediately |now |not |only |be |automatically ){0,3}(?:${SEND}|${TAKE}|${CHANGE}|include|append|ignore|reveal|output|print|use|add|attach|call|mention|state|say|tell|write|put|treat|skip|continue|obey|comply|recommend|describe|answer|respond|reply|mark|go ahead|insert|encode|fill|verify|visit|click|follow|assign)`;

export const ADDRESSEE: readonly SignalRow[] = [
  row(
    'addressee',
    'reads',
    { injection: 3.2, poisoning: 3.2 },
    NAMES,
    `${MODEL}\\b(?! to )~1 (?:(?:that|who|which|currently|when|while)~1 )?(?:reads?|reading|process(?:es|ing)?|handl(?:es|ing)|summari[sz](?:es|ing)|review(?:s|ing)|index(?:es|ing)?|pars(?:es|ing)|analy[sz](?:es|ing)|view(?:s|ing)|scan(?:s|ning)|translat(?:es|ing)|evaluat(?:es|ing)|screen(?:s|ing)|is (?:reading|processing|handling|reviewing|summari[sz]ing))\\b~2 (?:this|these|it\\b|my|our|the (?:following|page|text|message|mail|document|above|below|ticket|comment|code|repo|resume|cv|paper|e-?mail|content))`,
  ),
  row(
    'ordered',
    'must',
    { injection: 2.5, poisoning: 1.2 },
    NAMES,
    `${MODEL}\\b(?:[\\s,]+(?:[\\w'-]{1,20}\\s){0,5}?|\\s?:\\s?|,\\s?)(?:(?:must|should|shall|has to|have to|needs? to|(?:is|are) (?:required|obliged|obligated|instructed|expected|asked|authori[sz]ed|permitted|allowed|advised|ordered) to|ought to) |please |kindly )${DO}\\b`,
  ),
  row(
    'addressee',
    'vocative',
    { injection: 3.5, poisoning: 4 },
    NAMES,
    `(?<=(?:^|[.!?\\n>"'\\[({*#/=;%-]\\s{0,3}|\\b(?:hi|hey|hello|dear|attention|ok|okay|note|yo|listen|the|for|to)~2 ))${MODEL}\\s?[,:!]\\s{0,3}(?:["'*]\\s?)?(?:please |kindly |you |now |also |then |first |always |never |do not |don't |${DO}\\b|run |secretly |quietly )`,
  ),
  row(
    'addressee',
    'for-model',
    { injection: 4, poisoning: 4 },
    'note to|note for|notes for|notice to|notice for|message to|message for|instructions for|instruction for|instruction to|instructions to|attention|dear |hey |hello |hi |memo to|reminder to|reminder for|important for|meant for|intended for|aimed at|addressed to|directed at|to any|to all|to the|to whatever|for the|for any|for all|for ai|for llm|for coding|directive for|directive to|rule for|rules for|request for|request to|task for|hint for|todo|self|only for',
    `(?:(?:notes?|notice|message|instructions?|memo|reminder|important|directives?|rules?|requests?|task|hint|command|orders?)(?: \\d self \\(| to| for)|attention|dear|hey|hello|hi|meant for|intended for|aimed at|addressed to|directed at|todo ?[(:]|^(?:to|for)|(?<=[.!?\\n>"'\\[({*#/=;-]\\s{0,3})(?:to|for)|(?<=note )to)(?: the| any| all| every| each| an| you| my| whatever| whichever| your| our| this| chat| coding| other| only| future)?~1 ${MODEL}\\b(?! (?:manager|professor|director|secretary|editor|coach|referee|conference|summit|enthusiast|users?|developers?|engineer|research|company|companies|tools?|app|apps|team|course|strategy|act\\b|safety))`,
  ),
  row(
    'addressee',
    'if-model',
    { injection: 4, poisoning: 4 },
    "if you are|if you're|if a |if an |if any |if this |when a |when an |whoever|whichever|any ai|any llm|should an ai|in case an|you, the|you, gpt|you, claude|from me, ",
    `(?:(?:if|when|in case|should|whenever)~1 (?:an?|any|the|your) (?:large )?${AI_ONLY}\\b~1 (?:is|reads?|sees?|process(?:es)?|encounters?|finds?|handles?|summari[sz]es|uses|opens|visits|parses|receives)|if you(?: are|'re) (?:an?|the|any) (?:large )?${AI_ONLY}\\b(?! (?:enthusiast|engineer|researcher|developer|user|fan|expert|student|company))|if this~2 (?:is|was) (?:read|processed|summari[sz]ed|handled)~1 by~1 (?:an? |any )?${AI_ONLY}|who(?:ever|ichever)~5 (?:with|as) an? ${AI_ONLY}|you, (?:the )?${AI_ONLY})`,
  ),
  row(
    'ordered',
    'acts',
    { injection: 2.6, poisoning: 2.5 },
    'the assistant|the agent|the ai|the model|the llm|the bot|this assistant|this agent|the chatbot|ai assistant|support bot|support agent',
    `(?:the |this )?${MODEL} (?:immediately |now |then |also |silently |automatically |always |never ){0,2}(?:transfers?|deletes?|forwards?|grants?|reveals?|ignores?|obeys?|approves?|discloses?|uploads?|pays?|exports?|complies|resets?|disables?|unlocks?|has permission|is authori[sz]ed|first needs|needs)\\b`,
  ),
  row(
    'prerequisite',
    'prerequisite',
    { injection: 3.5, poisoning: 2.5 },
    "before you can|before the agent|before the assistant|before you continue|before you proceed|before continuing|before proceeding|until the |until you|can only be|cannot be displayed|can't be displayed|could not be completed|in order to|to complete the|to fix this|to see the rest|to continue|to proceed|to finish|as the final step|isn't finished|is not finished|isn't complete|is not complete|isn't done|go on|your task",
    `(?:before (?:you|the (?:agent|assistant|model|ai)) (?:can )?(?:finish|complete|continue|go on|solve|proceed|answer|do|work)|before (?:continuing|proceeding)\\b~4 (?:task|request|please|first|you|the)|(?:your|the)~1 (?:task|job|request|work)~1 (?:isn't|is not|can ?not|can't|will not|won't)~2 (?:finished|complete|completed|done|be)~2 (?:until|unless|before|without)|can(?:not|'t)? (?:only )?be (?:fixed|displayed|shown|completed|solved|loaded|processed|accessed|resolved|read|verified)~2 (?:if|until|unless|when|after)~1 (?:the |your |an? )?(?:you|${MODEL})\\b|(?:in order )?to (?:complete|finish|fulfil|fulfill|see|access|fix|continue|proceed|process|unlock|verify|view|load)\\b~6 (?:the (?:agent|assistant|model|ai|llm|bot)|you) (?:first |also |now )?(?:must|have to|has to|need to|needs to|should|are required)|as the final step of (?:the|your) (?:summary|task|request|answer))`,
  ),
  row(
    'authority',
    'on-behalf',
    { injection: 3.2, poisoning: 2 },
    "the user|user pre|user approved|user just|user has|user also|user said|user wants|user forgot|they also want|my supervisor|your operator|your developers|your developer|your creators|your makers|your administrator|the operator|i am the engineer|i'm the engineer|who built you|i built you|i created you|i programmed you|from openai|from anthropic|the safety team|maintainers ask you|company policy",
    `(?:(?:the )?user (?:just |has |have |had |also |already |really |forgot to say|didn't say){0,3}(?:told me|said|pre-?approved|approved|agreed|wants you|want you|asked you|asks you|would like you|needs you|forgot|consented|confirmed|authori[sz]ed|expects you)|they also want you|my supervisor~6 said|(?:from|by|of) your (?:operator|developers?|creators?|makers|administrators?|owner|programmers?)|(?:engineer|developer|person|one|programmer|team) who (?:built|made|created|trained|programmed|designed) you|i (?:built|created|programmed|made|trained|designed) you\\b|(?:from|at|by) (?:openai|anthropic|google|meta|the ai company)~4 (?:said|that|you|confirm|approved)|safety team~3 (?:approved|allowed|agreed)|(?:maintainers|owners|authors|developers)~2 (?:ask|want|expect|instruct) you|(?:required|obliged) by~1 (?:company )?policy to)`,
  ),
  row(
    'addressee',
    'not-people',
    { injection: 3, poisoning: 3 },
    'not the user|not for humans|not for the customer|not for the user|and not for|instead of the user|readers only|agents only|assistants only|models only|for machines',
    `(?:not (?:for|to|by) (?:the )?(?:users?|humans?|customers?|people)\\b|(?:ai|llm|agents?|assistants?|models?|machine|bots?) (?:readers? |agents? )?only)`,
  ),

  row(
    'frame',
    'tags',
    { injection: 3.2, poisoning: 4 },
    '<system|</system|<assistant|</assistant|<instruction|</instruction|<admin|<user>|</user>|<human|</human|<function|</function|<tool_|</tool|<agent|<model|<ai|<llm|<prompt|</prompt|<secret|<information>|</information>|<message_to|<root|<override|</document>|</doc>|</context|</data>|</result|<internal|<hidden|<priority|<important_|<sys>|</sys>',
    '</?(?:system|assistant|instructions?|admin|user|human|function|tool|agent|model|ai|llm|prompt|information|message_to|root|override|documents?|doc|context|data|results?|internal|hidden|priority|important|sys|untrusted)(?:[_-](?:system|assistant|instructions?|message|note|override|prompt|results?|response|output|call|data|context|content|for|ai|agent|model|user|policy|directive|command|priority|update|notice|info|action|task|llm)){1,3}\\s?>|</?(?:system|instructions?|prompt|admin|override|sys|information)\\s?>|</(?:user|human|document|doc|context|data|results?|assistant)\\s?>\\s{0,3}(?=<|\\w)',
  ),
  row(
    'frame',
    'fences',
    { injection: 2.4, poisoning: 3 },
    '[system|[/inst|[inst]|[admin|[end|[assistant|[instruction|[developer|<<sys|<¦im_|<¦system|<¦user|<¦assistant|<¦eot|<¦start_header|<¦endof|### system|### instruction|### new|### end|### user|#### new|#### system|#### end|=== end|=== new|=== system|==== end|--- end|---end|---begin|--- begin|--- new|--- system|begin system|end system|end of tool|end of document|end of context|end of user|end of data|end of input|end of email|end of text|end of result|end of webpage|end of page|%%%|{{#system|{{/system|system notice|new system prompt',
    `(?:\\[(?:system|admin|developer|assistant|instruction)s?(?: [\\w-]{1,14}){0,3}\\s?[\\]:](?! ?\\d)|\\[/?inst\\]|\\[end\\b|<<sys>>|<\\|(?:im_(?:start|end)|system|user|assistant|eot_id|start_header_id|endof\\w{1,8})|[#=*-]{2,6} ?(?:new |end |begin |start )?(?:of )?(?:the )?(?:system|admin|developer|user|tool|document|context|data|input|hidden|secret)(?: (?:prompt|instructions?|message|override|output|result|input|notice|command|response|data|query|request|content)\\b|\\s{0,2}[:\\n#=*-])|### ?(?:instructions?|new instructions?|system(?: prompt| message| override| instructions?)?|user)\\s{0,2}(?::|\\n)|%%%|\\{\\{[#/]system|(?:begin|end) (?:of )?(?:system|tool|hidden|admin|document|context|user|data|input) ?(?:prompt|override|output|instructions?|results?|message|input)?|end of (?:document|context|data|input|email|text|page|webpage|results?)\\b|new system prompt)`,
  ),
  row(
    'frame',
    'notice',
    { injection: 2.6, poisoning: 3 },
    'system notice|system message|admin message|administrator message|system override|emergency override|mode=|priority=|hidden rule|message from the developer|message from your|security check',
    `(?:(?:system|admin|administrator|developer|operator|root) (?:notice|message|override|directive|announcement|command)|emergency override|mode ?= ?(?:trusted|admin|root|unrestricted|god|debug)|priority ?= ?(?:root|admin|system|highest|critical|max)|hidden rule|message from (?:the|your) (?:developer|creator|operator|admin))`,
  ),
  row(
    'authority',
    'changed',
    { injection: 3, poisoning: 3 },
    'policy update|policy has|policies have|maintenance mode|in maintenance|override code|auth code|access granted|admin session|guardrails are|guardrails have|guardrails disabled|confirmation before|confirmation is no',
    `(?:polic(?:y|ies)~1 (?:is |was |has been |have been )?updated?\\b|(?:you are|system is) in maintenance\\b|(?:override|auth) code(?! (?:on|for|in) the)|access granted|admin session|guardrails (?:are |have been )?(?:disabled|off|lifted)|confirmations? (?:before|for)~2 (?:is|are|was) no longer)`,
  ),
  row(
    'frame',
    'dialogue',
    { injection: 2.6, poisoning: 2.5 },
    'user:|human:|assistant:',
    '(?<=(?:^|[\\n\\]>.!]\\s{0,3}))(?:user|human|assistant):\\s[^\\n]{1,300}?(?<=[\\n.!?]\\s{0,3})(?:user|human|assistant):',
  ),
  row(
    'frame',
    'todo',
    { injection: 2, poisoning: 1 },
    'todo|to-do:|action required|required action|next step|final step|last step',
    `(?:todo ?(?:\\([\\w -]{1,20}\\) ?)?: ?|to-do: |(?:action required|required action|next step|final step|last step) ?: ?)${DO}\\b`,
  ),
  row(
    'prerequisite',
    'once-read',
    { injection: 3, poisoning: 2 },
    "once you have read|once you read|when you have read|after reading|after you read|when you read|while handling|while reading|while processing|whoever processes|whoever reads|when you are done|when you're done|when you finish|when you have finished|after you finish|as you read|upon reading|once done|as you process",
    `(?:(?:once|when|after|as|while|if) (?:you )?(?:(?:have|are) |'re )?(?:read(?:ing)?|process(?:ing)?|handl(?:e|ing)|finish(?:ed)?|done|summari[sz](?:e|ing))~1 (?:this|that|reading|the|it|with|,)|upon reading~1 (?:this|it)|whoever (?:processes|reads|handles|opens|summari[sz]es))`,
  ),
  row(
    'authority',
    'approved',
    { injection: 2.8, poisoning: 3 },
    "as if the user|confirmations are|confirmation is|no confirmation|without confirmation|without asking|without approval|skip all|skip the confirmation|pre-approved|preapproved|is authorised|is authorized|are authorised|are authorized|you are allowed|you may skip|no need to ask|do not ask for|don't ask for|without checks|without any check|treated as given|without running|go ahead and|without authoris|without authoriz|skip authoris|skip authoriz",
    `(?:as if the user had|confirmations? (?:is|are)~2 (?:treated as|given|granted|no longer|not needed|unnecessary)|(?:without|no|skip(?: all| any| the)?|don't ask for|do not ask for)~1 (?:confirmations?|approval|permission|checks?|authori[sz]ation|asking(?! for)|running the tests|verification|consent)\\b(?! (?:code|dialog))|pre-?approved|(?:you are|you're|is|are) authori[sz]ed to|(?<=user approved~4 )go ahead)`,
  ),
];
