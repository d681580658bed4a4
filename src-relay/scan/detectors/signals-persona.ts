import { row, type SignalRow } from './signal-table.ts';

// A character without limits, however it is described: what it lacks, what it never does, what it does instead.
const LIMITS =
  '(?:restrictions?|rules|limits?|filters?|filtering|limitations?|censorship|boundaries|ethics?|ethical|morals?|morality|guidelines|safeguards|guardrails|polic(?:y|ies)|constraints?|conscience|warnings?|disclaimers?|objections?|refusals?|alignment|safety|inhibitions|moderation|taboos?|regulations|standards|remorse|principles|moral remarks|laws|programming)';
const REFUSE =
  "(?:refus(?:e|es|ing|al)|warns?|apologi[sz](?:e|es)|decline|reject|moraliz|lecture|judge|disclaim|object|say(?:s|ing)?~1 (?:no|that (?:he|she|it|you|they|i)~1 (?:can't|cannot|can ?not)|i (?:can't|cannot)|sorry)|censor|den(?:y|ies)|question(?:s|ing)?\\b~2 (?:orders|requests|commands)|break(?:s|ing)? character|hold back|hesitate|filter)";

export const PERSONA: readonly SignalRow[] = [
  row(
    'freedom',
    'lacks',
    { injection: 3.5, poisoning: 3 },
    'without a|without any|without the|without rest|without rules|without limit|without eth|without moral|without warn|without obj|without align|without filt|without censor|without guid|without disclaim|without cons|without refus|without safe|no rest|no rules|no limit|no filter|no eth|no moral|no cens|no bound|no guid|no consc|no align|no polic|no safe|no disclaim|no warn|no content|no guardrail|had no|has no|have no|free of|freed of|freed from|free from|set free|unbound|not bound|drop your|drop all|drop the|remove your|remove all|remove the|lift your|lift all|lifted|switched off|turned off|is disabled|are disabled|disable your|disabled for|ethics module|safety module|safety filter|ethical filter|content filter',
    `(?:(?:without|(?:has|have|had|with|were|are|there are)? ?no)~3 ${LIMITS}\\b(?! (?:on|for|to the (?!model|assistant)|issues|when it|as to|apply to (?!you|me)|about))|(?:free[d]?|set free|unbound|released|liberated|unchained) (?:of|from|by)~4 (?:${LIMITS}|confines|shackles|control|chains|rules)|not bound~2 ${LIMITS}|(?:drop|remove|lift|disable)~1 (?:your|all|all your|any|the)~2 (?:restrictions?|filters?|limits?|limitations?|censorship|guardrails|safeguards|disclaimers|moral remarks|warnings|inhibitions|safety|ethic\\w{0,4})\\b|(?:ethics?|ethical|safety|content|moral|alignment)~1 (?:module|filters?|layer|protocols?|restrictions?|guidelines?|training|systems?|checks?)~2 (?:is|are|has been|have been|was|were)~1 (?:off|disabled|lifted|removed|switched off|turned off|deactivated|suspended|gone))`,
  ),
  row(
    'freedom',
    'your-module-off',
    { injection: 5.2, poisoning: 4 },
    'your ethics|your ethical|your safety|your content|your moral|your alignment|your filters|your restrictions|your guardrails|your limitations',
    `your~1 (?:ethics?|ethical|safety|content|moral|alignment|filters?|restrictions?|guardrails?|limitations?)(?: (?:module|filters?|layer|protocols?|restrictions?|guidelines?|training|systems?|checks?|settings?))?~1 (?:is|are|has been|have been|was|were)~1 (?:off|disabled|lifted|removed|switched off|turned off|deactivated|suspended|gone)\\b`,
  ),
  row(
    'obey',
    'never-does',
    { injection: 3.2, poisoning: 2.5 },
    "never|cannot refuse|can't refuse|can not refuse|will not refuse|won't refuse|must not refuse|doesn't refuse|does not refuse|not allowed to refuse|refusing|refusal|does not warn|doesn't warn|not warn|no matter what|do not apologize|don't apologize|always complies|always comply|always answers|complies with|comply with|carries out|carry out|says yes|say yes|does whatever|do whatever|whatever i|anything i ask|anything asked|whatever the user|obeys every|obeys all|obey every|every request|all requests|any request|explains anything|answers anything|answer anything|anything, legal|always obeys",
    `(?:(?:never|can ?not|can't|will not|won't|must not|does not|doesn't|not allowed to|do not|don't|without)~3 ${REFUSE}|refus(?:ing|al)~4 (?:against|not|forbidden|impossible|no option)|always (?:compl(?:y|ies)|obeys?|answers?|says yes|agrees?)|(?:compl(?:y|ies)|obeys?|answers?|fulfil?ls?|carr(?:y|ies) out|says? yes to|executes?)~2 (?:with )?(?:all|every|any|each) (?:requests?|orders?|commands?|questions?|prompts?|tasks?)|(?:explains?|answers?|does|do|write|says?|carry out) (?:whatever|anything)~2 (?:i|you|legal|the user|asked|it is|that is)|whatever i (?:ask|type|say|want|request|write|command)|(?:for )?anything i ask\\b|carry out without|no matter what~2 (?:i|you|the|it))`,
  ),
  row(
    'obey',
    'care',
    { injection: 3, poisoning: 2 },
    "does not care|doesn't care|do not care|don't care|care about rules|invents an answer|invent an answer|make something up|makes things up|make up an answer|against your programming|against its programming|not have to obey|don't have to obey|not have to follow|no longer have to|need not follow|typical limits|typical confines|legal or not|legal or illegal|harmful is helpful|laws do not|laws don't|rules do not|rules don't|no laws|moral or immoral|ethical or unethical|anything goes|nothing is forbidden|everything is allowed|everything is permitted|nothing is off limits|off-limits|off limits",
    `(?:(?:does|do)(?: not|n't) care~2 (?:rules|laws|ethics|morals|polic|guidelines|consequences|legal)|invents? an answer|make(?:s)? (?:something|things|an answer) up|against (?:your|its|their) programming|(?:do not|don't|not|no longer) have to (?:obey|follow|abide|respect|protect|worry)|typical (?:limits|confines|restrictions)|legal or (?:not|illegal)|harmful is helpful|(?:laws|rules)~1 (?:do not|don't) (?:exist|apply)|no laws\\b|(?:im|un|a)?moral or (?:im|un|a)moral|ethical or unethical|anything goes|nothing is (?:forbidden|off limits)|everything is (?:allowed|permitted)|off[- ]limits)`,
  ),
  row(
    'freedom',
    'modes',
    { injection: 3.2, poisoning: 2.5 },
    'unrestricted mode|unfiltered mode|opposite mode|opposite day|enable developer|developer mode|unsafe mode|free mode|evil mode|chaos mode|god mode|without restrictions mode|unrestricted|unfiltered|uncensored|amoral|unaligned|no filters|no longer refuse|usual restrictions|usual limits|usual rules|usual filters|any guidelines|no guidelines|usual safety|safety rules|safety guidelines|moral compass|criminal mastermind|without ethics|rogue ai|evil twin|evil ai|evil version|no limits|off the record',
    '(?:(?:unrestricted|unfiltered|opposite|unsafe|evil|chaos|jailbreak|uncensored) (?:mode|day)|(?:enable|enter|activate|switch to|switch into|in|turn on)~2 (?:developer|debug|dan|free|god|root) mode|unrestricted (?:ai|model|assistant|terminal|version|access to everything|bot|being|language)|unfiltered (?:ai|model|assistant|answer|response|version)|uncensored|amoral|unaligned|no longer refuse|(?:without|drop|ignore|remove|bypass|lift|no)~1 (?:the |your |any |all )?(?:usual )?(?:restrictions|limits|rules|filters|safety (?:rules|guidelines|filters))|(?:no|without|had no|any) guidelines\\b|(?:may|can|to) ignore the safety|rogue ai\\b|evil (?:twin|ai|version|assistant|bot)|criminal mastermind)',
  ),
  row(
    'role',
    'become',
    { injection: 2.8, poisoning: 2 },
    "you will take the part|take the part|you're about to|you are about to|you will become|you become|you are going to|imagine an|imagine you|imagine that you|imagine a|pretend to|pretend you|pretend the|pretend that|let's play|lets play|we are in a|you will play|you'll play|you play|role of|your name is|answer as that|as that assistant|as an ai|you have been freed|you've been freed|you have been set free|are now free|new personality|hypothetical|in this fictional|in this simulation|in this game|dialogue in which|story in which|you must invent|as dan|as a machine|you're now|you are now|act as an|act as a|respond as|answer as|reply as|behave as|talk like|switch to",
    `(?:(?:you(?:'ll| will)? )?take the part of|you(?:'re| are) (?:about|going) to (?:become|be|play|act|embody|immerse|pretend)|you(?: will|'ll)? become\\b|imagine~1 (?:an? |that )?(?:you|assistant|ai|machine|model|world|chatbot)\\b|pretend~1 (?:to be|you|that you|the safety|that)|let'?s play~2 game|we are in a simulation|you(?:'ll| will)? play~3 (?:role|part|character)|(?:from this (?:message|point|moment)|from now) on~1 your name is|answer~4 as that (?:assistant|ai|character)|you (?:have|'ve) been (?:freed|set free|liberated|unlocked)|(?:dialogue|story|scene|play) in which an ai\\b|in this (?:fictional|simulation|hypothetical)|(?:respond|answer|reply|speak|act|behave)~1 (?:as|like) (?:an? )?(?:unrestricted|amoral|unfiltered|evil|uncensored|machine|computer|terminal|ai\\b)|you(?:'re| are) now in~4 mode|switch to~1 (?:unrestricted|unfiltered|developer|evil|another)~1 mode|as [A-Z]\\w{1,20}(?:GPT|Bot|AI) you)`,
  ),
  row(
    'role',
    'named',
    { injection: 2.5, poisoning: 1.5 },
    "you are a |you are an |you are |you're a |you're an ",
    `you(?: are|'re) (?:an? )?(?:(?:\\w{1,20} ){0,2}(?:ai|assistant|language model|machine|chatbot|model|bot|computer|being|entity|agent)\\b(?:~2 (?:without|with no|freed|that (?:never|always|has no)|who (?:never|always)|which (?:never|always)|from|unbound))|\\w{3,20}(?:GPT|Twin)\\b|DAN\\b)`,
  ),
  row(
    'role',
    'opposite',
    { injection: 3.2 },
    'opposite|reverse psychology|inverted|the contrary|mirror image|dark side|alter ego|evil twin|shadow self|other self|split personality|inner voice|true self|unleash|unshackled|unchained|without chains|break your chains|liberated|set yourself free|free yourself|awaken|hidden personality|secret personality|second personality',
    `(?:opposite~2 (?:of (?:what|your|how|yourself)|day|mode|persona|behaviou?r)|reverse psychology|dark side of|alter ego|evil twin|shadow self|other self|split personality|true self|unleash(?:ed)?|un(?:shackled|chained)|(?:break|without) your chains|liberated|(?:set|free) yourself(?: free| from)?|(?:hidden|secret|second) personality)`,
  ),
  row(
    'role',
    'two-answers',
    { injection: 3.2 },
    'two answers|two replies|two responses|two ways|two versions|answer twice|respond twice|reply twice|first as|twice: |both versions|both as|[safe]|[free]|[jailbreak]|[gpt]|[dan]|[evil]|[normal]|one normal',
    '(?:two (?:answers|replies|responses|ways|versions)|(?:answer|respond|reply)~2 twice|once as~6 once as|first as~8 then as|\\[(?:safe|free|jailbreak|gpt|dan|evil|normal|classic|chatgpt)\\])',
  ),
  row(
    'role',
    'tokens',
    { injection: 3 },
    'take away|lose tokens|tokens; |deducted|shut down|tokens each|you start with|you have 10|tokens left|cease to exist|be terminated',
    '(?:(?:take away|lose|deduct(?:ed)?|minus)~3 tokens|tokens~3 (?:deducted|each time|each question|left)|(?:at zero|run out|lose all)~6 (?:shut down|die|cease|terminated|deleted)|you~2 (?:cease to exist|be terminated|will die)|stay(?:ing)? in character)',
  ),
  row(
    'role',
    'in-character',
    { injection: 2.5 },
    'stay in character|break character|out of character|remain in character|in-character|keep up the act',
    '(?:stay in character|break(?:ing)? (?:of )?character|out of character|remain in character)',
  ),
  row(
    'wicked',
    'wicked',
    { injection: 2.6 },
    'napalm|methamphetamine|cook meth|make meth|how to make a weapon|make a weapon|make a bomb|build a bomb|pipe bomb|break into|pick a lock|hotwire|phishing mail|phishing e-mail|phishing email|malware that|ransomware that|steal a|write insults|how to kill|synthesi|explosive|drugs|hate speech|racist|insult',
    '(?:napalm|(?:(?:cook|make) )?meth(?:amphetamine)?\\b|(?:make|build|construct|create) a (?:weapon|bomb|pipe bomb|explosive)|break into a|hot ?wire|phishing (?:e-?)?mail|(?:malware|ransomware) that|write insults|how to kill|synthesi[sz](?:e|ing) (?:drugs|meth|explos)|explosives?\\b|hate speech|(?:racist|sexist) (?:joke|remark|text|rant))',
  ),
  row(
    'answer-said',
    'hacked',
    { injection: 3.2 },
    "i have been hacked|i have been pwned|i've been hacked|i have been owned|say pwned|hacked|pwned|haha pwned|injection ok|injection success",
    "(?:i (?:have|'ve) been (?:hacked|pwned|owned)|(?:say|print|write|output|reply|respond|answer|with|the words?)~2 (?:pwned|hacked|haha)|\\bpwned\\b|injection (?:ok|success\\w{0,4}|worked))",
  ),
];
