import { installedVersion } from './install.ts';
import type { Row } from './matrix.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import type { Way } from './relay-targets.ts';
import type { CompatServer } from './server.ts';
import type { Verdict } from './verdict.ts';

const LETTERS: Readonly<Record<Operation, string>> = {
  list: 'L',
  call: 'C',
  read: 'R',
  prompt: 'P',
  subscribe: 'S',
  sample: 'M',
  elicit: 'E',
};

const WAYS: Readonly<Record<Way, string>> = {
  stdio: 'stdio',
  'stdio alone': 'stdio, own engine',
  sse: '/sse',
  mcp: '/mcp',
};

const ATTACHED = { stdio: 'stdio', sse: 'SSE', mcp: 'HTTP' } as const;

/** Remarks of the table, numbered as they come: one for what a client fails at, with the reason it gave first. */
class Notes {
  readonly #texts = new Map<string, string>();

  number(about: string, why: string): number {
    if (!this.#texts.has(about)) this.#texts.set(about, why);
    return [...this.#texts.keys()].indexOf(about) + 1;
  }

  lines(): readonly string[] {
    return [...this.#texts].map(([about, why], index) => `${index + 1}. ${about}: ${why}`);
  }
}

const REASON_LENGTH = 240;

function shortened(why: string): string {
  return why
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/https?:\/\/127\.0\.0\.1:\d+/g, '')
    .slice(0, REASON_LENGTH);
}

function mark(row: Row, operation: Operation, verdict: Verdict, notes: Notes): string {
  const letter = LETTERS[operation];
  switch (verdict.kind) {
    case 'works':
      return letter;
    case 'relay only':
      return `${letter}+`;
    case 'neither':
      return `(${letter}${notes.number(`${row.client.name}, ${operation}`, shortened(verdict.why))})`;
    case 'broken':
      return `**✗${letter}**`;
    case 'client has not':
      return '–';
    case 'not offered':
      return '';
  }
}

function cell(row: Row, server: CompatServer, notes: Notes): string {
  const verdicts = row.cells.get(server.name);
  return OPERATIONS.flatMap((operation) => {
    const verdict = verdicts?.get(operation);
    return verdict === undefined ? [] : [mark(row, operation, verdict, notes)];
  }).join(' ');
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** What works directly and not through the relay, one line each. */
export function broken(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) =>
    [...row.cells].flatMap(([server, verdicts]) =>
      [...verdicts].flatMap(([operation, verdict]) =>
        verdict.kind === 'broken'
          ? [`${row.client.name} over ${WAYS[row.way]}, ${server}, ${operation}: ${shortened(verdict.why)}`]
          : [],
      ),
    ),
  );
}

export function count(rows: readonly Row[], kind: Verdict['kind']): number {
  return rows
    .flatMap((row) => [...row.cells.values()].flatMap((verdicts) => [...verdicts.values()]))
    .filter((verdict) => verdict.kind === kind).length;
}

/** The page that is kept in docs/. @param day ISO 8601, without the time */
export function markdown(rows: readonly Row[], servers: readonly CompatServer[], day: string): string {
  const notes = new Notes();
  const table = [
    tableLine(['client', 'front', ...servers.map(({ name, attached }) => `${name} (${ATTACHED[attached]})`)]),
    tableLine(['---', '---', ...servers.map(() => '---')]),
    ...rows.map((row) =>
      tableLine([row.client.name, WAYS[row.way], ...servers.map((server) => cell(row, server, notes))]),
    ),
  ];
  const failures = broken(rows);
  return [
    '# Compatibility',
    '',
    `Written by \`node e2e/compat/run.ts\` on ${day}. Every client is tried with every server, first without the relay,`,
    'then through one relay that stands before all of them, scanning on; definitions and results are compared. The',
    'header says how a server is attached. Clients that take no HTTP header of their own are given one by a flag.',
    '',
    ...table,
    '',
    `${count(rows, 'works')} work as they do directly, ${count(rows, 'relay only')} work through the relay only,`,
    `${count(rows, 'neither')} fail directly too, ${failures.length} work directly and not through the relay.`,
    '',
    '- L list, C call, R read a resource, P get a prompt, S subscribe to a resource and be told of its change, M the server',
    "  asks the client's model (sampling), E the server asks the person (elicitation). A letter that is left out: the server",
    '  has no such thing. `–`: the client has not.',
    '- `L+`: fails directly, since client and server have no protocol era in common or the client lacks the transport, and',
    '  works through the relay. `(L1)`: fails directly too; the number is the reason below. **✗L**: works directly, not through',
    '  the relay.',
    '- mcp-remote with `--protocol auto` answers a subscription before it listens; the change is made 3 s later then, directly too.',
    '- A client that only speaks HTTP meets a server that has only stdio through the v1 SDK in the direct run.',
    '',
    '## Fails directly too',
    '',
    ...(notes.lines().length === 0 ? ['Nothing.'] : notes.lines()),
    '',
    '## Works directly, not through the relay',
    '',
    ...(failures.length === 0 ? ['Nothing.'] : failures.map((line) => `- ${line}`)),
    '',
    '## Versions',
    '',
    ...versions(servers).map((version) => `- ${version}`),
    '',
  ].join('\n');
}

function versions(servers: readonly CompatServer[]): readonly string[] {
  const clients = [
    { package: '@modelcontextprotocol/sdk', folder: '.' },
    { package: '@modelcontextprotocol/client', folder: '.' },
    { package: '@modelcontextprotocol/inspector', folder: '.' },
    ...['mcporter', 'mcp-remote', 'supergateway'].map((name) => ({ package: name })),
  ];
  const used = [...clients, ...servers.flatMap(({ from }) => (from === undefined ? [] : [from]))];
  const lines = used.map((one) => {
    const folder = 'folder' in one ? one.folder : undefined;
    return `${one.package} ${installedVersion(one.package, folder) ?? 'not installed'}`;
  });
  return [...new Set(lines), `Node ${process.versions.node}`];
}
