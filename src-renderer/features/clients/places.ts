/** Places of the screen that are no client: the guided way, connecting by hand, and leaving the relay altogether. */
export const SETUP = 'setup';
export const BY_HAND = 'by-hand';
export const RESTORE = 'restore';
