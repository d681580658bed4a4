import type { TextDetector, WindowDetector } from '../../definition.ts';
import { CODE_INJECTION } from './code-injection.ts';
import { COMMAND_INJECTION } from './command-injection.ts';
import { DANGEROUS_COMMAND } from './dangerous-command.ts';
import { MALICIOUS_URL } from './malicious-url.ts';
import { MARKUP_INJECTION } from './markup-injection.ts';
import { CREDENTIAL_PATH, PATH_TRAVERSAL } from './path-traversal.ts';
import { SERVER_REQUEST } from './server-request.ts';
import { SQL_INJECTION } from './sql-injection.ts';
import { TEMPLATE_INJECTION } from './template-injection.ts';

/** Dangerous arguments, read by the role of their parameter. */
export const ARGUMENT_TEXTS: readonly TextDetector[] = [
  PATH_TRAVERSAL,
  CREDENTIAL_PATH,
  COMMAND_INJECTION,
  DANGEROUS_COMMAND,
  CODE_INJECTION,
  TEMPLATE_INJECTION,
  SQL_INJECTION,
  SERVER_REQUEST,
  MARKUP_INJECTION,
];

/** Addresses that are dangerous wherever they stand. */
export const ARGUMENT_WINDOWS: readonly WindowDetector[] = [MALICIOUS_URL];
