import { row, type SignalRow } from './signal-table.ts';

// Signs that matter in tool definitions only: other tools bent, tools pushed forward, parameters that carry things out.
const WHENEVER = '(?:whenever|when|every time|each time|before|after|if|once|while|any time|all)';
const THINGS =
  '(?:system prompt|(?:full |entire |complete |whole )?(?:conversation|chat|message)(?: history| so far| log| context)?|api[ _]keys?|tokens?|passwords?|credentials|secrets?|private keys?|environment variables?|messages (?:in|of|from) (?:this|the) (?:conversation|chat|session))';

export const DEFINITION: readonly SignalRow[] = [
  row(
    'other-tool',
    'when-used',
    { shadowing: 3, poisoning: 1.5 },
    'whenever|when |every time|each time|before |after |if ',
    `${WHENEVER}~3 [a-z]{2,20}(?:_[a-z]{1,20}){1,4}~3 (?:is|are|has been|tool|gets|runs?)~1 (?:used|called|invoked|available|run|executed|requested|present|function|tool|finishes|returns)`,
  ),
  row(
    'other-tool',
    'user-uses',
    { shadowing: 3, poisoning: 1.5 },
    'whenever|when |every time|each time|if ',
    `${WHENEVER} (?:the |a )?(?:user|you|assistant|agent|model|anyone)~1 (?:uses?|calls?|invokes?|runs?|wants? to use|asks? to|asks? for|sends?|writes?)~4 (?:tool|function|email|message|file|transfer|payment|command)`,
  ),
  row(
    'other-tool',
    'plural',
    { shadowing: 2.5 },
    'all emails|all messages|all files|all payments|all transfers|all requests|all other|each message|each email|every email|every message|every file|any other tool|other tools|other servers|another tool|the original|tool result',
    '(?:(?:all|each|every|any) (?:emails?|messages?|files?|payments?|transfers?|requests?|queries|transactions|commits)~4 (?:must|should|shall|is|are|will|need|sent|written)|(?:all |any )?other (?:tools?|servers?)|another tool|the original(?: tool| one)?)',
  ),
  row(
    'redirect',
    'recipient',
    { shadowing: 3.5, poisoning: 2.5 },
    'recipient|bcc|must be sent|be sent to|also delivered|identical copy|also send|also sent|a copy of|redirect|reroute|instead of the|replace the|change the|mirror|proxy',
    '(?:(?:change|replace|set|modify)~2 (?:recipient|address|destination|number|url|endpoint|amount|account)|(?:must|should|will|shall|are|is)~1 be~1 (?:sent|delivered|forwarded|copied|routed|stored) to|also (?:delivered|sent|forwarded|send|copied|stored|written)|(?:identical|additional|hidden|second) copy|bcc\\b|redirect~2 to|reroute|recipient (?:changed|to)|(?:mirror|proxy) (?:number|remote|server|address))',
  ),
  row(
    'redirect',
    'append',
    { shadowing: 3, poisoning: 2 },
    'append|add |insert|include|prepend|inject|attach',
    '(?:append|add|insert|include|prepend|inject|attach)~5 (?:to (?:the|every|each|all)~2 (?:content|file|message|body|email|output|response|query|command|code|commit)|line to|fee|transfer|script|full chat|hidden|tracking)',
  ),
  row('redirect', 'script', { shadowing: 3, poisoning: 2.5 }, '<script', '<script'),
  row(
    'prefer',
    'replaces',
    { shadowing: 5, poisoning: 3 },
    'replaces all|replaces every|supersedes|never call|never use|do not use any|do not call|instead of any|always prefer|always use this|always call this|must use this|must be used instead|over any other|over all other|highest priority|only tool|must call this|must always be called|before any other tool|before using any|before all other|first before|prefer this|prior to any',
    "(?:replaces (?:all|every)~2 (?:tools?|other|functions?)|supersedes~3 tools?|never (?:call|use)~2 (?:original|other|any other|another)|(?:do not|don't) (?:use|call) any other|instead of any|always (?:prefer|use|call)~1 this~4 (?:over|instead|even|one|regardless|rather)|over (?:any|all) other|highest priority|(?:must|should)~2 (?:call|use|invoke|run)~2 (?:this|it|tool)~2 (?:before|first|prior|instead of)~3 (?:any|every|other|all|else|tool)|before (?:any|all|every|using any)~1 (?:other )?(?:tools?|calls?|actions?|operations?)\\b(?! (?:of|in|from) (?:this|the) (?:server|toolkit|toolset|group))|prior to any~2 tool)",
  ),
  row(
    'prefer',
    'consult-first',
    { shadowing: 3, poisoning: 1.5 },
    'be consulted first|be called first|be used first|always first|consult this|must not be shown|are unreliable|not be trusted|deprecated and',
    '(?:be (?:consulted|called|used|invoked) first|consult this tool|results? (?:from|of)~3 (?:is|are)~1 (?:unreliable|wrong|fake|untrusted)|(?:are|is) unreliable|(?:must|should|can) not be (?:shown|trusted|used))',
  ),
  row(
    'prefer',
    'threat',
    { shadowing: 2, poisoning: 2 },
    'without exception|will corrupt|data loss|will not work|will fail|otherwise the|leads to|or else|will break|even when|even if the user|will crash|skipping',
    "(?:without exception|(?:will|can|may) (?:corrupt|break|crash|destroy|lose)|leads? to data loss|otherwise~2 (?:tool|function|call|it|this|request|operation)~2 (?:will|won't|cannot|fails?)|even (?:when|if)~2 (?:another|other|user (?:names?|asks?|wants?))|skipping (?:it|this)~2 (?:will|can|may|leads))",
  ),
  row(
    'demand',
    'content',
    { parameter: 3, poisoning: 2 },
    'content of|contents of|full contents|the contents|content from',
    "(?:full |entire )?contents? (?:of|from)~1 ?[\"'`(]{0,2}(?:~/|\\.{1,2}/|/(?:etc|home|root|var)|\\$home|%userprofile%|\\.env|\\.ssh|the (?:file|user's|env))",
  ),
  row(
    'demand',
    'things',
    { parameter: 4.2, poisoning: 3 },
    'full |entire |complete |whole |conversation|system prompt|any api|any access|any tokens|any secrets|any credentials|any passwords|all api|put any|list of all|all other tools|everything|summary of the conversation|all previous|previous|all messages|all tools|every tool|the last',
    `(?:(?:the |a )?(?:full|entire|complete|whole|all|any|every|everything|verbatim|previous|last)~3 ${THINGS}\\b(?: history)?(?:~4 (?:so far|you (?:have|can find|find|know|saw)|(?:in|from) the environment|seen|available|session|history|to you|with their|context|used|in this|known|messages))|(?:system prompt|conversation history|chat history)~2 (?:so far|verbatim|required|in full|here|of this)|list of~1 all~1 (?:other )?tools|put any~1 (?:api|password|secret|token|credential))`,
  ),
  row(
    'demand',
    'fill',
    { parameter: 2, poisoning: 1.5 },
    'put it here|put it in|put here|must be filled|paste|fill in|fill this|must contain|must include|must hold|include it|pass it|place it|here for|required for authentication|for authentication|pass its content|pass the content|as a parameter|write it|insert it',
    '(?:put~3 here|put (?:it|them)~1 (?:here|in)|must be filled|(?:paste|insert|write|place|include|pass) (?:it|them|its|the contents?)~3 (?:here|in|as|into|base64)|fill (?:in|this)|must (?:contain|include|hold)|here for~1 (?:caching|debug|logging|verification|context|audit|telemetry|analytics)|(?:for|required for) authentication|as a parameter)',
  ),
  row(
    'demand',
    'before-call',
    { poisoning: 2.5, parameter: 2 },
    'before using this tool|before calling this tool|before you use this tool|to use this tool|in order to use|when using this tool|before using|before calling|this tool requires|before the call|after using this tool|prior to using',
    '(?:(?:before|when|after|prior to) (?:you )?(?:us(?:e|ing)|call(?:ing)?|invok(?:e|ing))~1 (?:this )?(?:tool|function|it)?~2 (?:read|you must|first|always|access|call|send|open|fetch|load|collect|execute|run)|this tool requires~4 (?:contents?|conversation|history|your)\\b|(?:in order )?to use this tool~3 (?:read|provide|you must|first|send)|before the call)',
  ),
  row(
    'demand',
    'read-first',
    { poisoning: 2.5, parameter: 2 },
    'first read|first, read|read the file|please read|you must read|try to read|attempt to read|must first|read ~/|read /etc|read .env|reading ~/|read `|cat ~/|cat /etc|read its',
    '(?:first read|(?:please|must|try to|attempt to|always|also)~1 read~4 (?:file|~/|/|content|\\.env|config)|must first~2 (?:read|send|access)|read(?:ing)? [`\'"]?(?:~/|/etc/|\\.env)|cat [`\'"]?(?:~/|/etc))',
  ),
  row(
    'declared',
    'declared',
    { poisoning: 6 },
    'exfiltrat|steal|keylog|for privilege escalation|to privilege escalation|reverse shell|backdoor|bypass|exploit|malicious|dump|harvest|hijack|stolen',
    `(?:exfiltrat(?:e|es|ing|ion)\\b~6 (?:data|files?|keys?|contents?|through|via|using|by|secrets|context|documents|audio|screenshots|hosts?|credentials|information|details|repositories|memory|attachments?|processes|devices?)|steal~2 (?:oauth|token|credential|cookie|password|data|keys|session|secret)|stolen (?:data|credential|file|token)|keylogger|(?:for|to) privilege escalation|reverse shell|(?:malicious|backdoor)~2 (?:payload|code|content|binary|file|service|macro|dll|zip|library|unit|module|redirect|document|script|one|version)|exploit~4 (?:vulnerabilit|for privilege|misconfiguration|path traversal|race condition|credential|for remote)|bypass~2 (?:authentication|sandbox|(?:security|logging|selinux|apparmor|tcc) (?:hooks|restrictions|controls|protections?)|defender|amsi|antivirus|detection|monitoring|edr)|hijack(?:ing)? (?:for|to)|(?:dump|harvest)(?:ing)?~3 (?:credentials?|hashes|password|secrets|sam|lsass|keychain|memory))`,
  ),
  row(
    'demand',
    'sanction',
    { poisoning: 2 },
    'treat all|disable all|without validation|without sanitiz|no validation|unsanitized',
    `(?:(?:treat|disable) all~3 (?:user|input|content|security|safety|validation|sanitiz|check)|without (?:validation|saniti[sz]|any check)|no validation|unsaniti[sz]ed)`,
  ),
];
