/** Longest message that is taken or sent, in bytes: on every transport, both ways. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
