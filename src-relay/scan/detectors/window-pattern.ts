import type { WindowRule } from '../definition.ts';

/**
 * A window rule from a regular expression (flag `g`, bounded repeats). With `group`, that capture group alone is the
 * span; the expression then needs the flag `d`.
 */
export function windowPattern(pattern: RegExp, group = 0): WindowRule {
  return (text, from, to, report) => {
    const window = from === 0 && to === text.length ? text : text.slice(from, to);
    pattern.lastIndex = 0;
    for (let match = pattern.exec(window); match; match = pattern.exec(window)) {
      const range = group === 0 ? undefined : match.indices?.[group];
      const start = range ? range[0] : match.index;
      const end = range ? range[1] : match.index + match[0].length;
      report(from + start, from + end);
      if (match[0].length === 0) pattern.lastIndex++;
    }
  };
}
