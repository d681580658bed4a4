/** One server-sent event whose data is a JSON text of one line (WHATWG HTML, section 9.2). */
export function sseEvent(data: string, event = 'message'): string {
  // JSON text may hold raw line breaks between tokens; each line needs its own field.
  const field = data.includes('\n') || data.includes('\r') ? data.replaceAll(/\r\n?|\n/gu, '\ndata: ') : data;
  return `event: ${event}\ndata: ${field}\n\n`;
}

/** A comment that keeps proxies and clients from taking a quiet stream for a dead one. */
export const SSE_KEEP_ALIVE = ': keep-alive\n\n';

export const SSE_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  connection: 'keep-alive',
  'x-accel-buffering': 'no',
} as const;
