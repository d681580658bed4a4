import type { ReviewItem, Tool } from '../../../src-relay/control/contract.ts';
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
  const item = reviewItemOf(tool);
  if (item) {
    void app.review.keepOff(item, true).then((isDone) => {
      if (isDone) app.toasts.show(`${nameOf(tool)} stays off.`, () => void app.review.keepOff(item, false));
    });
    return;
  }
  keptOff.keep(tool.server, tool.name, tool.hash);
  app.toasts.show(`${nameOf(tool)} stays off.`, () => keptOff.forget(tool.server, tool.name));
}

/** Has somebody asked again about a tool that was left off. */
export function askAgain(tool: Tool): void {
  keptOff.forget(tool.server, tool.name);
  const item = reviewItemOf(tool);
  if (item) void app.review.keepOff(item, false);
}

/** The tool as Review has it; the relay keeps decisions on those. */
function reviewItemOf({ server, name }: Tool): ReviewItem | undefined {
  const { items } = app.review.store.getState();
  return items?.find((item) => item.kind === 'tool' && item.server === server && item.tool === name);
}
