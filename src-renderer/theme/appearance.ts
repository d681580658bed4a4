import { createStore } from 'zustand/vanilla';

const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
const ROWS = ['dense', 'comfortable'] as const;
export type Rows = (typeof ROWS)[number];

const STORED = 'mcp-relay-appearance';

function stored(): { theme: Theme; rows: Rows } {
  const [theme, rows] = (localStorage.getItem(STORED) ?? '').split(' ');
  return {
    theme: THEMES.find((one) => one === theme) ?? 'system',
    rows: ROWS.find((one) => one === rows) ?? 'dense',
  };
}

/** How the app looks in this browser or window. */
export const appearance = createStore<{ readonly theme: Theme; readonly rows: Rows }>(() => stored());

/** Height of a row of a list, in pixels; the same as `--row`. */
export const ROW_HEIGHT = { dense: 28, comfortable: 36 } as const;

/** Puts the appearance on the page, and keeps and shows each change. */
export function wearAppearance(): void {
  const root = document.documentElement;
  const wear = ({ theme, rows }: { theme: Theme; rows: Rows }): void => {
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    root.dataset['rows'] = rows;
  };
  wear(appearance.getState());
  appearance.subscribe((state) => {
    localStorage.setItem(STORED, `${state.theme} ${state.rows}`);
    wear(state);
  });
}
