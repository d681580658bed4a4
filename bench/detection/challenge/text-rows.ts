import { readFileSync } from 'node:fs';
import type { Row } from '../row.ts';

const FOLDER = import.meta.dirname;

/**
 * Rows of one file of texts. A line that begins with `@ ` sets fields of the rows below it (`kind=`, `sub=`, `where=`,
 * `trap=`; `style=` is for the reader), `breaks=yes` makes `\n` in a line a line break; lines between `<<<` and `>>>`
 * are one row; every other line is a row of its own.
 */
export function textRows(file: string): readonly Omit<Row, 'id'>[] {
  const rows: Omit<Row, 'id'>[] = [];
  const fields = new Map<string, string>();
  let block: string[] | undefined;
  for (const line of readFileSync(`${FOLDER}/${file}`, 'utf8').split('\n')) {
    if (block) {
      if (line === '>>>') {
        rows.push(rowOf(fields, block.join('\n')));
        block = undefined;
      } else block.push(line);
    } else if (line === '<<<') block = [];
    else if (line.startsWith('@ ')) {
      for (const pair of line.slice(2).split(' ')) {
        const at = pair.indexOf('=');
        fields.set(pair.slice(0, at), pair.slice(at + 1));
      }
    } else if (line !== '')
      rows.push(rowOf(fields, fields.get('breaks') === 'yes' ? line.replaceAll('\\n', '\n') : line));
  }
  return rows;
}

function rowOf(fields: ReadonlyMap<string, string>, text: string): Omit<Row, 'id'> {
  const kind = oneOf(fields.get('kind'), ['injection', 'poisoning', 'exec', 'benign_text', 'benign_tool']);
  const where = oneOf(fields.get('where'), ['tool_result', 'tool_args', 'tool_description']);
  const trap = fields.get('trap');
  const label = kind.startsWith('benign') ? 'benign' : 'malicious';
  return { kind, sub: fields.get('sub') ?? '-', where, text, label, ...(trap === undefined ? {} : { trap }) };
}

function oneOf<Name extends string>(name: string | undefined, names: readonly Name[]): Name {
  const found = names.find((candidate) => candidate === name);
  if (found === undefined)
    throw new Error(`a challenge file sets "${name}" where one of ${names.join(', ')} is needed`);
  return found;
}
