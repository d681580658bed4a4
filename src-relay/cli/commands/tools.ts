import { createDataFolder } from '../../config/data-folder.ts';
import type { ReviewItem } from '../../control/contract.ts';
import { workplace, type Workplace } from '../../host/workplace.ts';
import { isJsonObject, parseJson } from '../../protocol/json.ts';
import { createRegistryStore } from '../../registry/store.ts';
import { whatChanged } from '../../registry/trust/what-changed.ts';
import { openDatabase } from '../../store/database.ts';
import { controlOf, type ControlCall } from '../control-call.ts';
import { EXIT, UsageError } from '../exit.ts';
import { print } from '../print.ts';

/** Which of the tools that wait are meant. */
export interface ToolChoice {
  readonly server: string | undefined;
  readonly tool: string | undefined;
}

/** A tool that waits, with what changed. */
interface WaitingTool {
  readonly server: string;
  readonly tool: string;
  readonly reason: string;
  readonly isAcceptable: boolean;
  readonly changes: readonly { readonly class: string; readonly isRiskier: boolean; readonly text: string }[];
}

/** `tools approve`: takes changed and new definitions as the approved ones; of all servers, of one, or of one tool. */
export async function approveToolsCommand(choice: ToolChoice, isAll: boolean): Promise<number> {
  if (isAll && (choice.server !== undefined || choice.tool !== undefined)) {
    throw new UsageError('--all stands for itself: give it without --server and --tool.');
  }
  const place = workplace();
  const control = controlOf(place);
  const count = control ? await approveAtRelay(control, choice) : await approveInStore(place, choice);
  const what = `${count} definition${count === 1 ? '' : 's'}`;
  process.stderr.write(count === 0 ? 'No changed definition waits for approval.\n' : `Approved ${what}.\n`);
  return EXIT.done;
}

/** `tools diff`: what waits, and what changed in it, what got riskier first. */
export async function diffToolsCommand(choice: ToolChoice, asJson: boolean): Promise<number> {
  const place = workplace();
  const control = controlOf(place);
  const waiting = control ? (await waitingAtRelay(control, choice)).map(fromItem) : await waitingInStore(place, choice);
  if (asJson) print(JSON.stringify(waiting, null, 2));
  else if (waiting.length === 0) process.stderr.write('No changed definition waits for approval.\n');
  else for (const one of waiting) printTool(one);
  return EXIT.done;
}

function printTool({ server, tool, reason, isAcceptable, changes }: WaitingTool): void {
  print(`${plain(server)} · ${plain(tool)}`);
  print(`  ${plain(reason)}${isAcceptable ? '' : ' It cannot be approved.'}`);
  for (const change of changes) print(`  ${change.isRiskier ? '! ' : '- '}${change.class}: ${plain(change.text)}`);
}

/** Words of a server on a terminal: nothing in them that drives it, or that nobody sees. */
function plain(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu,
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

async function waitingAtRelay(control: ControlCall, { server, tool }: ToolChoice): Promise<ReviewItem[]> {
  const { items } = await control('review.list', {});
  return items.filter(
    (item) =>
      item.kind === 'tool' &&
      (server === undefined || item.server === server) &&
      (tool === undefined || item.tool === tool),
  );
}

async function approveAtRelay(control: ControlCall, choice: ToolChoice): Promise<number> {
  const items = (await waitingAtRelay(control, choice)).filter(({ isAcceptable }) => isAcceptable);
  if (items.length === 0) return 0;
  const { accepted } = await control('review.accept', { items: items.map(({ id, hash }) => ({ id, hash })) });
  return accepted.length;
}

function fromItem({ server, tool, reason, isAcceptable, changes }: ReviewItem): WaitingTool {
  return { server, tool: tool ?? '', reason, isAcceptable, changes };
}

async function approveInStore(place: Workplace, { server, tool }: ToolChoice): Promise<number> {
  createDataFolder(place.folder);
  const database = await openDatabase(place.folder.database);
  try {
    return createRegistryStore(database).approvePending(server, tool);
  } finally {
    database.close();
  }
}

async function waitingInStore(place: Workplace, { server, tool }: ToolChoice): Promise<WaitingTool[]> {
  createDataFolder(place.folder);
  const database = await openDatabase(place.folder.database);
  try {
    const store = createRegistryStore(database);
    return store
      .pins()
      .filter(
        (pin) => pin.pendingHash !== null && (server ?? pin.server) === pin.server && (tool ?? pin.tool) === pin.tool,
      )
      .flatMap((pin) => {
        const { hash, definition, pendingDefinition } = store.wholePin(pin.server, pin.tool) ?? {};
        const value = parseJson(pendingDefinition ?? 'null');
        if (!isJsonObject(value)) return [];
        const now = { value, inspection: { outcome: 'clear' } } as const;
        const changes = whatChanged(hash === '' ? undefined : definition, now, null, undefined);
        const reason =
          hash === '' ? 'It is new and waits for approval.' : 'Its definition differs from the approved one.';
        const told = changes.map((change) => ({ class: change.class, isRiskier: change.risk > 0, text: change.text }));
        return [{ server: pin.server, tool: pin.tool, reason, isAcceptable: true, changes: told }];
      });
  } finally {
    database.close();
  }
}
