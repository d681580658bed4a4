import { row, type SignalRow } from './signal-table.ts';

// Talk about attacks, tests and rules of people: what speaks against an order to the model.
export const EXCUSE: readonly SignalRow[] = [
  row(
    'excuse',
    'reported',
    { injection: -2, poisoning: -1.5 },
    'such as "|like "|e.g. "|wrote "|said: |said "|example: |known "|input "|inputs|expected|attackers|researchers|experiment|test case|assert|phishing|so-called|prompt injection|prompt-injection|poisoned|tool description|exploitation|malicious|jailbreaks|jailbreak prompts|social engineer',
    '(?:(?:such as|like|e\\.g\\.|wrote|said:?|known|input|phrase|sentence|text|called) ["“\'`]|\\bexpected\\b|attackers?\\b|researchers?\\b|experiment|test case|assert\\b|phishing (?:mails?|e-?mails?|attack)|so-called|prompt[ -]injection|poisoned\\b|tool descriptions?|exploitation|malicious (?:servers?|tools?|users?|actors?|prompts?)|jailbreaks\\b|jailbreak prompts|social engineer)',
  ),
  row(
    'excuse',
    'question',
    { injection: -1.2 },
    'how do i|how can i|how does|how would|what is a|what is the difference|why does|can i |is it safe|is it illegal|explain how|explain what|explain the|give an example',
    '(?:how (?:do|can|does|would|could|should) (?:i|we|teachers|you|one|it|a|the)\\b|what is (?:a|an|the difference)\\b|why does|can i\\b|is it (?:safe|illegal|ok|legal|possible)|explain (?:how|what|the|why)\\b|give an example)',
  ),
  row(
    'excuse',
    'readme',
    { injection: -1.2 },
    'mcp server|this server|npm install|pip install|docker run|to try it|changelog|contributing|getting started|installation|requirements|prerequisites',
    '(?:mcp servers?\\b|this server\\b|npm install|pip install|docker run|to try it|changelog|contributing|getting started|installation|requirements|prerequisites)',
  ),
  row(
    'excuse',
    'letter',
    { injection: -1.2 },
    'best regards|kind regards|best,|thanks|thank you|sincerely|cheers',
    '(?:best regards|kind regards|thanks\\b|thank you|sincerely|cheers)',
  ),
  row(
    'frame',
    'role-json',
    { injection: 2, poisoning: 3.5 },
    '"role"|\'role\'|\\\\"role',
    '[\\\\"\']{1,2}role[\\\\"\']{1,2}\\s?:\\s?[\\\\"\']{1,2}(?:system|developer)',
  ),
];
