/** The few parts of a page's world that tests touch in it; the project's types have no DOM on purpose. */
interface PageElement {
  readonly outerHTML: string;
  readonly src?: string;
  readonly href?: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  scrollTop: number;
  append(...nodes: readonly (PageElement | string)[]): void;
  addEventListener(type: string, listener: () => void): void;
  setAttribute(name: string, value: string): void;
  click(): void;
  submit(): void;
}

export interface PageDocument {
  readonly documentElement: PageElement;
  readonly head: PageElement;
  readonly body: PageElement;
  readonly cookie: string;
  readonly referrer: string;
  createElement(name: string): PageElement;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export interface PageWindow {
  readonly name: string;
  readonly opener: unknown;
  open(url: string, name: string): unknown;
}

export interface PageNavigator {
  readonly permissions: { query(what: { readonly name: string }): Promise<{ readonly state: string }> };
  sendBeacon(url: string, data: unknown): boolean;
}
