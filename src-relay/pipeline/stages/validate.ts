import type { ToolEntry } from '../../registry/entry.ts';
import { refuse } from '../answers.ts';
import type { CallContext, Stage } from '../context.ts';
import type { SchemaCheck } from '../schema-check.ts';

/** Arguments beyond this are left to the server, in characters: a schema's work is multiplied by their size. */
const MAX_ARGUMENTS = 32 * 1024;

/** Checks arguments against the tool's inputSchema; each schema is compiled once, at the tool's first call. */
export function validateStage(): Stage {
  const checks = new WeakMap<object, SchemaCheck>();

  function check(context: CallContext, schemaCheck: SchemaCheck): void {
    const problem = schemaCheck(context.restoredArguments ?? context.params.arguments ?? {});
    if (problem) refuse(context, 'AISEC_VALIDATION_ERROR', problem.message, problem.forLog);
  }

  async function compileAndCheck(context: CallContext, tool: ToolEntry): Promise<void> {
    const { compileSchema } = await import('../schema-check.ts');
    const compiled = compileSchema(tool.value.inputSchema);
    checks.set(tool, compiled);
    check(context, compiled);
  }

  return {
    name: 'validate',
    phase: 'policy',
    run(context) {
      const { tool } = context;
      if (!tool || context.paramsSource.length > MAX_ARGUMENTS) return undefined;
      const known = checks.get(tool);
      return known ? check(context, known) : compileAndCheck(context, tool);
    },
  };
}
