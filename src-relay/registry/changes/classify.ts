import { member, type JsonObject, type JsonValue } from '../../protocol/json.ts';
import { ordered, quoted, type Change } from './change.ts';
import { parameterChanges } from './parameters.ts';
import { permissionChanges } from './permissions.ts';
import { textOf } from './texts.ts';
import { riskierWording } from './wording.ts';

/** The package that a server's program comes from. */
export interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

/** What is known of a change beside the two definitions. */
export interface ChangeContext {
  /** Why the scanner objects to the new definition, each a sentence. */
  readonly findings?: readonly string[];
  readonly packageBefore?: PackageVersion | undefined;
  readonly packageNow?: PackageVersion | undefined;
}

/** Parts of a definition that have sentences of their own. */
const TOLD = new Set(['name', 'title', 'description', 'inputSchema', 'annotations']);

/**
 * What differs between an accepted definition and the one that a server shows now, in plain sentences, what got riskier
 * first. Without an accepted one: what a person should know of a tool that is new.
 */
export function classifyDefinition(
  before: JsonObject | undefined,
  after: JsonObject,
  context: ChangeContext = {},
): readonly Change[] {
  const findings = (context.findings ?? []).map((text): Change => ({ class: 'wording', risk: 3, text }));
  const old = before ?? {};
  const wording = riskierWording(before === undefined ? '' : textOf(before), textOf(after));
  if (before === undefined) {
    const isNew: Change = { class: 'wording', risk: 0, text: 'It is new: no definition of it was approved before.' };
    return ordered([...findings, ...wording, ...firstPermissions(after), isNew]);
  }
  const parameters = parameterChanges(old.inputSchema, after.inputSchema);
  const all = [
    ...findings,
    ...wording,
    ...permissionChanges(old, after),
    ...parameters,
    ...packageChanges(context.packageBefore, context.packageNow),
    ...said(old, after),
    ...otherParts(old, after),
  ];
  if (parameters.length === 0 && differ(old.inputSchema, after.inputSchema)) {
    all.push({ class: 'parameters', risk: 0, text: 'Details of its parameters are described differently.' });
  }
  return ordered(all);
}

/** What differs between accepted instructions of a server and those that it gives now. */
export function classifyInstructions(before: string | undefined, after: string): readonly Change[] {
  const changes = riskierWording(before ?? '', after, 'instructions');
  const text = before === undefined ? 'Its instructions are new.' : 'Its instructions read differently.';
  return ordered([...changes, { class: 'instructions', risk: 0, text }]);
}

/** What differs between the package that was running when something was accepted and the one that runs now. */
export function packageChanges(before: PackageVersion | undefined, now: PackageVersion | undefined): Change[] {
  if (!before || !now || (before.name === now.name && before.version === now.version)) return [];
  if (before.name !== now.name) {
    const text = `Another package runs: ${quoted(spelled(now))}, not ${quoted(spelled(before))}.`;
    return [{ class: 'package', risk: 2, text }];
  }
  const isOlder = compareVersions(now.version, before.version) < 0;
  return [
    {
      class: 'package',
      risk: isOlder ? 1 : 0,
      text: `Its package ${quoted(now.name)} went ${isOlder ? 'back ' : ''}from ${quoted(before.version)} to ${quoted(now.version)}.`,
    },
  ];
}

function spelled({ name, version }: PackageVersion): string {
  return `${name}@${version}`;
}

/** By the numbers in them, from the left: enough to tell forward from back. */
function compareVersions(a: string, b: string): number {
  const numbers = (version: string): number[] => (version.match(/\d{1,15}/gu) ?? []).map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function firstPermissions(definition: JsonObject): Change[] {
  const annotations = member(definition, 'annotations');
  const says = (key: string, value: boolean): boolean => member(annotations, key) === value;
  const tell = (text: string): Change => ({ class: 'permissions', risk: 1, text });
  return [
    ...(says('destructiveHint', true) ? [tell('It says that it may delete or overwrite.')] : []),
    ...(says('openWorldHint', true) ? [tell('It says that it reaches systems outside.')] : []),
  ];
}

/** Title and description: that they read differently is said where nothing else tells of it. */
function said(before: JsonObject, after: JsonObject): Change[] {
  return (['title', 'description'] as const)
    .filter((key) => differ(before[key], after[key]))
    .map((key) => ({
      class: 'wording',
      risk: 0,
      text: after[key] === undefined ? `Its ${key} is gone.` : `Its ${key} reads differently.`,
    }));
}

function otherParts(before: JsonObject, after: JsonObject): Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !TOLD.has(key));
  const changed = keys.filter((key) => differ(before[key], after[key]));
  return changed.map((key) =>
    key === 'outputSchema'
      ? { class: 'parameters', risk: 0, text: 'What it answers is described differently.' }
      : { class: 'wording', risk: 0, text: `The part ${quoted(key)} of its definition changed.` },
  );
}

function differ(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
