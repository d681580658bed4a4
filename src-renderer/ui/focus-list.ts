/** Leads the keys to the list of the screen, which is marked with `data-list`. */
export function focusList(): void {
  const list = document.querySelector('[data-list]');
  if (list instanceof HTMLElement) list.focus();
}

/** The same once the page is drawn anew: a list under a detail takes no focus before. */
export function focusListSoon(): void {
  requestAnimationFrame(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) focusList();
  });
}
