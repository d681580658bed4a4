import { gates, judge } from './gates.ts';
import type { Judged } from './gates.ts';
import { metricIds, metrics } from './metrics.ts';
import type { MetricId } from './metrics.ts';
import type { Cell, Samples } from './samples.ts';
import type { TargetId } from './targets/target.ts';

const ratios: readonly TargetId[] = ['thin', 'direct', 'mcp-hub', 'supergateway', 'mcp-proxy'];

const peers = ['mcp-hub', 'supergateway', 'mcp-proxy'] as const;

/** The one table: absolute values, then what the relay's are in terms of the others', then the gates. */
export function report(samples: Samples, targets: readonly TargetId[], head: readonly string[]): string {
  const remarks: string[] = [];
  const shown = metricIds.filter((metric) => targets.some((target) => samples.cell(metric, target) !== undefined));
  const withRatios = targets.includes('relay') ? ratios.filter((id) => targets.includes(id)) : [];
  const rows = shown.map((metric) => [
    metrics[metric].title,
    ...targets.map((target) => figure(metric, target, samples.cell(metric, target), remarks)),
    ...withRatios.map((other) => ratio(metric, other, samples)),
  ]);
  for (const metric of shown.filter((id) => metrics[id].better === 'yes')) {
    const notes = targets.flatMap(
      (target) => samples.cell(metric, target)?.notes.map((note) => `${target} ${note}`) ?? [],
    );
    if (notes.length > 0) remarks.push(`${metrics[metric].title}: ${notes.join(', ')}`);
  }
  const header = ['', ...targets, ...withRatios.map((other) => `relay/${other}`)];
  const parts = [head.join('\n'), table([header, ...rows])];
  if (remarks.length > 0) parts.push(remarks.join('\n'));
  if (targets.includes('relay')) parts.push(gateTable(samples), behindLines(samples, shown));
  return `${parts.join('\n\n')}\n`;
}

function figure(metric: MetricId, target: TargetId, cell: Cell | undefined, remarks: string[]): string {
  if (cell === undefined) return '-';
  const { title, digits, better } = metrics[metric];
  const text =
    cell.value === undefined
      ? 'failed'
      : better === 'yes'
        ? cell.value === 1
          ? 'yes'
          : 'no'
        : grouped(cell.value, digits);
  if (cell.failures.length > 0) {
    const how = cell.value === undefined ? 'failed' : 'failed in some rounds';
    remarks.push(`${target}, ${title}: ${how}: ${cell.failures.join('; ')}`);
  }
  return cell.failures.length > 0 && cell.value !== undefined ? `${text} !` : text;
}

function ratio(metric: MetricId, other: TargetId, samples: Samples): string {
  const own = samples.cell(metric, 'relay')?.value;
  const base = samples.cell(metric, other)?.value;
  if (own === undefined || base === undefined || metrics[metric].better === 'yes' || metric === 'slope') return '-';
  return (own / base).toFixed(2);
}

function grouped(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `| ${cells.join(' | ')} |`;
  });
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

/** Each gate with what was seen, as a share of what is allowed too: 1.00 is the gate itself, more is too much. */
function gateTable(samples: Samples): string {
  const judged = gates.map((gate) => judge(gate, samples));
  const remarks = judged.filter(({ reason }) => reason !== '').map(({ gate, reason }) => `${gate.title}: ${reason}`);
  const rows = judged.map((one) => gateCells(one));
  const lines = [table([['budget of performance.md', 'gate', 'seen', 'of the gate', 'holds'], ...rows])];
  if (remarks.length > 0) lines.push([...new Set(remarks)].join('\n'));
  return lines.join('\n\n');
}

function gateCells({ gate, figure, verdict }: Judged): string[] {
  const { metric, against, atMost, atLeast, title } = gate;
  if (metrics[metric].better === 'yes') {
    return [title, 'yes', figure === undefined ? '-' : figure === 1 ? 'yes' : 'no', '-', verdict];
  }
  const limit = atMost === undefined ? `>= ${String(atLeast)}` : `<= ${String(atMost)}`;
  const share = figure === undefined ? undefined : atMost === undefined ? (atLeast ?? 0) / figure : figure / atMost;
  return [
    title,
    `${limit}${against === undefined ? '' : ` x ${against}`}`,
    figure?.toFixed(figure >= 100 ? 0 : 2) ?? '-',
    share?.toFixed(2) ?? '-',
    verdict,
  ];
}

/** The condition beside the gates: ahead of every peer at every row. */
function behindLines(samples: Samples, shown: readonly MetricId[]): string {
  const lines: string[] = [];
  for (const metric of shown) {
    const cell = samples.cell(metric, 'relay');
    if (cell !== undefined && cell.failures.length > 0) lines.push(`NOT MET      ${metrics[metric].title}: failed`);
    const own = cell?.value;
    for (const peer of peers) {
      const theirs = samples.cell(metric, peer)?.value;
      if (own === undefined || theirs === undefined || metric === 'slope') continue;
      const behind = metrics[metric].better === 'low' ? own > theirs : own < theirs;
      if (behind) lines.push(`NOT MET      ${metrics[metric].title}: behind ${peer}`);
    }
  }
  if (!shown.some((metric) => samples.cell(metric, 'relay') !== undefined))
    return 'not measured ahead of the peers in every row';
  return lines.length === 0 ? `ok           ahead of ${peers.join(', ')} in every row measured here` : lines.join('\n');
}
