/** Steps beyond which indentation does not grow: a definition may be nested thousands of times. */
const MOST_STEPS = 24;
const TOKEN = /"(?:[^"\\]|\\[\s\S])*"?|[{}[\],:]|[^\s{}[\],:"]+/gu;

/**
 * JSON text laid out to be read. Works on the text and not on a parsed value, so that everything the server wrote is
 * still there: keys that stand twice, escapes, the way numbers are written.
 */
export function prettyJson(source: string): string {
  const parts: string[] = [];
  let depth = 0;
  const tokens = source.match(TOKEN) ?? [];
  const newLine = (): void => void parts.push('\n', '  '.repeat(Math.min(depth, MOST_STEPS)));
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (token === '{' || token === '[') {
      parts.push(token);
      depth += 1;
      const next = tokens[index + 1];
      if (next !== '}' && next !== ']') newLine();
    } else if (token === '}' || token === ']') {
      depth = Math.max(0, depth - 1);
      if (before !== '{' && before !== '[') newLine();
      parts.push(token);
    } else if (token === ',') {
      parts.push(token);
      newLine();
    } else {
      parts.push(token === ':' ? ': ' : token);
    }
  }
  return parts.join('');
}
