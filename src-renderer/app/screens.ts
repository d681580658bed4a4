import {
  Activity,
  AppWindow,
  ClipboardCheck,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Server,
  Wrench,
} from 'lucide-react';
import type { Screen } from './route.ts';

/** The screens in the order of the sidebar; `key` is what follows `g`. */
export const SCREENS: readonly {
  readonly screen: Screen;
  readonly title: string;
  readonly icon: LucideIcon;
  readonly key: string;
}[] = [
  { screen: 'overview', title: 'Overview', icon: LayoutDashboard, key: 'o' },
  { screen: 'activity', title: 'Activity', icon: Activity, key: 'a' },
  { screen: 'review', title: 'Review', icon: ClipboardCheck, key: 'r' },
  { screen: 'servers', title: 'Servers', icon: Server, key: 's' },
  { screen: 'tools', title: 'Tools', icon: Wrench, key: 't' },
  { screen: 'clients', title: 'Clients', icon: AppWindow, key: 'c' },
  { screen: 'policy', title: 'Policy', icon: ScrollText, key: 'p' },
];
