import type { PageDocument } from './dom.ts';

declare const document: PageDocument;
declare const MutationObserver: new (changed: () => void) => {
  observe(node: object, what: { childList: boolean; subtree: boolean; characterData: boolean }): void;
};

/** Runs in the preload script's world: tells of the document's title, now and whenever it changes. */
export function watchTitle(report: (title: string) => void): void {
  let last = '';
  const tell = (): void => {
    if (document.title === last) return;
    last = document.title;
    report(last);
  };
  document.addEventListener('DOMContentLoaded', () => {
    tell();
    // Setting document.title changes what stands in the head.
    if (document.head)
      new MutationObserver(tell).observe(document.head, { childList: true, subtree: true, characterData: true });
  });
}
