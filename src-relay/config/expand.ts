/** Where `$NAME` and `${secret:NAME}` get their values. */
export interface ValueSource {
  variable(name: string): string | undefined;
  secret(name: string): string | undefined;
}

export interface Expansion {
  readonly text: string;
  /** Names that have no value, as they are written. */
  readonly missing: readonly string[];
}

const REFERENCE = /\$(?:\{(?<braced>[^}]*)\}|(?<bare>[A-Za-z_][A-Za-z0-9_]*))/gu;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/u;

/**
 * Expands `$NAME`, `${NAME}` and `${secret:NAME}` once: what a value brings in is not expanded again. Text that is no
 * reference (`$5`, `${a-b}`) stays as it is.
 */
export function expandReferences(text: string, values: ValueSource): Expansion {
  const missing: string[] = [];
  const expanded = text.replaceAll(REFERENCE, (whole: string, ...rest: unknown[]) => {
    const { braced, bare } = groupsOf(rest.at(-1));
    const name = bare ?? braced ?? '';
    let value: string | undefined;
    if (name.startsWith('secret:')) value = values.secret(name.slice('secret:'.length));
    else if (VARIABLE_NAME.test(name)) value = values.variable(name);
    else return whole;
    if (value === undefined) missing.push(name);
    return value ?? whole;
  });
  return { text: expanded, missing };
}

function groupsOf(groups: unknown): { braced: string | undefined; bare: string | undefined } {
  const read = (key: string): string | undefined => {
    const value: unknown = typeof groups === 'object' && groups !== null ? Reflect.get(groups, key) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { braced: read('braced'), bare: read('bare') };
}
