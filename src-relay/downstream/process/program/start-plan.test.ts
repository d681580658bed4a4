import { describe, expect, test } from 'vitest';
import { startPlan } from './start-plan.ts';

const SHIM = String.raw`@IF EXIST "%~dp0\node.exe" (
  "%~dp0\node.exe"  "%~dp0\cli.js" %*
) ELSE (
  node  "%~dp0\cli.js" %*
)
`;
const BATCH = String.raw`C:\npm\serve.cmd`;
const SCRIPT = String.raw`C:\npm\cli.js`;
const NODE = String.raw`C:\node\node.exe`;
/** What a shell would take for a command. */
const HOSTILE = '"&calc.exe&"';

function plan(
  file: string,
  args: string[],
  text: string | undefined,
  files: string[],
  node: string | undefined = NODE,
) {
  const isFile = (name: string): boolean => files.includes(name);
  return startPlan(file, args, { platform: 'win32', findNode: () => node, textOf: () => text, isFile });
}

describe('on Windows', () => {
  test('a program is started as it is, with any argument', () => {
    const direct = { file: NODE, args: [HOSTILE], isVerbatim: false, runs: NODE };
    expect(plan(NODE, [HOSTILE], undefined, [])).toEqual(direct);
  });

  test('what an npm shim runs is run itself, with any argument, and shown', () => {
    expect(plan(BATCH, [HOSTILE, '%PATH%'], SHIM, [SCRIPT])).toEqual({
      file: NODE,
      args: [SCRIPT, HOSTILE, '%PATH%'],
      isVerbatim: false,
      runs: `${NODE} ${SCRIPT}`,
    });
  });

  test('the node beside a shim comes before the one of the PATH', () => {
    const beside = String.raw`C:\npm\node.exe`;
    expect(plan(BATCH, [], SHIM, [SCRIPT, beside]).file).toBe(beside);
  });

  test.each([
    ['that does more', `${SHIM}del x\n`, [SCRIPT], NODE],
    ['whose script is not there', SHIM, [], NODE],
    ['that cannot be read', undefined, [SCRIPT], NODE],
  ])('a batch file %s goes to the shell, and hostile arguments to nobody', (_which, text, files, node) => {
    const shell = plan(BATCH, ['two words'], text, files, node);
    expect(shell.file).toMatch(/\\cmd\.exe$/u);
    expect(shell.isVerbatim).toBe(true);
    expect(shell.args.at(-1)).toBe(`""${BATCH}" "two words""`);
    expect(() => plan(BATCH, [HOSTILE], text, files, node)).toThrow(/safely/u);
  });
});

test('elsewhere a file of any name is started as it is', () => {
  const parts = { platform: 'linux' as const, findNode: () => undefined };
  expect(startPlan('/x/serve.cmd', ['%A'], parts)).toMatchObject({ file: '/x/serve.cmd', args: ['%A'] });
});
