import type * as Electron from 'electron';
import { asWhole, GuardedEmitter } from './guard.ts';
import { MenuItem } from './menu-item.ts';

type Template = (Electron.MenuItemConstructorOptions | Electron.MenuItem)[];

let applicationMenu: Electron.Menu | null = null;

/** Electron's Menu: its items and their effects, but nothing on any screen. */
export class Menu
  extends GuardedEmitter
  implements Pick<Electron.Menu, 'items' | 'append' | 'insert' | 'getMenuItemById' | 'popup' | 'closePopup'>
{
  items: Electron.MenuItem[] = [];

  static setApplicationMenu(menu: Electron.Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Electron.Menu | null {
    return applicationMenu;
  }

  static buildFromTemplate(template: Template): Electron.Menu {
    const menu = new Menu();
    for (const entry of template) {
      menu.append(isOptions(entry) ? itemFrom(entry) : entry);
    }
    return asWhole<Electron.Menu>(menu);
  }

  append(item: Electron.MenuItem): void {
    this.insert(this.items.length, item);
  }

  insert(position: number, item: Electron.MenuItem): void {
    this.items.splice(position, 0, item);
    if (item instanceof MenuItem) item.joined(this);
  }

  getMenuItemById(id: string): Electron.MenuItem | null {
    for (const item of this.items) {
      if (item.id === id) return item;
      const found = item.submenu?.getMenuItemById(id);
      if (found !== undefined && found !== null) return found;
    }
    return null;
  }

  popup(_options?: Electron.PopupOptions): void {
    this.emit('menu-will-show');
  }

  closePopup(_window?: Electron.BaseWindow): void {
    this.emit('menu-will-close');
  }
}

function isOptions(entry: Template[number]): entry is Electron.MenuItemConstructorOptions {
  return !(entry instanceof MenuItem);
}

function itemFrom(options: Electron.MenuItemConstructorOptions): Electron.MenuItem {
  const { submenu } = options;
  const built = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : submenu;
  return asWhole<Electron.MenuItem>(new MenuItem({ ...options, ...(built === undefined ? {} : { submenu: built }) }));
}
