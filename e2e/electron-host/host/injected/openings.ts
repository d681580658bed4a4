import type { PageElement, PageEvent, PageNode } from './dom.ts';

declare const addEventListener: PageNode['addEventListener'];

/** Where a page wants a new window for, and how. */
export interface Opening {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  readonly disposition: 'foreground-tab' | 'background-tab' | 'new-window';
}

/**
 * Runs in the preload script's world: catches links and forms that would open a window, before Chromium makes one. What
 * stops its events on the way up is not caught here; the host then closes the window that came of it.
 */
export function catchOpenings(report: (opening: Opening) => void): void {
  const isElement = (value: unknown): value is PageElement => typeof value === 'object' && value !== null;
  const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
  const opensWindow = (target: string): boolean => target !== '' && !['_self', '_parent', '_top'].includes(target);
  const frameName = (target: string): string => (target === '_blank' ? '' : target);

  const click = (event: PageEvent): void => {
    const link = event.composedPath().find((node) => isElement(node) && ['A', 'AREA'].includes(node.tagName ?? ''));
    if (event.defaultPrevented || !isElement(link) || textOf(link.href) === '') return;
    const target = textOf(link.target);
    const isBackground = event.button === 1 || event.ctrlKey === true || event.metaKey === true;
    const isWindow = event.shiftKey === true;
    if (!isBackground && !isWindow && !opensWindow(target)) return;
    event.preventDefault();
    const disposition = isBackground ? 'background-tab' : isWindow ? 'new-window' : 'foreground-tab';
    report({ url: textOf(link.href), frameName: frameName(target), features: '', disposition });
  };
  const submit = (event: PageEvent): void => {
    const form = event.target;
    if (event.defaultPrevented || !isElement(form)) return;
    const target = textOf(event.submitter?.formTarget) || textOf(form.target);
    if (!opensWindow(target)) return;
    event.preventDefault();
    report({ url: textOf(form.action), frameName: frameName(target), features: '', disposition: 'foreground-tab' });
  };
  // Last on the way up, so that the page's own listeners have had their say.
  addEventListener('click', click);
  addEventListener('auxclick', click);
  addEventListener('submit', submit);
}
