import { installedVersion } from '../compat/install.ts';
import { FOLDER } from './folder.ts';
import type { Seen, TrialResult } from './trial.ts';

/** What did not hold, one sentence each; none where the client works with its entry. */
export function problemsOf({ client, entry, starts, file, problems }: TrialResult): readonly string[] {
  const about = `${client.title}, ${entry}`;
  return [
    ...starts.flatMap(({ words, handshake, list, call, problems: own }) => [
      ...(handshake === undefined ? [`${about}, ${words}: no handshake in the relay's log`] : []),
      ...(list || call === 'none' ? [] : [`${about}, ${words}: no tools/list in the relay's log`]),
      ...own.map((problem) => `${about}, ${words}: ${problem}`),
    ]),
    ...(file.includes('**') ? [`${about}: after disconnect ${file}`] : []),
    ...problems.map((problem) => `${about}: ${problem}`),
  ];
}

const HEADER = [
  'client',
  'entry',
  'started with',
  'handshake',
  'tools/list',
  'tools/call',
  'with no relay running',
  'file after disconnect',
];
const KINDS = { http: '`url` and token', stdio: 'bridge' } as const;

function word(held: boolean | 'none'): string {
  if (held === 'none') return '–';
  return held ? 'yes' : '**no**';
}

function listWord({ list, call }: Seen): string {
  return !list && call === 'none' ? 'not asked for' : word(list);
}

function rows(result: TrialResult): readonly string[] {
  const { client, entry, starts, wakes, file } = result;
  const version = installedVersion(client.package, FOLDER) ?? 'not installed';
  return starts.map((seen, index) =>
    tableLine([
      `${client.title} ${version}`,
      KINDS[entry],
      `\`${seen.words}\``,
      seen.handshake ?? '**no**',
      listWord(seen),
      word(seen.call),
      ...(index === starts.length - 1 ? [wakes, file] : ['', '']),
    ]),
  );
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The page that is kept in docs/. @param day ISO 8601, without the time */
export function markdown(results: readonly TrialResult[], day: string): string {
  const failures = results.flatMap(problemsOf);
  return [
    '# Command-line clients',
    '',
    `Written by \`${process.env['E2E_BUILT'] ? 'E2E_BUILT=1 ' : ''}node e2e/clients-compat/run.ts\` on ${day}. Each client, as it`,
    'comes from npm, is connected with `mcp-relay clients connect` in a home folder of its own that names another server',
    'already, is started without a login, and is disconnected with `mcp-relay clients disconnect`. Its model is a service on',
    'this machine that calls the tool `echo`. What the table says comes from the log of the relay.',
    '',
    tableLine(HEADER),
    tableLine(HEADER.map(() => '---')),
    ...results.flatMap(rows),
    '',
    '- handshake: what the client called itself, and the revision that was agreed on. The log names it by its token, so it is',
    '  no other client.',
    '- tools/call: the call is in the audit log under the name of the client, and its answer reached the model.',
    '- bridge: `mcp-relay connect`, started by the client with the environment that the client gives its servers.',
    '- with no relay running: the bridge starts one. A client that does not wait so long tells its model of the tools at the',
    '  next prompt; one that ends whatever descends from its servers ends this relay with itself.',
    '',
    '## What did not hold',
    '',
    ...(failures.length === 0
      ? ['Nothing.']
      : failures.map((line) => `- ${line.replaceAll(/\s+/g, ' ').slice(0, 400)}`)),
    '',
  ].join('\n');
}
