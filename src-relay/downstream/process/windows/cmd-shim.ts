import { win32 } from 'node:path';

/** What a batch file does, where it does nothing but run a script with node. */
export interface ShimTarget {
  /** Absolute path of the script. */
  readonly script: string;
  /** Options of node that stand before it. */
  readonly nodeOptions: readonly string[];
  /** Where node would be taken from before it is looked for on the PATH. */
  readonly nodeBeside: string;
}

/** Lines that a shim may hold beside the one that runs the script: they change nothing that a process would see. */
const SILENT_LINES: readonly RegExp[] = [
  /^(?:::|rem ).*$/iu,
  /^@?echo off$/iu,
  /^@?setlocal$/iu,
  /^goto start$/iu,
  /^:find_dp0$/iu,
  /^set dp0=%~dp0$/iu,
  /^exit \/b(?: %errorlevel%)?$/iu,
  /^endlocal$/iu,
  /^:start$/iu,
  /^call :find_dp0$/iu,
  /^@?if exist "%(?:~dp0|dp0%)\\node\.exe" \($/iu,
  /^@?set "_prog=(?:%dp0%\\node\.exe|node)"$/iu,
  /^"%~dp0\\node\.exe"\s+"%~dp0\\[^"%]+"\s+%\*$/iu,
  /^@?set pathext=%pathext:;\.js;=;%$/iu,
  /^\) else \($/iu,
  /^\)$/u,
];

/** The line that runs the script: of npm 7 and later, of npm 6, and of what came before and of yarn. */
const RUN_LINES: readonly RegExp[] = [
  /^endlocal & goto #_undefined_# 2>nul \|\| title %comspec% & "%_prog%"(?<options>(?:\s+--?[\w-]+(?:=[\w./-]+)?)*)\s+"%dp0%\\(?<script>[^"%]+)"\s+%\*$/iu,
  /^"%_prog%"(?<options>(?:\s+--?[\w-]+(?:=[\w./-]+)?)*)\s+"%dp0%\\(?<script>[^"%]+)"\s+%\*$/iu,
  /^node(?<options>(?:\s+--?[\w-]+(?:=[\w./-]+)?)*)\s+"%~dp0\\(?<script>[^"%]+)"\s+%\*$/iu,
];

/** How npm.cmd and npx.cmd, which come with node, name their script. */
const OWN_SCRIPT = /^set "(?:npm|npx)_cli_js=%~dp0\\(?<script>node_modules\\npm\\bin\\(?:npm|npx)-cli\.js)"$/imu;

/**
 * Reads what an npm shim (`npx.cmd`, `some-server.cmd`) runs, so that it can be run without a shell. Undefined for a batch
 * file with even one line that is not known: it may do anything.
 * @param file absolute path of the batch file
 */
export function readCmdShim(file: string, text: string): ShimTarget | undefined {
  const folder = win32.dirname(file);
  const target = (script: string, options = ''): ShimTarget => ({
    script: win32.join(folder, script),
    nodeOptions: options.split(/\s+/u).filter((option) => option !== ''),
    nodeBeside: win32.join(folder, 'node.exe'),
  });
  if (/created by npm, please don't edit manually/iu.test(text)) {
    const own = OWN_SCRIPT.exec(text)?.groups?.script;
    return own === undefined ? undefined : target(own);
  }
  let found: ShimTarget | undefined;
  for (const line of text.split(/\r?\n/u).map((line) => line.trim().replaceAll(/\s+/gu, ' '))) {
    if (line === '' || SILENT_LINES.some((silent) => silent.test(line))) continue;
    const run = RUN_LINES.map((pattern) => pattern.exec(line)?.groups).find((groups) => groups !== undefined);
    if (run?.script === undefined || found !== undefined) return undefined;
    found = target(run.script, run.options);
  }
  return found;
}
