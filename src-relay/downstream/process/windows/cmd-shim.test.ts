import { describe, expect, test } from 'vitest';
import { readCmdShim } from './cmd-shim.ts';

const FOLDER = String.raw`C:\Users\ada\AppData\Roaming\npm`;
const FILE = String.raw`${FOLDER}\server.cmd`;

const NPM_7 = String.raw`@ECHO off
GOTO start
:find_dp0
SET dp0=%~dp0
EXIT /b
:start
SETLOCAL
CALL :find_dp0

IF EXIST "%dp0%\node.exe" (
  SET "_prog=%dp0%\node.exe"
) ELSE (
  SET "_prog=node"
  SET PATHEXT=%PATHEXT:;.JS;=;%
)

endLocal & goto #_undefined_# 2>NUL || title %COMSPEC% & "%_prog%"  "%dp0%\node_modules\server\dist\index.js" %*
`;

const NPM_6 = String.raw`@ECHO off
SETLOCAL
CALL :find_dp0

IF EXIST "%dp0%\node.exe" (
  SET "_prog=%dp0%\node.exe"
) ELSE (
  SET "_prog=node"
  SET PATHEXT=%PATHEXT:;.JS;=;%
)

"%_prog%" --no-warnings "%dp0%\node_modules\server\dist\index.js" %*
ENDLOCAL
EXIT /b %errorlevel%
:find_dp0
SET dp0=%~dp0
EXIT /b
`;

const OLDER = String.raw`@IF EXIST "%~dp0\node.exe" (
  "%~dp0\node.exe"  "%~dp0\..\server\bin.js" %*
) ELSE (
  @SETLOCAL
  @SET PATHEXT=%PATHEXT:;.JS;=;%
  node  "%~dp0\..\server\bin.js" %*
)
`;

const NPX = String.raw`:: Created by npm, please don't edit manually.
@ECHO OFF

SETLOCAL

SET "NODE_EXE=%~dp0\node.exe"
IF NOT EXIST "%NODE_EXE%" (
  SET "NODE_EXE=node"
)

SET "NPM_PREFIX_JS=%~dp0\node_modules\npm\bin\npm-prefix.js"
SET "NPX_CLI_JS=%~dp0\node_modules\npm\bin\npx-cli.js"
FOR /F "delims=" %%F IN ('CALL "%NODE_EXE%" "%NPM_PREFIX_JS%"') DO (
  SET "NPM_PREFIX_NPX_CLI_JS=%%F\node_modules\npm\bin\npx-cli.js"
)
IF EXIST "%NPM_PREFIX_NPX_CLI_JS%" (
  SET "NPX_CLI_JS=%NPM_PREFIX_NPX_CLI_JS%"
)

"%NODE_EXE%" "%NPX_CLI_JS%" %*
`;

describe('an npm shim', () => {
  test.each([
    ['of npm 7 and later', NPM_7, String.raw`${FOLDER}\node_modules\server\dist\index.js`, []],
    ['of npm 6', NPM_6, String.raw`${FOLDER}\node_modules\server\dist\index.js`, ['--no-warnings']],
    ['of an older npm', OLDER, String.raw`C:\Users\ada\AppData\Roaming\server\bin.js`, []],
    ['that comes with node', NPX, String.raw`${FOLDER}\node_modules\npm\bin\npx-cli.js`, []],
  ])('%s tells its script, with either line end', (_which, text, script, nodeOptions) => {
    const expected = { script, nodeOptions, nodeBeside: String.raw`${FOLDER}\node.exe` };
    expect(readCmdShim(FILE, text)).toEqual(expected);
    expect(readCmdShim(FILE, text.replaceAll('\n', '\r\n'))).toEqual(expected);
  });

  test.each([
    ['a line more', `${NPM_7}\r\nset API_KEY=1\r\n`],
    ['a second script', NPM_7 + String.raw`node "%~dp0\other.js" %*`],
    ['another program than node', NPM_7.replace('"_prog=node"', '"_prog=python"')],
    ['options that hold more than words', NPM_6.replace('--no-warnings', '--import "%dp0%\\hook.js"')],
    ['arguments of its own', NPM_7.replace(' %*', ' --stdio %*')],
    ['no script', '@ECHO off\r\n'],
    ['nothing', ''],
    ["npm's name and another script", NPX.replaceAll('npx-cli.js', 'other.js')],
  ])('with %s is none', (_what, text) => {
    expect(readCmdShim(FILE, text)).toBeUndefined();
  });
});
