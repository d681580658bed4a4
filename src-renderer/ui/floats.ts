import type { RefObject } from 'react';

/** Where menus, popovers, tooltips and dialogs are put: within the main part of the page, so that its landmark holds them. */
export const floats: RefObject<HTMLDivElement | null> = { current: null };
