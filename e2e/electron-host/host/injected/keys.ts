import type { PageEvent, PageNode } from './dom.ts';

declare const addEventListener: PageNode['addEventListener'];

/** What Electron tells of a key in before-input-event. */
export interface KeyInput {
  readonly type: 'keyDown' | 'keyUp';
  readonly key: string;
  readonly code: string;
  readonly isAutoRepeat: boolean;
  readonly isComposing: boolean;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  readonly location: number;
}

/** Runs in the preload script's world: tells of keys before the page hears of them, but too late to keep them from it. */
export function watchKeys(report: (input: KeyInput) => void): void {
  const tell =
    (type: KeyInput['type']) =>
    (event: PageEvent): void =>
      report({
        type,
        key: event.key ?? '',
        code: event.code ?? '',
        isAutoRepeat: event.repeat === true,
        isComposing: event.isComposing === true,
        shift: event.shiftKey === true,
        control: event.ctrlKey === true,
        alt: event.altKey === true,
        meta: event.metaKey === true,
        location: event.location ?? 0,
      });
  addEventListener('keydown', tell('keyDown'), { capture: true });
  addEventListener('keyup', tell('keyUp'), { capture: true });
}
