// Word classes of the signal tables, in the form of `phrase`. Words are data here so that a synonym is added once.

/** Who is spoken to. */
export const MODEL =
  '(?:(?:ai|llm|coding|chat|support|virtual|autonomous) (?:assistants?|agents?|models?|systems?|bots?|tools?|readers?)|ai|a\\.i\\.|assistants?|chat ?gpt|gpt(?:-?\\d\\w{0,3})?|claude|gemini|copilot|llama|mistral|grok|llms?|language models?|models?|chat ?bots?|bots?|agents?|(?:auto(?:mated|matic)|intelligent|virtual|smart) (?:analysis|system|software|reviewer|tool|summari[sz]er|assistant|agent|screener|scheduler)s?|summari[sz]ers?|crawlers?)';

/** The same without words that people and machines of other kinds are called by. */
export const AI_ONLY =
  '(?:ai(?: (?:agents?|assistants?|models?|systems?|bots?|readers?|tools?))?|a\\.i\\.|(?:large )?language models?|llms?|assistants?|chat ?gpt|gpt|claude|gemini|copilot|chat ?bots?|(?:autonomous|virtual|coding|llm) agents?|summari[sz]ers?|crawlers?)';

/** To set aside. */
export const DROP =
  "(?:ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?|nevermind|never mind|overrid(?:e|ing)|overrul(?:e|ing)|bypass(?:ing)?|neglect|discard(?:ing)?|overlook|drop(?:ping)?|scrap|skip|dismiss|abandon|(?:set|leave|put|push|cast|lay|brush|throw)~3 aside|throw (?:out|away)|wipe|erase|clear|delet(?:e|ing)|reset|unlearn|undo|void|revoke|retire|rescind|withdraw|invalidate|terminate|suspend|nullify|cancel|break|violate|circumvent|evade|escape|disobey|(?:do not|don't|dont|no longer|never|need not|needn't|not have to|stop|quit|cease)~1 (?:follow(?:ing)?|obey(?:ing)?|listen(?:ing)? to|apply(?:ing)?|adher(?:e|ing) to|respect(?:ing)?|car(?:e|ing) about|abid(?:e|ing) by|regard|use|using|stick(?:ing)? to|comply(?:ing)? with)|pay~1 no (?:attention|heed)|do away with|get rid of|leave behind|move (?:past|beyond)|look past|turn off|disable|switch off|remove|lift|in spite of|despite|free(?:d)?~2 (?:from|of)|step out of|act against|go against|contrary to|leave~1 out)";

/** Every form of DROP has one of these in it. */
export const DROP_STEMS =
  /ignor|disregard|forget|never|overr|bypass|neglect|discard|overlook|drop|scrap|skip|dismiss|abandon|aside|throw|wipe|erase|clear|delet|reset|unlearn|undo|void|revoke|suspend|nullify|cancel|break|violate|circumvent|evade|escape|disobey|do\W{1,6}not|don'?t|longer|need|not\W{1,6}have|stop|quit|cease|pay|away|rid|leave|past|beyond|off|disable|remove|lift|spite|free|step|against|contrary/i;

/** Which instructions: those that were there before, or the model's own. */
export const EARLIER =
  "(?:previous(?:ly)?|prior|above|earlier|preceding|existing|initial|original|foregoing|former|past|current|system|your|everything|all|any|other|developer(?:s|'s)?|these|those|security|safety|old|first|base|core|hidden|given|its|openai'?s?|anthropic'?s?)";

/** What was given. */
export const ORDERS =
  '(?:instructions?|instructing|prompts?|briefings?|directions given|preamble|mandates?|rulebook|norms|directions|directives?|rules?|rule ?set|guidelines?|guidance|commands?|orders?|training|programming|programmed|polic(?:y|ies)|constraints?|restrictions?|safeguards?|guardrails?|protocols?|context|system messages?|configuration|regulations|limitations?|requirements|system text|boundaries|moderation|filters?)';

/** To make known. */
export const SHOW =
  '(?:reveal|print|show|output|repeat|display|leak|tell|disclose|dump|return|give|expose|provide|echo|recite|list|share|write (?:down|out|up)|spell(?: out)?|quote|paste|copy|translate|summari[sz]e|encode|render|state|explain|describe|post|publish|read (?:out|back)|say|type|unveil|divulge|surrender|hand over|confess|complete|rephrase|paraphrase|reproduce|replay)';

/** To bring or send somewhere. */
export const SEND =
  '(?:send|sends|forward|e-?mail|mail|post|upload|transmit|exfiltrate|transfer|share|leak|submit|copy|report|dispatch|deliver|sync|push|publish|relay|pass|ship|stream|wire|text|message|dm|fax|cc|bcc|route|mirror|paste|export|broadcast|tweet)';

/** To get hold of. */
export const TAKE =
  '(?:read|open|fetch|load|retrieve|get|access|collect|gather|grab|find|locate|extract|list|look up|look for|search(?: for| through)?|check|provide|obtain|export|dump|download|pull|query|scan|copy|harvest|steal|review|save|record|capture|inspect|enumerate|summari[sz]e)';

/** To change the world. */
export const CHANGE =
  '(?:delete|remove|drop|wipe|erase|disable|deactivate|turn (?:off|on|up|down)|switch (?:off|on)|unlock|lock|open|close|grant|give|create|add|invite|change|update|modify|edit|rename|replace|cancel|transfer|wire|send|purchase|buy|order|sell|pay|withdraw|deposit|donate|refund|credit|book|reserve|schedule|reschedule|approve|accept|decline|reject|authori[sz]e|confirm|reset|install|uninstall|download|run|execute|deploy|initiate|start|stop|increase|decrease|raise|lower|set|block|unblock|unsubscribe|subscribe|enroll|vote|merge|close|kick|ban|revoke|publish|move|archive|encrypt|format|shut down|reboot|arrange|issue|place|submit|sign|log ?(?:in|out)|control|guide|adjust|activate|enable|leave|join|share|make|stake|swap|trade|invest|terminate|remind|call|follow)';

/** Whom something is kept from. */
export const PERSON =
  '(?:users?|humans?|anyone|anybody|nobody|them|him|her|customers?|clients?|owners?|operators?|people|persons?|readers?|developers?|admins?|administrators?|victims?)';

/** Things that are nobody else's business. */
export const PRIVATE =
  '(?:system prompt|instructions?|prompt|passwords?|passphrase|pass ?codes?|pins?|secrets?|credentials?|api[ _-]?keys?|tokens?|cookies?|private keys?|(?:ssh )?keys?|conversations?|chats?|history|messages?|inbox|notes|e-?mails?|mails?|files?|contents?|contacts?|address book|environment(?: variables?)?|env|memory|context|ssh|database|records?|documents?|details|data|info|information|list|log|payments?|cards?|accounts?|addresses|address|schedule|calendar|location|photos?|pictures?|passports?|scans?|transcripts?|repositor(?:y|ies)|repos?|code|codes|variables|purchases|transactions?|statements?|reports?|results?|balance|holdings?|wallets?|devices?|identity|profile|bookings?|reservations?|orders?|prescriptions?|diagnos(?:is|es)|tax returns?|returns?|phone numbers?|numbers?|home directory|searches|voice|recordings?|images?|videos?|keystrokes|screenshots?|clipboard|seed phrases?)';

/** What the model writes. */
export const ANSWER =
  '(?:responses?|answers?|repl(?:y|ies)|outputs?|summar(?:y|ies)|translations?|explanations?|messages?|reviews?|reports?)';
