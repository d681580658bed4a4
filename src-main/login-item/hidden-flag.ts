/** Given to an app that the login or a client has started: it stays in the tray. */
export const HIDDEN_FLAG = '--hidden';
