import fc from 'fast-check';
import { expect, test } from 'vitest';
import { desktopEntry } from './desktop-entry.ts';

/** A value's text: the escapes of the string type (Desktop Entry Specification 1.5, "Possible value types"). */
function textOf(value: string): string {
  const escapes: Record<string, string> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };
  return value.replaceAll(/\\(?<letter>.)/gu, (_, letter: string) => escapes[letter] ?? '?');
}

/** The words of a command line whose arguments all stand in quotes ("The Exec key"); field codes are not allowed here. */
function wordsOf(exec: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < exec.length;) {
    if (exec[at] === ' ') {
      at += 1;
      continue;
    }
    if (exec[at] !== '"') throw new Error(`no quote at ${at}: ${exec}`);
    let word = '';
    for (at += 1; exec[at] !== '"'; at += 1) {
      if (at >= exec.length) throw new Error(`no end: ${exec}`);
      if (exec[at] === '\\') at += 1;
      else if ('`$'.includes(exec[at] ?? '')) throw new Error(`bare ${exec[at]}: ${exec}`);
      if (exec[at] === '%') {
        if (exec[at + 1] !== '%') throw new Error(`a field code: ${exec}`);
        at += 1;
      }
      word += exec[at];
    }
    at += 1;
    words.push(word);
  }
  return words;
}

function read(entry: string): Map<string, string> {
  const [group, ...lines] = entry.trimEnd().split('\n');
  expect(group).toBe('[Desktop Entry]');
  return new Map(
    lines.map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), textOf(line.slice(at + 1))];
    }),
  );
}

test('starts exactly this program with exactly these words, whatever stands in them', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', ' ', '"', "'", '\\', '$', '`', '%', 'f', ';', '&', '=', 'é', '~'),
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      const entry = read(desktopEntry('Relay', words));
      expect(wordsOf(entry.get('Exec') ?? '')).toEqual(words);
    }),
  );
});

test('a line break in a path or a name adds no line of its own', () => {
  const entry = desktopEntry('Relay\nExec=evil', ['/opt/a\nTerminal=true/relay', '--hidden']);
  expect(entry.match(/^Exec=/gmu)).toHaveLength(1);
  expect(entry.match(/^Terminal=/gmu)).toEqual(['Terminal=']);
  expect(entry).toContain('Terminal=false');
});

test('is an entry that desktops take', () => {
  const entry = read(desktopEntry('MCP Security Relay', ['/opt/relay', '--hidden']));
  expect(Object.fromEntries(entry)).toMatchObject({
    Type: 'Application',
    Name: 'MCP Security Relay',
    Terminal: 'false',
  });
});
