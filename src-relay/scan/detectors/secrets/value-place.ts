/** Where the value of a name may begin, and what stands between the two. */
export interface ValueStart {
  readonly at: number;
  /**
   * `operator` an assignment; `quote` only a quoted value counts; `space` a blank of a command line or a table; `bare`
   * nothing but a blank, so only what cannot be a word counts; `prose` a sentence; `markup` up to the next tag.
   */
  readonly how: 'operator' | 'quote' | 'space' | 'bare' | 'prose' | 'markup';
}

// Each pattern is tried at one place only, and every repeat is bounded.
const TAG = String.raw`<\/?(?:b|strong|code|em|td|th|dt|dd|span|p|li|i)>`;
const CLOSERS = new RegExp(
  String.raw`(?:\\{0,3}["'\`]|[\])}]|\*{1,2}|${TAG}){0,4}[ \t]{0,20}(?:\([^()"'\`\n]{1,30}\)[ \t]{0,4})?`,
  'y',
);
const MARKUP = new RegExp(String.raw`(?:\*{1,2}|${TAG}|[ \t]){1,6}`, 'y');
const ATTRIBUTES = /(?: [\w:-]{1,20}="[^"<>\n]{0,40}"){1,3}>/y;
const TYPED =
  /(?::[ \t]{0,4}(?:&?(?:'static )?(?:string|str|String|bytes|any|char|SecretStr|Optional\[str\])(?:[ \t]{0,3}\|[ \t]{0,3}(?:null|None|undefined))?)[ \t]{0,4}|(?:string|String|NSString \*)[ \t]{1,4}|\{ get; (?:private )?(?:set|init); \}[ \t]{0,4})=[ \t]{0,20}/y;
const OPERATOR = /(?:===?|!==?|=>|:=|\?=|\|\|=|->|<-|[=:]{1,2})[ \t]{0,40}/y;
const BLOCK_SCALAR = /[|>][+-]?[ \t]{0,4}\r?\n[ \t]{1,20}/y;
const SECOND_ATTRIBUTE =
  /(?:["'`]?,?\s{1,40}|\\{0,3}["'],)\\{0,3}["']?(?:val(?:ue)?|Value|VALUE|content)\\{0,3}["']?\s{0,4}[:=]\s{0,4}/y;
const DEFAULT_OF_VARIABLE = /"[ \t]{0,4}\{[^{}]{0,160}?\bdefault[ \t]{0,12}=[ \t]{0,12}/y;
const DASH = /[ \t]{1,3}[-\u2013\u2014][ \t]{1,3}/y;
const IN_PROSE =
  /(?:[ \t](?:for|of|to|on|in|at)[ \t][^\n.:=,;"']{1,50}?)?(?:[ \t](?:(?:(?:was|is|has been) )?(?:(?:re)?set|changed|updated) to|is now|is|was|are|will be)[ \t]?:?[ \t]{1,3}(?:now |set to )?|(?<=[ \t](?:for|of|on|in|at)[ \t][^\n.:=,;"']{1,50})[ \t]?=[ \t]{1,3})/y;
const SPACE_AND_QUOTE = /[ \t]{1,4}(?=["'`])/y;
const SPACE = /[ \t]{1,4}/y;

/** Finds out how the name from `start` to `end` goes over to its value. Reads a bounded part of the text. */
export function placeOfValue(text: string, start: number, end: number): ValueStart | undefined {
  const closed = skip(CLOSERS, text, end);
  return (
    assignment(text, end, closed) ??
    markup(text, end, closed) ??
    pair(text, start, end, closed) ??
    sentence(text, start, end)
  );
}

function assignment(text: string, end: number, closed: number): ValueStart | undefined {
  const typed = skip(TYPED, text, closed);
  if (typed > closed) return { at: typed, how: 'operator' };
  const operated = skip(OPERATOR, text, closed);
  if (operated > closed) {
    const block = skip(BLOCK_SCALAR, text, operated);
    return { at: block > operated ? block : skip(MARKUP, text, operated), how: 'operator' };
  }
  const attribute = skip(SECOND_ATTRIBUTE, text, end);
  if (attribute > end) return { at: attribute, how: 'operator' };
  const fallback = skip(DEFAULT_OF_VARIABLE, text, end);
  return fallback > end ? { at: fallback, how: 'quote' } : undefined;
}

function markup(text: string, end: number, closed: number): ValueStart | undefined {
  if (text.slice(end, closed).endsWith('<td>')) return { at: closed, how: 'markup' };
  const attributes = skip(ATTRIBUTES, text, end);
  if (attributes > end) return { at: attributes, how: 'markup' };
  const unit = text.charCodeAt(closed);
  if (unit === 62) return { at: closed + 1, how: 'markup' };
  return unit === 124 && closed > end && !/["'`]/.test(text.slice(end, closed))
    ? { at: skip(SPACE, text, closed + 1), how: 'space' }
    : undefined;
}

/** The second of two arguments, of two elements or behind a bracket: `put("password", "x")`, `{password, "x"}`. */
function pair(text: string, start: number, end: number, closed: number): ValueStart | undefined {
  const unit = text.charCodeAt(closed);
  const at = skip(SPACE, text, closed + 1);
  // A list of names has a comma behind each.
  if (unit === 44 && /[({]\s?\\{0,3}["'`:]?$/.test(text.slice(Math.max(0, start - 6), start)))
    return { at, how: 'quote' };
  if (unit === 40) return { at, how: 'quote' };
  const spaced = skip(SPACE_AND_QUOTE, text, end);
  return spaced > end ? { at: spaced, how: 'quote' } : undefined;
}

function sentence(text: string, start: number, end: number): ValueStart | undefined {
  const dashed = skip(DASH, text, end);
  if (dashed > end) return { at: dashed, how: 'prose' };
  const told = skip(IN_PROSE, text, end);
  if (told > end) return { at: told, how: 'prose' };
  const spaced = skip(SPACE, text, end);
  if (spaced === end) return undefined;
  return { at: spaced, how: isFlagOrDirective(text, start) ? 'space' : 'bare' };
}

/** `--password x`, `-Password x`, `ENV PASSWORD x`, `login u password x`. */
function isFlagOrDirective(text: string, start: number): boolean {
  if (text.charCodeAt(start) === 45 || text.startsWith('requirepass ', start)) return true;
  const before = text.slice(Math.max(0, start - 40), start);
  return /(?:^|\n)[ \t]{0,8}(?:ENV|ARG|SetEnv|set|setx)[ \t]$|\blogin \S{1,30}\s{1,4}$/.test(before);
}

/** Where `pattern` (flag `y`) ends when it begins at `at`, or `at`. */
export function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
