import type { Tool } from '../../../src-relay/control/contract.ts';
import { app } from '../../state/app.ts';
import { keptOff } from '../../state/use-kept-off.ts';
import { shortName } from '../../ui/short-name.ts';

const nameOf = (tool: Tool): string => shortName(tool.shown ?? tool.name);

/** Switches a tool on or off, and offers to take that back. */
export async function switchTool(tool: Tool, isOn: boolean): Promise<void> {
  const { server, name } = tool;
  if (!(await app.tools.setEnabled(server, name, isOn))) return;
  const text = isOn ? `${nameOf(tool)} is offered to clients again.` : `${nameOf(tool)} is switched off.`;
  app.toasts.show(text, () => void app.tools.setEnabled(server, name, !isOn));
}

/** Approves the definition with this hash, the one that was shown; answers whether that worked. */
export async function approveTool(tool: Tool, hash: string): Promise<boolean> {
  const isDone = await app.tools.approve(tool.server, tool.name, hash);
  if (isDone) app.toasts.show(`The new definition of ${nameOf(tool)} is approved.`);
  return isDone;
}

/** Decides that a tool stays off with the definition that it has now, so that nobody is asked to look again. */
export function keepToolOff(tool: Tool): void {
  keptOff.keep(tool.server, tool.name, tool.hash);
  app.toasts.show(`${nameOf(tool)} stays off.`, () => keptOff.forget(tool.server, tool.name));
}
