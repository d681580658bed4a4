/** The few parts of a page's world that the injected functions use; the project's types have no DOM on purpose. */
export interface PageEvent {
  readonly detail?: unknown;
  readonly relatedTarget?: PageNode | null;
  readonly defaultPrevented: boolean;
  readonly button?: number;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly shiftKey?: boolean;
  readonly altKey?: boolean;
  readonly key?: string;
  readonly code?: string;
  readonly repeat?: boolean;
  readonly isComposing?: boolean;
  readonly location?: number;
  readonly target: unknown;
  readonly submitter?: PageElement | null;
  composedPath(): readonly unknown[];
  preventDefault(): void;
}

export interface PageNode {
  addEventListener(
    type: string,
    listener: (event: PageEvent) => void,
    options?: { once?: boolean; capture?: boolean },
  ): void;
  dispatchEvent(event: object): boolean;
}

/** A link or a form, with the attributes that say where it leads. */
export interface PageElement {
  readonly tagName?: string;
  readonly href?: unknown;
  readonly action?: unknown;
  readonly target?: unknown;
  readonly formTarget?: unknown;
  readonly formAction?: unknown;
}

export interface PageDocument extends PageNode {
  readonly baseURI: string;
  readonly title: string;
  readonly head: object | null;
  createElement(name: string): PageNode;
}

export interface PageEventClass {
  new (type: string, init: { detail?: unknown; relatedTarget?: PageNode }): object;
}
