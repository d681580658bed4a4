import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { floats } from './floats.ts';
import styles from './menu.module.css';

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly align?: 'start' | 'center' | 'end';
  /** MenuItem, MenuChoice and MenuSeparator elements. */
  readonly children: ReactNode;
}

/** A list of actions that drops from a button. */
export function Menu({ trigger, align = 'start', children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal container={floats}>
        <Base.Positioner sideOffset={6} align={align} className={styles.positioner}>
          <Base.Popup className={styles.popup}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface MenuItemProps {
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

/** One action of a menu. */
export function MenuItem({ children, icon, danger, disabled, onSelect }: MenuItemProps) {
  return (
    <Base.Item
      disabled={disabled ?? false}
      onClick={onSelect}
      className={[styles.item, danger && styles.danger].filter(Boolean).join(' ')}
    >
      <span className={styles.icon}>{icon}</span>
      {children}
    </Base.Item>
  );
}

interface MenuChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
}

/** A group of a menu of which exactly one holds. */
export function MenuChoice<T extends string>({ label, value, options, onChoose }: MenuChoiceProps<T>) {
  return (
    <Base.RadioGroup value={value}>
      <Base.Group>
        <Base.GroupLabel className={styles.label}>{label}</Base.GroupLabel>
        {options.map((option) => (
          <Base.RadioItem
            key={option.value}
            value={option.value}
            closeOnClick
            onClick={() => onChoose(option.value)}
            className={styles.item}
          >
            <span className={styles.icon}>
              <Base.RadioItemIndicator>
                <Check aria-hidden />
              </Base.RadioItemIndicator>
            </span>
            {option.label}
          </Base.RadioItem>
        ))}
      </Base.Group>
    </Base.RadioGroup>
  );
}

/** A line between groups of a menu. */
export function MenuSeparator() {
  return <Base.Separator className={styles.separator} />;
}

/** A sentence in a menu: what follows from its actions. */
export function MenuNote({ children }: { readonly children: ReactNode }) {
  return <p className={styles.note}>{children}</p>;
}
