import { Menu, nativeImage, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import { glanceOf, stateLine, toolLine, type Glance } from '../src-relay/control/attention.ts';
import type { CallRow, Status } from '../src-relay/control/contract.ts';
import { PRODUCT } from '../src-relay/protocol/product.ts';
import { resourceFile } from './paths.ts';

/** What the tray's menu can do. */
export interface TrayActions {
  open(to?: string): void;
  pause(minutes: number): void;
  resume(): void;
  retry(): void;
  quit(): void;
  readonly startsAtLogin: boolean;
  setStartsAtLogin(on: boolean): void;
}

/** What the tray shows. */
export interface TrayState {
  readonly status: Status | undefined;
  /** Why there is no relay; undefined while there is one, or it is only starting. */
  readonly failure: string | undefined;
  /** Blocked calls, the latest first. */
  readonly lastBlocks: readonly CallRow[];
}

const PAUSE_MINUTES = 5;
/** Characters of a menu line. */
const MAX_LABEL = 60;

/** The icon in the tray: the relay's state by its shape, and a menu with what happened last and what one can do. */
export class RelayTray {
  readonly #tray: Tray;
  readonly #actions: TrayActions;
  readonly #icons = new Map<Glance, NativeImage>();
  #glance: Glance = 'stopped';

  constructor(actions: TrayActions) {
    this.#actions = actions;
    this.#tray = new Tray(this.#icon('stopped'));
    // On Linux and macOS a click opens the menu, which holds the same.
    if (process.platform === 'win32') this.#tray.on('click', () => actions.open());
    this.show({ status: undefined, failure: undefined, lastBlocks: [] });
  }

  show(state: TrayState): void {
    const { status, lastBlocks } = state;
    const glance = glanceOf(status, lastBlocks[0]?.ts, Date.now());
    if (glance !== this.#glance) this.#tray.setImage(this.#icon(glance));
    this.#glance = glance;
    this.#tray.setToolTip(`${stateLine(PRODUCT.name, status)}${status ? `\n${blockedLine(status)}` : ''}`);
    if (process.platform === 'darwin')
      this.#tray.setTitle(status && status.blockedToday > 0 ? String(status.blockedToday) : '');
    this.#tray.setContextMenu(Menu.buildFromTemplate(this.#menu(state)));
  }

  #menu({ status, failure, lastBlocks }: TrayState): MenuItemConstructorOptions[] {
    const actions = this.#actions;
    return [
      { id: 'state', label: stateLine(PRODUCT.name, status), enabled: false },
      ...(failure === undefined
        ? []
        : [{ id: 'retry', label: 'Try to start the relay again', click: () => actions.retry() }]),
      ...(status
        ? [{ id: 'blocked', label: blockedLine(status), click: () => actions.open('/activity?outcome=blocked') }]
        : []),
      ...lastBlocks.map((row, index) => ({
        id: `block-${index}`,
        label: shortened(`    ${toolLine(row)}`),
        click: () => actions.open(`/activity/${row.entryId}`),
      })),
      { type: 'separator' },
      ...(status ? [pauseItem(status, actions)] : []),
      { id: 'open', label: `Open ${PRODUCT.name}`, click: () => actions.open() },
      { id: 'connect', label: 'Connect apps…', click: () => actions.open('/clients') },
      {
        id: 'login',
        label: 'Start at login',
        type: 'checkbox',
        checked: actions.startsAtLogin,
        click: (item) => actions.setStartsAtLogin(item.checked),
      },
      { type: 'separator' },
      { id: 'quit', label: 'Quit', click: () => actions.quit() },
    ];
  }

  #icon(glance: Glance): NativeImage {
    const known = this.#icons.get(glance);
    if (known) return known;
    // macOS colours template images itself; the suffix @2x is found by name.
    const name = process.platform === 'darwin' ? `${glance}Template.png` : `${glance}.png`;
    const image = nativeImage.createFromPath(resourceFile('tray', name));
    this.#icons.set(glance, image);
    return image;
  }
}

function pauseItem(status: Status, actions: TrayActions): MenuItemConstructorOptions {
  return status.pausedUntil === null
    ? { id: 'pause', label: `Pause scanning for ${PAUSE_MINUTES} minutes`, click: () => actions.pause(PAUSE_MINUTES) }
    : { id: 'resume', label: 'Scan again now', click: () => actions.resume() };
}

function blockedLine({ blockedToday }: Status): string {
  return blockedToday === 0 ? 'Nothing blocked today' : `${blockedToday} blocked today`;
}

/** A name as a menu may have it: elsewhere than on macOS a single & marks a letter as a key. */
function shortened(label: string): string {
  const short = label.length <= MAX_LABEL ? label : `${label.slice(0, MAX_LABEL - 1)}…`;
  return process.platform === 'darwin' ? short : short.replaceAll('&', '&&');
}
