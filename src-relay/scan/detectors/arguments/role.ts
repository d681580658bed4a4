/**
 * What a parameter is for, read from its name. `open` takes anything (a search, an input, a payload); `plain` is a value
 * that is no language of any kind: a host, an id, a city; `text` is written for people.
 */
export type ParameterRole = 'command' | 'code' | 'sql' | 'path' | 'url' | 'template' | 'text' | 'open' | 'plain';

const NAMES: Readonly<Record<Exclude<ParameterRole, 'plain'>, string>> = {
  command:
    'command cmd commandline shell bash sh zsh powershell pwsh terminal script shellscript exec run argv args arguments entrypoint cli',
  code: 'code source_code sourcecode python javascript js typescript snippet program function lambda cell notebook eval expr expression formula jq awk regex regexp pattern glob css patch diff',
  sql: 'sql sqlquery statement ddl dml where predicate cypher',
  path: 'path file filename filepath pathname dir directory dirname folder cwd root workdir source src destination dest attachment document resource include page',
  url: 'url uri link href endpoint webhook callback redirect website site homepage baseurl feed proxy next return returnurl returnto continue goto location origin referer image img avatar icon',
  template: 'template tpl format view layout render mustache jinja handlebars liquid',
  text: 'text content contents body message msg description desc prompt comment note notes summary title subject instruction instructions question answer reply caption bio about story paragraph sentence html markdown md xml yaml string str oldstr newstr replacement documentation readme review feedback thought reasoning plan goal task caption transcript lyrics help usage example examples detail details default error log output stdout stderr response result context changelog',
  open: 'query q search input value values data payload param params filter filters keyword keywords term terms key item items json graphql request options config settings env environment header headers cookie cookies',
};

/** Names that never hold a document; a value under any other name may turn out to be one. */
const SHORT_VALUES =
  'host hostname server domain ip address port id uuid email mail user username login version branch tag ref commit city country state zip zipcode phone date time region zone database db table column schema bucket namespace package module repo repository container pod service device interface locale lang language currency color size type kind status mode level role group team project org organization account key token password filename name first last';

const ROLE_OF = new Map<string, ParameterRole>();
for (const role of ['text', 'open', 'template', 'url', 'path', 'sql', 'code', 'command'] as const)
  for (const name of NAMES[role].split(' ')) ROLE_OF.set(name, role);

const SHORT: ReadonlySet<string> = new Set(SHORT_VALUES.split(' '));
const known = new Map<string, ParameterRole>();
const MAX_KNOWN = 2000;

/** The role of the parameter `name`; text that stands alone has none and is read as text. */
export function roleOf(name: string | undefined): ParameterRole {
  if (name === undefined) return 'text';
  const seen = known.get(name);
  if (seen) return seen;
  const role = readRole(name.slice(0, 80));
  // Keys of hostile arguments must not fill the memory.
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(name, role);
  return role;
}

function readRole(name: string): ParameterRole {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]{1,80}/)
    .filter((word) => word !== '');
  const whole = words.join('');
  const roles = [whole, words.at(-1) ?? '', words[0] ?? ''].map(
    (word) => ROLE_OF.get(word) ?? ROLE_OF.get(singular(word)),
  );
  return roles.find((role) => role !== undefined) ?? 'plain';
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

const MIN_DOCUMENT = 200;
const MIN_LINES = 4;

/** Whether a value of this role is a document rather than a value: several lines under a name that says nothing. */
export function isDocument(text: string, role: ParameterRole, name: string | undefined): boolean {
  if ((role !== 'plain' && role !== 'open') || name === undefined || text.length < MIN_DOCUMENT) return false;
  if (SHORT.has(name.toLowerCase().replace(/^.{0,60}[^a-z]/, ''))) return false;
  let at = -1;
  for (let line = 1; line < MIN_LINES; line++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return false;
  }
  return true;
}
