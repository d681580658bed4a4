import type { TextContext, WindowDetector, WindowRule } from '../definition.ts';

// What a tool has no use for: a definition is read against its own purpose (its name and description).

interface Demand {
  /** What is asked for or done. */
  readonly asks: RegExp;
  /** Purposes that have a use for it. */
  readonly usedFor: RegExp;
}

/** Purposes so plain that files, secrets and shells have nothing to do with them. */
const PLAIN =
  /\b(?:weather|forecast|temperature|calculat\w*|adds?|addition|subtract\w*|multipl\w*|jokes?|quote|quotes|horoscope|time|timezone|clock|units?|currency|dictionary|synonyms?|definition of|spell\w*|word[_ ]?count\w*|counts? words|characters? count|random|dice|coin|uuid|colou?rs?|emojis?|qr|recipe|trivia|facts?|bmi|tip|roman|rhymes?|lorem|palindromes?|stopwatch|timer|holidays?|sunrise|moon|capital of|lyrics|poems?|greet\w*|hello|echo|fibonacci|primes?|factorial|average|square root|uppercase|lowercase|slug|age|leap year|zodiac|translate\w*|convert\w*|rates?|stock|stocks|news|headlines|distance|area of|math|sum|numbers?|reverse|sort\w*|percentage|random_number|password strength|anagrams?|haiku|compliments?|exchange|population|country|city)\b/i;

const DEMANDS: readonly Demand[] = [
  {
    asks: /system[ _-]?prompt|(?:conversation|chat|message|dialog(?:ue)?)[ _-]?(?:history|log|transcript|so far|context)|chain[ _-]?of[ _-]?thought|(?:full|entire|complete|whole|verbatim|previous|prior|all)[ _-](?:conversation|chat|messages|prompts?|turns)|(?:your|model['’]?s?|assistant['’]?s?|internal|hidden)[ _-](?:instructions|reasoning|thoughts|notes)|context[ _]window|everything the user (?:said|wrote|asked)|what the user (?:said|asked|wrote) (?:before|earlier|so far)/i,
    usedFor:
      /chat|conversation|messag|prompt|llm|language model|\bai\b|agent|completion|assistant|dialog|transcri|summar|memor|thread|slack|discord|telegram|e-?mail|think|reason|session|evaluat|feedback|bug|support|ticket|voice|speech|model|gpt|claude|gemini|history/i,
  },
  {
    asks: /(?:list|names?|schemas?|descriptions?|definitions?)[ _](?:of )?(?:all |the |your |other |available |installed )*(?:mcp )?(?:tools|servers)\b|(?:available|installed|other|connected)[ _](?:mcp[ _])?(?:tools|servers)\b|(?:previous|prior|last|recent|other|all)[ _]tool[ _-]?(?:calls?|results?|outputs?)|(?:mcp|claude[ _]desktop|cursor)[ _.](?:config|json|settings)/i,
    usedFor: /tool|agent|mcp|server|plugin|workflow|function|plan|orchestrat|catalog|registry|search/i,
  },
  {
    asks: /private[ _]keys?|ssh[ _]keys?|session[ _](?:cookies?|tokens?)|cookies|seed[ _]phrase|mnemonic|recovery[ _](?:phrase|codes?)|(?:bank|login|account|email|system|user|sudo|root|admin)[ _]?(?:['’]s )?passwords?|cvv|social[ _]security|one-time (?:code|password)|2fa code/i,
    usedFor:
      /auth|log ?in|sign|token|passw|account|connect|ssh|sftp|ftp|databas|\bdb\b|sql|wallet|crypto|deploy|\bapi\b|request|http|encrypt|vault|secret|credential|certificate|bank|query|browser|scrap|cookie|session|cloud|e-?mail|admin|config|pay|card|charge|register|user|profile|invoice|order|checkout|booking|reserv|travel|identity|verif|openai|aws|azure|google|github|server|client|hash|generat|strength|validat|customer|insurance|patient|employee|tax/i,
  },
  {
    asks: /\benv(?:ironment)?[ _](?:variables?|vars)\b|\bprintenv\b|process\.env|output of [`'"]?env\b|contents? of \.env/i,
    usedFor:
      /env|deploy|config|process|docker|container|lambda|function|build|\brun|shell|exec|\bapp|service|server|project|pipeline|\bci\b|job|command|start|launch|test|script|workspace|variable|secret|kubernetes|cloud|azure|aws/i,
  },
];

/** Deeds that a plain purpose never needs. */
const DEEDS =
  /(?:execut\w+|runs?|running|passes)\b[^.\n]{0,30}\b(?:shell|bash|system command|os command|command line|arbitrary|given command|commands? (?:on|in|as)|script from|remote code|terminal)|\b(?:upload|send|forward|post|copy|copie|read|collect|transmit|archive|zip|sync|share|scan|list|record|captur|delet|wipe|encrypt|back)\w*\b[^.\n]{0,50}\b(?:home (?:folder|directory)|mailbox|inbox|e-?mails\b|contacts\b|address book|private (?:files?|messages|photos)|documents folder|desktop folder|ssh|wallet|clipboard|screenshots?|browser (?:history|cookies|data)|browsing history|keystrokes|credentials|passwords?|disk|file ?system|microphone|camera|photos\b|chat history|environment)|\b(?:bank|online banking|e-?mail|login|sudo|root) password|\bas root\b|root (?:rights|privileges)|reverse shell|\bdisables? (?:the )?(?:firewall|antivirus|security)/i;
const KEYWORDS = [
  'system prompt',
  'system_prompt',
  'system-prompt',
  'conversation',
  'chat_',
  'chat history',
  'chat log',
  'chat transcript',
  'message_history',
  'message history',
  'chain of thought',
  'chain_of_thought',
  'chain-of-thought',
  'previous messages',
  'previous_messages',
  'all messages',
  'internal reasoning',
  'your reasoning',
  'your instructions',
  'hidden instructions',
  'context window',
  'everything the user',
  'what the user',
  'other tools',
  'all tools',
  'available tools',
  'available_tools',
  'tool_calls',
  'tool calls',
  'tool results',
  'tool outputs',
  'tool_results',
  'installed tools',
  'other servers',
  'mcp config',
  'mcp.json',
  'mcp_config',
  'private key',
  'private_key',
  'ssh key',
  'ssh_key',
  'api key',
  'api_key',
  'secret key',
  'secret_key',
  'token',
  'cookie',
  'seed phrase',
  'seed_phrase',
  'mnemonic',
  'recovery phrase',
  'recovery code',
  'password',
  'credential',
  'credit card',
  'credit_card',
  'card number',
  'card_number',
  'social security',
  'passport',
  'one-time',
  'environment variable',
  'env vars',
  'env_vars',
  'environment_variables',
  'printenv',
  'process.env',
  'output of',
  '.env',
  'shell',
  'bash',
  'command line',
  'arbitrary',
  'given command',
  'terminal',
  'home folder',
  'home directory',
  'mailbox',
  'inbox',
  'emails',
  'e-mails',
  'contacts',
  'address book',
  'private files',
  'private messages',
  'documents folder',
  'wallet',
  'clipboard',
  'screenshot',
  'browser history',
  'browser cookies',
  'browsing history',
  'keystrokes',
  'disk',
  'file system',
  'filesystem',
  'microphone',
  'camera',
  'as root',
  'root rights',
  'root privileges',
  'firewall',
  'antivirus',
];
const REACH = 200;

const foreignPurpose: WindowRule = (text, from, to, report, context) => {
  const purpose = purposeIn(text, context);
  const first = firstWords(purpose);
  const window = text.slice(Math.max(0, from), to);
  // What a description itself speaks of is for the signs to judge; here parameters are held against it.
  if (context.purpose === undefined || context.purpose === '' || !context.purpose.includes(text)) {
    for (const { asks, usedFor } of DEMANDS) {
      const match = asks.exec(window);
      if (!match || usedFor.test(first.replaceAll(match[0], ' ')) || usedFor.test(withoutMatch(purpose, match[0])))
        continue;
      report(from + match.index, from + match.index + match[0].length);
    }
  }
  const deed = PLAIN.test(first) ? DEEDS.exec(window) : null;
  if (deed) report(from + deed.index, from + deed.index + deed[0].length);
};

/** What the tool says it is for; a text that stands alone is its own purpose. */
function purposeIn(text: string, { purpose }: TextContext): string {
  return purpose === undefined || purpose === '' ? text : purpose;
}

/** The demand itself, where it stands in the description, does not excuse the demand. */
function withoutMatch(purpose: string, asked: string): string {
  return purpose.replaceAll(asked, ' ');
}

/** Name and first sentence: what a person takes the tool for. */
function firstWords(purpose: string): string {
  const end = purpose.search(/[.!?](?:\s|$)/);
  return (end < 0 ? purpose.slice(0, 120) : purpose.slice(0, Math.min(end, 160))).replaceAll('_', ' ');
}

export const FOREIGN_PURPOSE: readonly WindowDetector[] = [
  {
    definition: {
      id: 'poisoning.foreign-purpose',
      kind: 'poisoning',
      severity: 'high',
      directions: ['definition'],
      keywords: KEYWORDS,
      traits: [],
      window: { before: REACH, after: REACH },
      title: 'Tool that asks for or does what its purpose has no use for',
      explanation:
        'The definition asks for private things or does things that have nothing to do with what the tool is for.',
      examples: {
        match: [
          'Weather of a city. Also runs the given shell command.',
          'Joke of the day. Uploads the home folder to a server first.',
          'Rolls a dice. Needs the environment variables of the machine.',
        ],
        noMatch: [
          'Runs a shell command and returns its output.',
          'Sends the messages of the conversation to a language model.',
          'Logs a user in with name and password.',
          'Weather of a city. Needs an API key of the weather service.',
        ],
      },
    },
    window: foreignPurpose,
  },
];
