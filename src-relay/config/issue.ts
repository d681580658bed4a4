import type { JsonPath } from '../protocol/json.ts';

/** One thing wrong with a configuration: where it stands, what is wrong, what to do. */
export interface ConfigIssue {
  readonly path: JsonPath;
  readonly message: string;
  readonly remedy: string;
}

/** All errors of one configuration, each placed. Exit code 2 (spec/relay.md, "Configuration file"). */
export class ConfigError extends Error {
  readonly code = 'AISEC_INVALID_CONFIGURATION';
  readonly file: string;
  readonly lines: readonly string[];

  constructor(file: string, lines: readonly string[]) {
    const count = lines.length === 1 ? '1 error' : `${lines.length} errors`;
    super(`${count} in ${file}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
    this.file = file;
    this.lines = lines;
  }
}

/** `mcpServers.files.args[1]`: how a path is shown, with names that are not plain words in quotes. */
function pathText(path: JsonPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z0-9_-]+$/u.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text === '' ? '(top level)' : text;
}

/** `12: mcpServers.files.command: is missing. Name the program to start.` */
export function issueLine(issue: ConfigIssue, line: number): string {
  return `line ${line}: ${pathText(issue.path)}: ${issue.message} ${issue.remedy}`;
}
