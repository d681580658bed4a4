import { quoted } from '../changes/change.ts';
import type { RiskPart } from './score.ts';

/** Where a package comes from. */
type PackageSource = 'npm' | 'pypi';

export interface RunnerPackage {
  readonly source: PackageSource;
  /** Undefined where it is no name of a registry. */
  readonly name: string | undefined;
  readonly part: RiskPart;
}

interface Runner {
  readonly source: PackageSource;
  /** Words of its command line that come before the package. */
  readonly words: readonly string[];
}

const RUNNERS: Readonly<Record<string, readonly Runner[]>> = {
  npx: [{ source: 'npm', words: [] }],
  bunx: [{ source: 'npm', words: [] }],
  pnpx: [{ source: 'npm', words: [] }],
  pnpm: [
    { source: 'npm', words: ['dlx'] },
    { source: 'npm', words: ['exec'] },
  ],
  yarn: [{ source: 'npm', words: ['dlx'] }],
  bun: [{ source: 'npm', words: ['x'] }],
  npm: [
    { source: 'npm', words: ['exec'] },
    { source: 'npm', words: ['x'] },
  ],
  uvx: [{ source: 'pypi', words: [] }],
  uv: [{ source: 'pypi', words: ['tool', 'run'] }],
  pipx: [{ source: 'pypi', words: ['run'] }],
};
/** Options whose value is the next word, and those that name the package. */
const WITH_VALUE = new Set([
  '--python',
  '-c',
  '--call',
  '--registry',
  '--index-url',
  '--index',
  '--with',
  '-w',
  '--cache',
]);
const NAMES_PACKAGE = new Set(['--package', '-p', '--from', '--spec']);

/** The package that a package runner gets and starts; undefined for a program that is none. */
export function runnerPackage(program: string, args: readonly string[]): RunnerPackage | undefined {
  const runner = RUNNERS[program]?.find(({ words }) => words.every((word, index) => args[index] === word));
  if (!runner) return undefined;
  const spec = packageSpec(args.slice(runner.words.length));
  const say = (points: number, text: string): RiskPart => ({ id: 'runner', points: -points, text });
  if (spec === undefined) {
    return {
      source: runner.source,
      name: undefined,
      part: say(20, `${program} starts it, and does not say which package.`),
    };
  }
  if (isAddress(spec)) {
    const part = say(
      35,
      `${program} gets it from ${quoted(spec.replace(/\/\/[^/@\s]*@/u, '//'))}, which no registry keeps: what is there can change.`,
    );
    return { source: runner.source, name: undefined, part };
  }
  const { name, version } = splitSpec(spec, runner.source);
  const part = isExact(version)
    ? say(5, `${program} starts ${quoted(name)} in the fixed version ${quoted(version ?? '')}.`)
    : version === undefined || version === 'latest'
      ? say(20, `${program} starts the newest ${quoted(name)} there is: what runs can change with every start.`)
      : say(15, `${program} starts ${quoted(name)} in a version that ${quoted(version)} leaves open.`);
  return { source: runner.source, name, part };
}

function packageSpec(args: readonly string[]): string | undefined {
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const [option = '', value] = arg.split('=', 2);
    if (NAMES_PACKAGE.has(option)) return value ?? args[at + 1];
    if (WITH_VALUE.has(option)) at += value === undefined ? 1 : 0;
    else if (!arg.startsWith('-')) return arg;
  }
  return undefined;
}

function isAddress(spec: string): boolean {
  return /^(?:git\+|https?:|github:|gitlab:|bitbucket:|file:|\.{0,2}\/)|^[\w.-]+\/[\w.-]+(?:#.*)?$/iu.test(spec);
}

function splitSpec(spec: string, source: PackageSource): { name: string; version: string | undefined } {
  if (source === 'pypi') {
    const [, name = spec, version] = /^([\w.-]+)(?:\[[^\]]*\])?(?:(?:@|==)(.*)|[<>~!=].*)?$/u.exec(spec) ?? [];
    return { name, version: version ?? (/[<>~!]/u.test(spec) ? spec.slice(name.length) : undefined) };
  }
  const at = spec.indexOf('@', 1);
  return at < 0 ? { name: spec, version: undefined } : { name: spec.slice(0, at), version: spec.slice(at + 1) };
}

function isExact(version: string | undefined): boolean {
  return version !== undefined && /^v?\d+(?:\.\d+){1,3}(?:[-+.][\w.+-]*)?$/u.test(version);
}
