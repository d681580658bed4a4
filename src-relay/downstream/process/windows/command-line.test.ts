import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchCall, BatchArgumentError } from './command-line.ts';

const FILE = String.raw`C:\Program Files\tools & more\serve (1).cmd`;

/** How a program reads its command line: the rules of CommandLineToArgvW and of Microsoft's C runtime. */
function argvOf(line: string): string[] {
  const args: string[] = [];
  let argument: string | undefined;
  let isQuoted = false;
  for (let at = 0; at < line.length;) {
    const [backslashes = ''] = /^\\*/u.exec(line.slice(at)) ?? [];
    const next = line[at + backslashes.length];
    if (next === '"') {
      argument = (argument ?? '') + '\\'.repeat(Math.floor(backslashes.length / 2));
      if (backslashes.length % 2 === 1) argument += '"';
      else isQuoted = !isQuoted;
      at += backslashes.length + 1;
    } else if (backslashes !== '') {
      argument = (argument ?? '') + backslashes;
      at += backslashes.length;
    } else if (!isQuoted && (next === ' ' || next === '\t')) {
      if (argument !== undefined) args.push(argument);
      argument = undefined;
      at += 1;
    } else {
      argument = (argument ?? '') + (next ?? '');
      at += 1;
    }
  }
  if (argument !== undefined) args.push(argument);
  return args;
}

/** What cmd.exe runs after `/s /c`: the outer quotes are taken off. Fails where it would see anything but words. */
function commandOf(args: readonly string[]): string {
  const given = args.at(-1) ?? '';
  expect(given.startsWith('"') && given.endsWith('"')).toBe(true);
  const line = given.slice(1, -1);
  let isQuoted = false;
  for (const unit of line) {
    if (unit === '"') isQuoted = !isQuoted;
    else if (!isQuoted) expect('&|<>^()@;,=\t').not.toContain(unit);
    expect('%!\r\n\0').not.toContain(unit);
  }
  expect(isQuoted).toBe(false);
  return line;
}

const special = fc.constantFrom('&', '|', '<', '>', '^', '(', ')', ' ', '\\', "'", '`', ';', ',', '=', 'ä', '\t', 'a');
const safeArgument = fc.string({ unit: fc.oneof(special, fc.string({ minLength: 1, maxLength: 1 })), maxLength: 40 });

describe('a batch file', () => {
  test('gets its arguments as they are, and its shell sees nothing but words', () => {
    const safe = safeArgument.filter((argument) => !/["%!\r\n\0]/u.test(argument));
    fc.assert(
      fc.property(fc.array(safe, { maxLength: 6 }), (args) => {
        expect(argvOf(commandOf(batchCall(FILE, args).args))).toEqual([FILE, ...args]);
      }),
      { numRuns: 500 },
    );
  });

  test('gets no argument that its shell or itself would read as more than text', () => {
    fc.assert(
      fc.property(
        safeArgument,
        safeArgument,
        fc.constantFrom('"', '%', '!', '\r', '\n', '\0'),
        (before, after, bad) => {
          expect(() => batchCall(FILE, ['ok', `${before}${bad}${after}`])).toThrow(BatchArgumentError);
        },
      ),
    );
  });

  test.each([['"&calc.exe'], ['%CMDCMDLINE:~-1%&calc.exe'], ['%PATH%'], ['!PATH!'], ['first\nsecond']])(
    'is not given %j; the message tells the way out',
    (argument) => {
      expect(() => batchCall(FILE, [argument])).toThrow(/cannot be given safely\. Name the program/u);
    },
  );

  test('with such a name of its own, or arguments too long for the shell, is not started', () => {
    expect(() => batchCall(String.raw`C:\%TEMP%\x.bat`, [])).toThrow('its path holds %');
    expect(() => batchCall(FILE, ['a'.repeat(9000)])).toThrow(/takes 8191/u);
  });

  test('is run by the shell of the system, without AutoRun and without delayed expansion', () => {
    const { file, args } = batchCall(FILE, []);
    expect(file).toMatch(/^[A-Z]:\\.*\\System32\\cmd\.exe$/u);
    expect(args.slice(0, -1)).toEqual(['/d', '/v:off', '/s', '/c']);
  });
});
