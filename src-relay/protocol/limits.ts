/** Longest message that is taken or sent, in bytes: on every transport, both ways. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** What the sender of a longer one is told. */
export const OVERSIZE = `A message may have at most ${MAX_MESSAGE_BYTES} bytes.`;
