import type { Pair, YAMLMap } from 'yaml';
import { faultAt } from '../../config/json-members.ts';
import { messageOf } from '../../protocol/errors.ts';
import type { JsonObject, JsonValue } from '../../protocol/json.ts';
import type { EntryFormat } from './format.ts';

/** The relay's own configuration may be YAML. The library is loaded only where it is. */
export async function loadYamlFormat(): Promise<EntryFormat> {
  const yaml = await import('yaml');
  const mapAt = (text: string, section: string): { root: YAMLMap | undefined; map: YAMLMap | undefined } => {
    const { contents } = yaml.parseDocument(text);
    const root = yaml.isMap(contents) ? contents : undefined;
    const value = root?.get(section, true);
    return { root, map: yaml.isMap(value) ? value : undefined };
  };
  const keyOf = (pair: Pair | undefined): { start: number; end: number } | undefined => {
    const range = yaml.isNode(pair?.key) ? pair.key.range : undefined;
    return range ? { start: range[0], end: range[1] } : undefined;
  };
  return {
    read(text) {
      const document = yaml.parseDocument(text, { prettyErrors: false });
      const [error] = document.errors;
      if (error) return { fault: faultAt(text, error.pos[0], error.message) };
      try {
        const value: unknown = document.toJS({ maxAliasCount: 100 });
        if (value === null || value === undefined) return { value: {} };
        if (typeof value !== 'object' || Array.isArray(value)) {
          return { fault: faultAt(text, 0, 'keys with values are expected here') };
        }
        // A key without a value is a section without entries.
        return { value: Object.fromEntries(Object.entries(value).map(([key, one]) => [key, one ?? {}])) };
      } catch (error) {
        return { fault: faultAt(text, 0, messageOf(error)) };
      }
    },
    placeOf(text, key) {
      const pair = mapAt(text, key).root?.items.find((item) => String(item.key) === key);
      const { line, column } = faultAt(text, keyOf(pair)?.start ?? 0, '');
      return { line, column };
    },
    insert(text, section, name, entry) {
      const { root, map } = mapAt(text, section);
      const eol = text.includes('\r\n') ? '\r\n' : '\n';
      const splice = (at: number, inserted: string) => ({
        text: text.slice(0, at) + inserted + text.slice(at),
        inserted,
      });
      const first = map ? keyOf(map.items[0]) : undefined;
      if (map?.flow === true) {
        const at = first?.start ?? text.indexOf('{', map.range?.[0] ?? 0) + 1;
        return splice(at, `${JSON.stringify(name)}: ${JSON.stringify(entry)}${first ? ', ' : ''}`);
      }
      if (first) {
        const column = (/[^\n]*$/u.exec(text.slice(0, first.start))?.[0] ?? '').replace(/\S/gu, ' ');
        return splice(first.start, blockOf(name, entry, column, eol) + eol + column);
      }
      const own = root?.items.find((item) => String(item.key) === section);
      const key = keyOf(own);
      if (key) {
        const lineEnd = text.slice(key.end).search(/\r?\n|$/u) + key.end;
        return splice(lineEnd, `${eol}  ${blockOf(name, entry, '  ', eol)}`);
      }
      const start = text === '' || text.endsWith('\n') ? '' : eol;
      return splice(text.length, `${start}${section}:${eol}  ${blockOf(name, entry, '  ', eol)}${eol}`);
    },
    isNoLooser: () => true,
    remove(text, section, name) {
      const { map } = mapAt(text, section);
      const index = map?.items.findIndex((item) => String(item.key) === name) ?? -1;
      const pair = map?.items[index];
      const key = keyOf(pair);
      if (!map || !pair || !key) return text;
      const end = (yaml.isNode(pair.value) ? pair.value.range?.[1] : undefined) ?? key.end;
      if (map.flow === true) {
        const next = keyOf(map.items[index + 1]);
        if (next) return text.slice(0, key.start) + text.slice(next.start);
        const before = map.items[index - 1];
        const from = yaml.isNode(before?.value) ? before.value.range?.[1] : undefined;
        return text.slice(0, from ?? key.start) + text.slice(end);
      }
      const lineStart = text.lastIndexOf('\n', key.start - 1) + 1;
      const cutEnd = text[end - 1] === '\n' ? end : text.slice(end).search(/\n|$/u) + end + 1;
      return text.slice(0, lineStart) + text.slice(cutEnd);
    },
  };
}

/** An entry with its keys on lines of their own, their values as JSON, which YAML reads. */
function blockOf(name: string, entry: JsonObject, indent: string, eol: string): string {
  const lines = Object.entries(entry).flatMap(([key, value]) =>
    value === undefined ? [] : [`${indent}  ${key}: ${spaced(value)}`],
  );
  return [`${JSON.stringify(name)}:`, ...lines].join(eol);
}

function spaced(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((one) => spaced(one)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : [`${JSON.stringify(key)}: ${spaced(one)}`],
  );
  return `{ ${members.join(', ')} }`;
}
