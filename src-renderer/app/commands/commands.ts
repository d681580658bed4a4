import type { Server, Tool } from '../../../src-relay/control/contract.ts';
import { activityLink, clientLink, serverLink, toolLink } from '../route.ts';
import { SCREENS } from '../screens.ts';

/** What a command does: goes to a place, or acts. */
export type Act =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'pause'; readonly minutes: number }
  | { readonly kind: 'resume' }
  | { readonly kind: 'theme'; readonly theme: 'system' | 'light' | 'dark' }
  | { readonly kind: 'keys' };

/** One line of the command search. */
export interface Command {
  readonly id: string;
  /** What kind of thing it is about: a screen, a server, a tool. */
  readonly group: 'Go to' | 'Clients' | 'Relay' | 'Appearance' | 'Server' | 'Tool' | 'Calls';
  readonly title: string;
  /** The title holds names that others wrote. */
  readonly untrusted: boolean;
  readonly keys?: string;
  readonly act: Act;
}

interface Known {
  readonly servers: readonly Server[];
  readonly tools: readonly Tool[];
  readonly live: boolean;
  readonly paused: boolean;
}

const plain = (group: Command['group'], title: string, act: Act, keys?: string): Command => ({
  id: `${group} ${title}`,
  group,
  title,
  untrusted: false,
  act,
  ...(keys !== undefined && { keys }),
});

/** Everything that can be done from the command search now. */
export function commandsOf({ servers, tools, live, paused }: Known): Command[] {
  const relay = paused
    ? [plain('Relay', 'Resume scanning', { kind: 'resume' })]
    : [5, 15, 60].map((minutes) => plain('Relay', `Pause scanning for ${minutes} minutes`, { kind: 'pause', minutes }));
  return [
    ...SCREENS.map(({ screen, title, key }) => plain('Go to', title, { kind: 'go', to: `#/${screen}` }, `g ${key}`)),
    plain('Clients', 'Connect apps step by step', { kind: 'go', to: clientLink('setup') }),
    plain('Clients', 'Connect an app by hand', { kind: 'go', to: clientLink('by-hand') }),
    plain('Calls', 'Blocked today', { kind: 'go', to: activityLink({ outcomes: ['blocked'], time: 'today' }) }),
    plain('Calls', 'Masked today', { kind: 'go', to: activityLink({ outcomes: ['masked'], time: 'today' }) }),
    plain('Calls', 'Errors today', { kind: 'go', to: activityLink({ outcomes: ['error'], time: 'today' }) }),
    ...(live ? relay : []),
    plain('Appearance', 'Light theme', { kind: 'theme', theme: 'light' }),
    plain('Appearance', 'Dark theme', { kind: 'theme', theme: 'dark' }),
    plain('Appearance', 'Theme as the system', { kind: 'theme', theme: 'system' }),
    plain('Go to', 'Keys', { kind: 'keys' }, '?'),
    ...servers.map(({ name }): Command => ({
      id: `server ${name}`,
      group: 'Server',
      title: name,
      untrusted: true,
      act: { kind: 'go', to: serverLink(name) },
    })),
    ...tools.map(({ server, name }): Command => ({
      id: `tool ${JSON.stringify([server, name])}`,
      group: 'Tool',
      title: `${server} · ${name}`,
      untrusted: true,
      act: { kind: 'go', to: toolLink(server, name) },
    })),
  ];
}

/** Most commands shown at once. */
const MOST = 40;

/** The commands that hold every typed word, best first, and the way to calls that hold the text. */
export function findCommands(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands.filter(({ untrusted }) => !untrusted);
  const first = words[0] ?? '';
  const rank = ({ title }: Command): number => (title.toLowerCase().startsWith(first) ? 0 : 1);
  const found = commands
    .filter(({ group, title }) => words.every((word) => `${group} ${title}`.toLowerCase().includes(word)))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST);
  const typed = text.trim().slice(0, 200);
  const calls: Command = {
    id: 'calls with text',
    group: 'Calls',
    title: `with “${typed}”`,
    untrusted: true,
    act: { kind: 'go', to: activityLink({ text: typed }) },
  };
  return [...found, calls];
}
