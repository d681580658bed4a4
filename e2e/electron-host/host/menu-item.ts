import type * as Electron from 'electron';
import { asWhole, Guarded } from './guard.ts';
import { labelOfRole, runRole } from './menu-roles.ts';

let lastCommandId = 0;

/** What an item's click function gets to know of the keyboard when nothing was said. */
const NO_KEYS: Electron.KeyboardEvent = {
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  triggeredByAccelerator: false,
};

type ItemType = Electron.MenuItem['type'];

function typeOf(options: Electron.MenuItemConstructorOptions): ItemType {
  if (options.type !== undefined) return options.type;
  return options.submenu === undefined ? 'normal' : 'submenu';
}

/** Electron's MenuItem. A spec clicks it by calling click(), as Electron does. */
export class MenuItem
  extends Guarded
  implements
    Pick<
      Electron.MenuItem,
      | 'id'
      | 'label'
      | 'sublabel'
      | 'toolTip'
      | 'accessibilityLabel'
      | 'type'
      | 'enabled'
      | 'visible'
      | 'checked'
      | 'registerAccelerator'
      | 'commandId'
      | 'accelerator'
      | 'click'
    >
{
  id: string;
  label: string;
  sublabel: string;
  toolTip: string;
  accessibilityLabel: string;
  type: ItemType;
  enabled: boolean;
  visible: boolean;
  registerAccelerator: boolean;
  commandId: number;
  accelerator: string | null;
  /** Electron's type of the options knows more roles than that of the item. */
  readonly #role: Electron.MenuItemConstructorOptions['role'];
  icon: Electron.NativeImage | string | undefined;
  submenu: Electron.Menu | undefined;
  menu: Electron.Menu | undefined;
  click: (event?: Electron.KeyboardEvent, window?: Electron.BaseWindow) => void;
  #isChecked: boolean;

  constructor(options: Electron.MenuItemConstructorOptions) {
    super();
    if (Array.isArray(options.submenu)) throw new TypeError('Invalid submenu');
    lastCommandId += 1;
    this.commandId = lastCommandId;
    this.id = options.id ?? '';
    this.#role = options.role;
    this.type = typeOf(options);
    this.label = options.label ?? labelOfRole(options.role);
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.accessibilityLabel = options.accessibilityLabel ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.registerAccelerator = options.registerAccelerator ?? true;
    this.accelerator = options.accelerator ?? null;
    this.icon = options.icon;
    this.submenu = options.submenu;
    this.#isChecked = options.checked ?? false;
    this.click = (event = NO_KEYS, window) => {
      if (this.type === 'checkbox' || this.type === 'radio') this.checked = this.type === 'radio' || !this.checked;
      if (!runRole(this.#role, window)) options.click?.(asWhole<Electron.MenuItem>(this), window, event);
    };
  }

  get checked(): boolean {
    return this.#isChecked;
  }

  /** Of neighbouring radio items one is checked. */
  set checked(isChecked: boolean) {
    this.#isChecked = isChecked;
    if (this.type !== 'radio' || !isChecked) return;
    for (const other of this.#radioGroup()) if (other !== this) other.#isChecked = false;
  }

  /** Called by the menu that takes the item in. */
  joined(menu: Electron.Menu): void {
    this.menu = menu;
  }

  #radioGroup(): readonly MenuItem[] {
    const items: readonly unknown[] = this.menu?.items ?? [];
    const own = items.indexOf(this);
    const isOutside = (item: unknown): boolean => !(item instanceof MenuItem) || item.type !== 'radio';
    const before = items.slice(0, own).findLastIndex(isOutside);
    const after = items.findIndex((item, index) => index > own && isOutside(item));
    return items.slice(before + 1, after === -1 ? undefined : after).filter((item) => item instanceof MenuItem);
  }
}
