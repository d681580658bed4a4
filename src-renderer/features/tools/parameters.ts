import { typeOf, notesOf } from './parameter-type.ts';
import { isRecord, recordOf } from './records.ts';

/** One parameter of a tool. */
interface Parameter {
  /** Its place: `range.since`, `labels[]`. */
  readonly path: string;
  /** The type in one line: `string`, `"open" | "closed"`, `integer[]`. */
  readonly type: string;
  /** What else limits it: `1 to 100`, `default 20`. */
  readonly notes: readonly string[];
  readonly required: boolean;
  readonly description: string | undefined;
}

export interface Parameters {
  readonly rows: readonly Parameter[];
  /** Whether there are more than are listed here. */
  readonly isCut: boolean;
  /** Whether it also takes parameters that it does not name. */
  readonly takesOthers: boolean;
}

const MOST_ROWS = 100;
const MOST_DEPTH = 3;

/** The parameters that a tool's definition names, nested ones after their parents; undefined where it names no schema. */
export function parametersOf(definition: string): Parameters | undefined {
  const schema = recordOf(parsed(definition))['inputSchema'];
  if (!isRecord(schema)) return undefined;
  const rows: Parameter[] = [];
  const add = (node: Readonly<Record<string, unknown>>, prefix: string, depth: number): void => {
    const required = Array.isArray(node['required']) ? new Set<unknown>(node['required']) : new Set();
    for (const [name, raw] of Object.entries(recordOf(node['properties']))) {
      if (rows.length > MOST_ROWS) return;
      const property = recordOf(raw);
      const { description } = property;
      const path = prefix + name;
      rows.push({
        path,
        type: typeOf(raw),
        notes: notesOf(property),
        required: required.has(name),
        description: typeof description === 'string' && description !== '' ? description : undefined,
      });
      if (depth >= MOST_DEPTH) continue;
      add(property, `${path}.`, depth + 1);
      if (isRecord(property['items'])) add(property['items'], `${path}[].`, depth + 1);
    }
  };
  add(schema, '', 1);
  return {
    rows: rows.slice(0, MOST_ROWS),
    isCut: rows.length > MOST_ROWS,
    takesOthers: schema['additionalProperties'] !== false,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
