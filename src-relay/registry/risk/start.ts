import { basename } from 'node:path';
import type { ServerConfig } from '../../protocol/server-config.ts';
import { containerParts } from './container.ts';
import { runnerPackage } from './runner.ts';
import type { RiskPart } from './score.ts';

/** Programs that run a line of text as commands. */
const SHELLS = new Set(['sh', 'bash', 'zsh', 'dash', 'fish', 'ksh', 'cmd', 'powershell', 'pwsh']);
const SHELL_FLAG = /^(?:-[a-z]*c|\/c|\/k|-command|-encodedcommand|-enc)$/iu;
/** Programs that run a text given to them as code. */
const INTERPRETERS = /^(?:node|bun|deno|python|perl|ruby|php)[\d.]*$/u;
const CODE_FLAG = /^(?:-e|-c|--eval|-p|--print|eval)$/u;
/** Something is got from the network and run at once. */
const FETCH_AND_RUN =
  /\b(?:curl|wget|iwr|invoke-webrequest|fetch)\b[^\n]{0,500}[|;&]\s*(?:sudo\s+)?(?:ba|z|da)?(?:sh|node|python\d?|iex|invoke-expression)\b/iu;

/** What is known of a server's risk from how it is started or reached, and whether that says anything at all. */
export interface StartRisk {
  readonly parts: readonly RiskPart[];
  /** Nothing is known of the program but its name. */
  readonly isUnknown: boolean;
}

/** Judges how a server is started or reached, by its configuration alone. */
export function startRisk(config: ServerConfig): StartRisk {
  if (config.kind !== 'stdio') return { parts: [remotePart(config.url)], isUnknown: false };
  return programRisk(config.command, config.args);
}

function remotePart(url: string): RiskPart {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return part('remote', 5, 'It runs on another machine, reached over https.');
  return isLoopback(hostname)
    ? part('remote', 0, 'It runs on this machine, reached over http.')
    : part('remote', 45, 'It is reached over http without TLS: whoever is on the way reads and changes what is said.');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

function programRisk(command: string, args: readonly string[]): StartRisk {
  const program = nameOf(command);
  if (program === 'sudo' || program === 'doas') {
    const [inner = '', ...rest] = args.filter((arg, index) => index > 0 || !arg.startsWith('-'));
    const below = programRisk(inner, rest);
    const root = part('root', 50, 'It runs with the rights of the administrator.');
    return { parts: [root, ...below.parts], isUnknown: false };
  }
  if (program === 'env') {
    const at = args.findIndex((arg) => !arg.startsWith('-') && !arg.includes('='));
    return at < 0 ? { parts: [], isUnknown: true } : programRisk(args[at] ?? '', args.slice(at + 1));
  }
  if (SHELLS.has(program)) return shellRisk(args);
  if (program === 'docker' || program === 'podman' || program === 'nerdctl') {
    return { parts: containerParts(args), isUnknown: false };
  }
  const runner = runnerPackage(program, args);
  if (runner) return { parts: [runner.part], isUnknown: false };
  if (INTERPRETERS.test(program) && args.some((arg) => CODE_FLAG.test(arg))) {
    return {
      parts: [part('code', 30, 'Its code stands in its command line, where nobody can check where it is from.')],
      isUnknown: false,
    };
  }
  const isPath = [command, ...args.slice(0, INTERPRETERS.test(program) ? 3 : 0)].some((word) => /[/\\]/u.test(word));
  return isPath
    ? { parts: [part('local', 0, 'It is a program on this machine, given by its path.')], isUnknown: false }
    : { parts: [], isUnknown: true };
}

function shellRisk(args: readonly string[]): StartRisk {
  const at = args.findIndex((arg) => SHELL_FLAG.test(arg));
  if (at < 0) return { parts: [part('local', 5, 'It is a script for a shell.')], isUnknown: false };
  const line = args.slice(at + 1).join(' ');
  const worst = FETCH_AND_RUN.test(line)
    ? part('shell', 80, 'It gets a program from the network and runs it at once, whatever it is.')
    : part('shell', 30, 'A shell runs its command line: more may be run than it seems.');
  return { parts: [worst], isUnknown: false };
}

/** A command's own name: without folders and the endings of Windows. */
export function nameOf(command: string): string {
  return basename(command.replaceAll('\\', '/'))
    .toLowerCase()
    .replace(/\.(?:exe|cmd|bat|ps1)$/u, '');
}

function part(id: string, points: number, text: string): RiskPart {
  return { id, points: -points, text };
}
