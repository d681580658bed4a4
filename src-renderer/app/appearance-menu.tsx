import { SunMoon } from 'lucide-react';
import { useStore } from 'zustand/react';
import { appearance, type Rows, type Theme } from '../theme/appearance.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuChoice, MenuSeparator } from '../ui/menu.tsx';

const THEME_OPTIONS: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

const ROWS_OPTIONS: readonly { value: Rows; label: string }[] = [
  { value: 'dense', label: 'Dense' },
  { value: 'comfortable', label: 'Comfortable' },
];

/** Chooses theme and height of rows. */
export function AppearanceMenu() {
  const { theme, rows } = useStore(appearance);
  return (
    <Menu align="end" trigger={<IconButton label="Appearance" icon={<SunMoon aria-hidden />} />}>
      <MenuChoice
        label="Theme"
        value={theme}
        options={THEME_OPTIONS}
        onChoose={(value) => appearance.setState({ theme: value })}
      />
      <MenuSeparator />
      <MenuChoice
        label="Rows"
        value={rows}
        options={ROWS_OPTIONS}
        onChoose={(value) => appearance.setState({ rows: value })}
      />
    </Menu>
  );
}
