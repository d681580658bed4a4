/** Data goes to standard output; everything said to a person goes to standard error. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Rows in columns as wide as they need, two spaces apart. */
export function printTable(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of [heads, ...rows]) {
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}
