import type { ClientFile, ClientPlanView } from '../../../src-relay/control/contract.ts';
import { formatCounted } from '../../ui/number-format.ts';

export type ClientAction = ClientPlanView['action'];

const ACTIONS: readonly ClientAction[] = ['connect', 'repair', 'disconnect', 'undo'];

/** What an address asks to be done; undefined where it names nothing that is known. */
export function actionOf(text: string | undefined): ClientAction | undefined {
  return ACTIONS.find((action) => action === text);
}

/** Whether the app took the relay's entry out after it was connected. */
export function isDropped({ state, connectedAt }: ClientFile): boolean {
  return state === 'not-connected' && connectedAt !== null;
}

/** What is first to be done about a client's file; undefined where nothing is. */
export function nextActionOf(file: ClientFile): ClientAction | undefined {
  const { state } = file;
  switch (state) {
    case 'not-connected':
      return isDropped(file) ? 'repair' : 'connect';
    case 'bypassed':
      return 'connect';
    case 'stale':
      return 'repair';
    case 'connected':
    case 'broken':
      return undefined;
  }
}

/** What its state means, in a sentence that may hold words of its file. */
export function meaningOf(file: ClientFile): string {
  if (file.state === 'bypassed') {
    const { length } = file.bypassing;
    return `It is connected, but ${length === 1 ? 'one other server bypasses' : `${length} other servers bypass`} the relay: what they say and get is not scanned.`;
  }
  if (file.broken) {
    const { line, column, message } = file.broken;
    return `Its file cannot be read at line ${line}, column ${column}: ${message}. The relay does not touch it: mend it there.`;
  }
  return file.reason;
}

/** The words of the button that leads to an action. */
export function actionWords(file: ClientFile, action: ClientAction): string {
  if (action === 'connect' && file.state === 'bypassed') {
    return `Bring in ${formatCounted(file.bypassing.length, 'server')}`;
  }
  return { connect: 'Connect', repair: 'Repair', disconnect: 'Disconnect', undo: 'Undo' }[action];
}

/** What is shown before an action, as a title. */
export function planTitle(title: string, action: ClientAction): string {
  switch (action) {
    case 'connect':
      return `Connect ${title}`;
    case 'repair':
      return `Repair the entry of ${title}`;
    case 'disconnect':
      return `Disconnect ${title}`;
    case 'undo':
      return `Undo the last change for ${title}`;
  }
}

/** What was done, as a sentence. */
export function doneWords(title: string, action: ClientAction): string {
  switch (action) {
    case 'connect':
      return `${title} is connected.`;
    case 'repair':
      return `The entry of ${title} is as it should be.`;
    case 'disconnect':
      return `${title} is disconnected.`;
    case 'undo':
      return `The last change for ${title} is undone.`;
  }
}

/** What the button says that writes a plan. */
export function applyWords(title: string, action: ClientAction): string {
  switch (action) {
    case 'connect':
      return `Connect ${title}`;
    case 'repair':
      return 'Repair it';
    case 'disconnect':
      return `Disconnect ${title}`;
    case 'undo':
      return 'Give it back';
  }
}
