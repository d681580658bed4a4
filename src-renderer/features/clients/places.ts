/** Places of the screen that are no client: the guided way, and connecting by hand. */
export const SETUP = 'setup';
export const BY_HAND = 'by-hand';
