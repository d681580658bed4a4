import { app } from '../state/app.ts';
import { navigate } from './navigation.ts';
import { SCREENS } from './screens.ts';
import { setPalette } from './commands/palette-state.ts';
import { setKeysSheet } from './keys-sheet-state.ts';

/** How long after `g` the letter of a screen may come. */
const CHORD_MS = 1500;

/** Whether keys now belong to something that is being typed into, or to what floats over the page. */
function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') !== null
  );
}

/** The filter of the screen that is shown; each screen marks its own with `data-filter`. */
function focusFilter(): boolean {
  const filter = document.querySelector('[data-filter]');
  if (!(filter instanceof HTMLElement)) return false;
  filter.focus();
  if (filter instanceof HTMLInputElement) filter.select();
  return true;
}

/** Listens to the keys that work everywhere: Ctrl K, `g` and a letter, 1 to 5, `/` and `?`. */
export function listenToShortcuts(): void {
  // Not 0: that is when the page was opened, and a letter right after it would follow a `g` that nobody pressed.
  let goSince = Number.NEGATIVE_INFINITY;
  addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      setPalette(true);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTaken(event.target)) return;
    const byLetter = event.timeStamp - goSince < CHORD_MS && SCREENS.find(({ key }) => key === event.key);
    const screen = byLetter || SCREENS[Number(event.key) - 1];
    goSince = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (screen) navigate(`#/${screen.screen}`);
    else if (event.key === '?') setKeysSheet(true);
    else if (event.key !== '/' || !focusFilter()) return;
    event.preventDefault();
  });
  addEventListener('online', () => app.retry());
}
