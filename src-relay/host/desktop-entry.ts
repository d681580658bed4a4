/** A desktop entry that starts a program (Desktop Entry Specification 1.5, "The Exec key"). */
export function desktopEntry(name: string, command: readonly string[]): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${escaped(name)}`,
    `Exec=${escaped(command.map((word) => quoted(word)).join(' '))}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ];
  return `${lines.join('\n')}\n`;
}

/** A word of the command line: in quotes, with what is special inside them escaped, and field codes doubled. */
function quoted(word: string): string {
  return `"${word.replaceAll(/["`$\\]/gu, String.raw`\$&`).replaceAll('%', '%%')}"`;
}

/** A value of the string type: backslashes and line breaks are escaped in it. */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', String.raw`\n`);
}
