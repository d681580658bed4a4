import type { SelfTime } from './cpu-profile.ts';
import { groupOf } from './groups.ts';

const topFunctions = 25;

export function summary(functions: readonly SelfTime[], calls: number): string {
  const groups = new Map<string, number>();
  for (const one of functions) groups.set(groupOf(one), (groups.get(groupOf(one)) ?? 0) + one.micros);
  groups.delete('idle');
  const busy = [...groups.values()].reduce((sum, micros) => sum + micros, 0);
  const line = (micros: number, text: string): string =>
    `${(micros / calls).toFixed(2).padStart(8)} us/call ${((micros / busy) * 100).toFixed(1).padStart(5)} %  ${text}`;
  const byGroup = [...groups].sort((a, b) => b[1] - a[1]);
  const top = functions.filter((one) => groupOf(one) !== 'idle').slice(0, topFunctions);
  return [
    `${(busy / 1000).toFixed(0)} ms busy for ${String(calls)} calls (start and warming up included)`,
    '',
    'Self time by group',
    ...byGroup.map(([group, micros]) => line(micros, group)),
    '',
    'Self time by function',
    ...top.map((one) => line(one.micros, `${one.name === '' ? '(anonymous)' : one.name}  ${place(one)}`)),
    '',
  ].join('\n');
}

function place({ file, line }: SelfTime): string {
  return file === '' ? 'native' : `${file.replace(/^.*\/(?=(?:src-relay|node_modules|dist)\/)/, '')}:${String(line)}`;
}
