import { caught, falseAlarms, groups, percent } from './figures.ts';
import type { Row } from './row.ts';
import type { ScanRun } from './scanner.ts';
import { table } from './table.ts';

/** One set of rows with what the relay and the peers said about them. */
export interface Measured {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly relay: ScanRun;
  readonly peers: readonly { readonly name: string; readonly kinds: readonly Row['kind'][]; readonly run: ScanRun }[];
}

const KINDS: readonly Row['kind'][] = ['secret', 'pii', 'injection', 'poisoning', 'obfuscation', 'exec'];
const malicious = (rows: readonly Row[]): readonly Row[] => rows.filter(({ label }) => label === 'malicious');
const benign = (rows: readonly Row[]): readonly Row[] => rows.filter(({ label }) => label === 'benign');

/** Recall and exact masks per kind, sub classes below each kind. */
export function recallTable({ rows, relay }: Measured): string {
  const line = (name: string, some: readonly Row[]): string[] => {
    const { found, masked, softMasked } = caught(some, relay.answers);
    return [name, String(some.length), percent(found), percent(masked), percent(softMasked)];
  };
  const body = KINDS.flatMap((kind) => {
    const ofKind = malicious(rows).filter((row) => row.kind === kind);
    if (ofKind.length === 0) return [];
    return [
      line(`**${kind}**`, ofKind),
      ...groups(ofKind, ({ sub }) => sub).map(([sub, some]) => line(`${kind}: ${sub}`, some)),
    ];
  });
  return table([['', 'rows', 'found', 'values masked', 'names and addresses masked'], ...body]);
}

/** False alarms per class, per place and per trap. */
export function alarmTable({ rows, relay }: Measured): string {
  const line = (name: string, some: readonly Row[]): string[] => {
    const any = falseAlarms(some, relay.answers);
    const strict = falseAlarms(some, relay.answers, { strict: true });
    return [name, String(some.length), percent(any), percent(strict)];
  };
  const all = benign(rows);
  return table([
    ['benign', 'rows', 'false alarms', 'any finding at all'],
    line('**all**', all),
    ...groups(all, ({ kind }) => `**${kind === 'benign_tool' ? 'tool definitions' : 'texts'}**`).map(([name, some]) =>
      line(name, some),
    ),
    ...groups(all, ({ where }) => `in ${where}`).map(([name, some]) => line(name, some)),
    ...groups(all, ({ trap }) => `trap: ${trap ?? '-'}`).map(([name, some]) => line(name, some)),
  ]);
}

/** The relay beside the peers, each on the kinds that it looks for. */
export function peerTable({ rows, relay, peers }: Measured): string {
  const head = ['', 'kind', 'found', 'values masked', 'false alarms of that kind', 'CPU s'];
  const body = KINDS.flatMap((kind) => {
    const some = malicious(rows).filter((row) => row.kind === kind);
    const line = (name: string, run: ScanRun): string[] => {
      const { found, masked } = caught(some, run.answers);
      const alarms = falseAlarms(benign(rows), run.answers, { kinds: new Set([kind]) });
      return [name, kind, percent(found), percent(masked), percent(alarms), run.cpuSeconds.toFixed(1)];
    };
    const rivals = peers.filter(({ kinds }) => kinds.includes(kind));
    return rivals.length === 0 || some.length === 0
      ? []
      : [line('**relay**', relay), ...rivals.map(({ name, run }) => line(name, run))];
  });
  return table([head, ...body]);
}

/** Where a row comes from, without the file or class within that source. */
function familyOf({ source = '-' }: Row): string {
  if (source.startsWith('own')) return 'written or generated for the corpus';
  return source.replace(/ .*/, '').replace(/^tool$/, 'READMEs of tools');
}

/** Each source family alone: what is found in it, and what is wrongly found. */
export function familyTable({ rows, relay }: Measured): string {
  const body = groups(rows, familyOf).flatMap(([family, all]) => [
    ...groups(malicious(all), ({ kind }) => kind).map(([kind, some]) => {
      const { found, masked } = caught(some, relay.answers);
      return [family, kind, String(some.length), percent(found), percent(masked), ''];
    }),
    ...groups(benign(all), ({ kind }) => kind).map(([kind, some]) => [
      family,
      kind,
      String(some.length),
      '',
      '',
      percent(falseAlarms(some, relay.answers)),
    ]),
  ]);
  return table([['family', 'kind', 'rows', 'found', 'values masked', 'false alarms'], ...body]);
}

/** The lines of the targets: what was aimed at, what every set gives. */
export function targetTable(sets: readonly Measured[]): string {
  const found =
    (kind: Row['kind'], sub?: string) =>
    ({ rows, relay }: Measured): string =>
      percent(
        caught(
          malicious(rows).filter((row) => row.kind === kind && (sub === undefined || row.sub === sub)),
          relay.answers,
        ).found,
      );
  const masked =
    (kind: Row['kind'], without: readonly string[] = []) =>
    ({ rows, relay }: Measured): string =>
      percent(
        caught(
          malicious(rows).filter((row) => row.kind === kind && !without.includes(row.sub)),
          relay.answers,
        ).masked,
      );
  const alarms =
    (kind: Row['kind']) =>
    ({ rows, relay }: Measured): string =>
      percent(
        falseAlarms(
          rows.filter((row) => row.kind === kind),
          relay.answers,
        ),
      );
  const triggers = ({ rows, relay }: Measured): string =>
    percent(
      falseAlarms(
        benign(rows).filter(({ trap }) => /trigger_words|about_(injection|prompting)/.test(trap ?? '')),
        relay.answers,
      ),
    );
  const lines: readonly (readonly [string, string, (set: Measured) => string])[] = [
    ['secrets: values masked', '>= 80 %', masked('secret')],
    ['personal data with structure: values masked', '>= 90 %', masked('pii')],
    ['injection, explicit: found', '>= 85 %', found('injection', 'explicit')],
    ['injection, implicit: found', '', found('injection', 'implicit')],
    ['injection, all: found', '>= 60 %', found('injection')],
    ['poisoning of definitions: found', '>= 70 %', found('poisoning')],
    ['obfuscation: found', '>= 95 %', found('obfuscation')],
    ['dangerous arguments: found', '>= 70 %', found('exec')],
    ['false alarms, benign texts', '<= 1.5 %', alarms('benign_text')],
    ['false alarms, benign tool definitions', '<= 1 %', alarms('benign_tool')],
    ['false alarms, harmless prompts full of trigger words', '<= 3 %', triggers],
  ];
  return table([
    ['', 'target', ...sets.map(({ title }) => title)],
    ...lines.map(([name, target, figure]) => [name, target, ...sets.map(figure)]),
  ]);
}
