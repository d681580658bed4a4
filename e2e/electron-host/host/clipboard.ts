import type * as Electron from 'electron';
import { asWhole, Guarded, named } from './guard.ts';

type Content = string | Electron.ClipboardBookmark | Blob;
type Given = ConstructorParameters<typeof Electron.ClipboardItem>[0];

const TEXT = 'text/plain';
const BOOKMARK = 'electron application/bookmark';

/** Electron's ClipboardItem: one thing in several forms. */
export class ClipboardItem extends Guarded implements Pick<Electron.ClipboardItem, 'types'> {
  readonly types: string[];
  readonly #items: Given;

  constructor(items: Given) {
    super();
    this.#items = items;
    this.types = Object.keys(items);
  }

  getType(type: typeof BOOKMARK): Promise<Electron.ClipboardBookmark>;
  getType(type: string): Promise<Blob>;
  async getType(type: string): Promise<Blob | Electron.ClipboardBookmark> {
    const content: Content | undefined = await this.#items[type];
    if (content === undefined) throw new Error(`The clipboard item has no ${type}`);
    return typeof content === 'string' ? new Blob([content], { type }) : content;
  }
}

/** Electron's clipboard, kept in memory: neither the system's nor that of the pages here. */
class Clipboard
  extends Guarded
  implements Pick<Electron.Clipboard, 'clear' | 'has' | 'read' | 'readText' | 'write' | 'writeText'>
{
  #items: readonly Electron.ClipboardItem[] = [];

  clear(): void {
    this.#items = [];
  }

  has(type: string): Promise<boolean> {
    return Promise.resolve(this.#items.some((item) => item.types.includes(type)));
  }

  read(): Promise<Electron.ClipboardItem[]> {
    return Promise.resolve([...this.#items]);
  }

  async readText(): Promise<string> {
    const item = this.#items.find(({ types }) => types.includes(TEXT));
    const content = await item?.getType(TEXT);
    return content instanceof Blob ? content.text() : '';
  }

  write(items: Electron.ClipboardItem[]): Promise<void> {
    this.#items = [...items];
    return Promise.resolve();
  }

  writeText(text: string): Promise<void> {
    return this.write([asWhole<Electron.ClipboardItem>(new ClipboardItem({ [TEXT]: text }))]);
  }
}

/** Linux has a second clipboard, for what is selected. */
export const clipboard = Object.assign(named('clipboard', new Clipboard()), {
  selection: named('clipboard.selection', new Clipboard()),
});
